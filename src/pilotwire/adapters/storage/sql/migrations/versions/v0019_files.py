"""Kept files, and tickets by which stations fetch and bring them."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0019"
down_revision: Final = "0018"
branch_labels: Final = None
depends_on: Final = None

_TEXT: Final = sa.Text()
_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_WHOLE: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "kept_files",
        sa.Column("id", _WHOLE, primary_key=True, autoincrement=False),
        sa.Column("station", _KEY_TEXT),
        sa.Column("kind", _KEY_TEXT, nullable=False),
        sa.Column("ticket", _KEY_TEXT),
        sa.Column("expires_us", _WHOLE),
        sa.Column("size_bytes", _WHOLE, nullable=False),
        sa.Column("search", _TEXT, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
    )
    op.create_index("kept_files_station", "kept_files", ["station", "id"])
    op.create_index("kept_files_ticket", "kept_files", ["ticket", "id"])
    op.create_index("kept_files_expires", "kept_files", ["expires_us"])
    op.create_table(
        "file_tickets",
        sa.Column("id", _KEY_TEXT, primary_key=True),
        sa.Column("station", _KEY_TEXT),
        sa.Column("direction", _KEY_TEXT, nullable=False),
        sa.Column("state", _KEY_TEXT, nullable=False),
        sa.Column("file", _WHOLE),
        sa.Column("created_us", _WHOLE, nullable=False),
        sa.Column("ended_us", _WHOLE),
        sa.Column("body", _TEXT, nullable=False),
    )
    op.create_index("file_tickets_created", "file_tickets", ["created_us", "id"])
    op.create_index("file_tickets_station", "file_tickets", ["station", "created_us", "id"])
    op.create_index("file_tickets_state", "file_tickets", ["state", "ended_us"])
    op.create_index("file_tickets_file", "file_tickets", ["file"])
