"""Requests for logs of stations."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0023"
down_revision: Final = "0022"
branch_labels: Final = None
depends_on: Final = None

_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_WHOLE: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "log_uploads",
        sa.Column("id", _WHOLE, primary_key=True, autoincrement=False),
        sa.Column("station", _KEY_TEXT, nullable=False),
        sa.Column("log", _KEY_TEXT, nullable=False),
        sa.Column("state", _KEY_TEXT, nullable=False),
        sa.Column("requested_us", _WHOLE, nullable=False),
        sa.Column("ended_us", _WHOLE),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_index("log_uploads_requested", "log_uploads", ["requested_us", "id"])
    op.create_index("log_uploads_station", "log_uploads", ["station", "requested_us", "id"])
    op.create_index("log_uploads_ended", "log_uploads", ["ended_us"])
