"""Texts on stations' displays, and templates of them."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0022"
down_revision: Final = "0021"
branch_labels: Final = None
depends_on: Final = None

_TEXT: Final = sa.Text()
_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_WHOLE: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "display_messages",
        sa.Column("station", _KEY_TEXT, primary_key=True),
        sa.Column("number", _WHOLE, primary_key=True, autoincrement=False),
        sa.Column("state_us", _WHOLE, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
    )
    op.create_index("display_messages_newest", "display_messages", ["station", "state_us", "number"])
    op.create_table(
        "display_templates",
        sa.Column("name", _KEY_TEXT, primary_key=True),
        sa.Column("search", _TEXT, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
    )
