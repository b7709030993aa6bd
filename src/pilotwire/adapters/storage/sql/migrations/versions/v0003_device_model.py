"""Variables of stations, and templates of what they should be."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0003"
down_revision: Final = "0002"
branch_labels: Final = None
depends_on: Final = None

_TEXT: Final = sa.Text()
_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "variables",
        sa.Column("station", _KEY_TEXT, nullable=False),
        sa.Column("component", _KEY_TEXT, nullable=False),
        sa.Column("variable", _KEY_TEXT, nullable=False),
        sa.Column("search", _TEXT, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("station", "component", "variable"),
    )
    op.create_table(
        "templates",
        sa.Column("name", _KEY_TEXT, primary_key=True),
        sa.Column("search", _TEXT, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
    )
