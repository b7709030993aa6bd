"""Public keys of meters."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0015"
down_revision: Final = "0014"
branch_labels: Final = None
depends_on: Final = None

_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "meter_keys",
        sa.Column("station", _KEY_TEXT, primary_key=True),
        sa.Column("body", sa.Text(), nullable=False),
    )
