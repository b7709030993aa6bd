"""Reservations, and what became of them."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0012"
down_revision: Final = "0011"
branch_labels: Final = None
depends_on: Final = None

_WHOLE: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "reservations",
        sa.Column("id", _WHOLE, primary_key=True, autoincrement=False),
        sa.Column("station", _KEY_TEXT, nullable=False),
        sa.Column("token", _KEY_TEXT, nullable=False),
        sa.Column("requested_us", _WHOLE, nullable=False),
        sa.Column("until_us", _WHOLE, nullable=False),
        sa.Column("state", _KEY_TEXT, nullable=False),
        sa.Column("is_open", _WHOLE, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_index("reservations_requested", "reservations", ["requested_us", "id"])
    op.create_index("reservations_station", "reservations", ["station", "requested_us", "id"])
    is_open = sa.text("is_open = 1")
    op.create_index("reservations_open", "reservations", ["id"], sqlite_where=is_open, postgresql_where=is_open)
