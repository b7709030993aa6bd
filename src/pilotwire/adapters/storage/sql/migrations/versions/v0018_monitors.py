"""Monitors of stations, and templates of monitors."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0018"
down_revision: Final = "0017"
branch_labels: Final = None
depends_on: Final = None

_TEXT: Final = sa.Text()
_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_WHOLE: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "monitors",
        sa.Column("key", _KEY_TEXT, primary_key=True),
        sa.Column("station", _KEY_TEXT, nullable=False),
        sa.Column("number", _WHOLE, nullable=False),
        sa.Column("severity", _WHOLE, nullable=False),
        sa.Column("search", _TEXT, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
    )
    op.create_index("monitors_station", "monitors", ["station", "number"])
    op.create_table(
        "monitor_templates",
        sa.Column("name", _KEY_TEXT, primary_key=True),
        sa.Column("search", _TEXT, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
    )
