"""Charging profiles at stations."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0026"
down_revision: Final = "0025"
branch_labels: Final = None
depends_on: Final = None

_TEXT: Final = sa.Text()
_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_WHOLE: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "installed_profiles",
        sa.Column("station", _KEY_TEXT, primary_key=True),
        sa.Column("number", _WHOLE, primary_key=True, autoincrement=False),
        sa.Column("state_us", _WHOLE, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
    )
    op.create_index("installed_profiles_newest", "installed_profiles", ["station", "state_us", "number"])
