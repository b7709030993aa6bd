"""A station's call and our answer to it share a row of the message log; rows of before stay as they are."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0002"
down_revision: Final = "0001"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """Make room for the answer."""
    op.add_column("frames", sa.Column("answer", sa.Text()))
