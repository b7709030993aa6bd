"""Long work, kept so that it outlives the process."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0004"
down_revision: Final = "0003"
branch_labels: Final = None
depends_on: Final = None

_WHOLE: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table of operations."""
    op.create_table(
        "operations",
        sa.Column("id", _KEY_TEXT, primary_key=True),
        sa.Column("created_us", _WHOLE, nullable=False),
        sa.Column("kind", _KEY_TEXT, nullable=False),
        sa.Column("state", _KEY_TEXT, nullable=False),
        sa.Column("station", _KEY_TEXT),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_index("operations_created", "operations", ["created_us", "id"])
    op.create_index("operations_station", "operations", ["station", "created_us", "id"])
    op.create_index("operations_state", "operations", ["state", "created_us", "id"])
