"""Remote starts, and what became of them."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0008"
down_revision: Final = "0007"
branch_labels: Final = None
depends_on: Final = None

_WHOLE: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "remote_starts",
        sa.Column("station", _KEY_TEXT, nullable=False),
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("requested_us", _WHOLE, nullable=False),
        sa.Column("awaited", _WHOLE, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("station", "id"),
    )
    op.create_index("remote_starts_station", "remote_starts", ["station", "requested_us", "id"])
    awaited = sa.text("awaited = 1")
    op.create_index("remote_starts_awaited", "remote_starts", ["id"], sqlite_where=awaited, postgresql_where=awaited)
