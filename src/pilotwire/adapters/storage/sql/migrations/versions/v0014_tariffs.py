"""Tariffs, every version of each, and what they are assigned to."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0014"
down_revision: Final = "0013"
branch_labels: Final = None
depends_on: Final = None

_TEXT: Final = sa.Text()
_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    for name in ("tariffs", "tariff_versions", "tariff_assignments"):
        op.create_table(
            name,
            sa.Column("name", _KEY_TEXT, primary_key=True),
            sa.Column("search", _TEXT, nullable=False),
            sa.Column("body", _TEXT, nullable=False),
        )
