"""Operations know the work at many stations that they are part of."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0010"
down_revision: Final = "0009"
branch_labels: Final = None
depends_on: Final = None

_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the column, and the index by which a part is found."""
    op.add_column("operations", sa.Column("parent", _KEY_TEXT))
    op.create_index("operations_parent", "operations", ["parent", "created_us", "id"])
