"""Local authorisation lists, and what stations hold of them."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0005"
down_revision: Final = "0004"
branch_labels: Final = None
depends_on: Final = None

_TEXT: Final = sa.Text()
_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "local_lists",
        sa.Column("name", _KEY_TEXT, primary_key=True),
        sa.Column("search", _TEXT, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
    )
    op.create_table(
        "held_lists",
        sa.Column("station", _KEY_TEXT, primary_key=True),
        sa.Column("body", _TEXT, nullable=False),
    )
