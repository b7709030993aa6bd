"""Steps of battery swaps."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0028"
down_revision: Final = "0027"
branch_labels: Final = None
depends_on: Final = None

_TEXT: Final = sa.Text()
_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_WHOLE: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "battery_swap_steps",
        sa.Column("station", _KEY_TEXT, primary_key=True),
        sa.Column("request", _WHOLE, primary_key=True, autoincrement=False),
        sa.Column("step", _KEY_TEXT, primary_key=True),
        sa.Column("at_us", _WHOLE, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
    )
    op.create_index("battery_swap_steps_newest", "battery_swap_steps", ["station", "at_us"])
