"""Questions about customers and the answers to them."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0024"
down_revision: Final = "0023"
branch_labels: Final = None
depends_on: Final = None

_TEXT: Final = sa.Text()
_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_WHOLE: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "customer_inquiries",
        sa.Column("id", _WHOLE, primary_key=True, autoincrement=False),
        sa.Column("station", _KEY_TEXT, nullable=False),
        sa.Column("expires_us", _WHOLE, nullable=False),
        sa.Column("is_open", _WHOLE, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
    )
    op.create_index("customer_inquiries_expiry", "customer_inquiries", ["expires_us"])
    op.create_table(
        "customer_parts",
        sa.Column("inquiry", _WHOLE, nullable=False),
        sa.Column("seq_no", _WHOLE, nullable=False),
        sa.Column("expires_us", _WHOLE, nullable=False),
        sa.Column("text", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("inquiry", "seq_no"),
    )
