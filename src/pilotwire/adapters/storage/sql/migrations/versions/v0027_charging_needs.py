"""What cars told of their needs, and of the schedules that they have chosen."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0027"
down_revision: Final = "0026"
branch_labels: Final = None
depends_on: Final = None

_TEXT: Final = sa.Text()
_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_WHOLE: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make both tables."""
    for name in ("charging_needs", "ev_schedules"):
        op.create_table(
            name,
            sa.Column("station", _KEY_TEXT, primary_key=True),
            sa.Column("evse", _WHOLE, primary_key=True, autoincrement=False),
            sa.Column("body", _TEXT, nullable=False),
        )
