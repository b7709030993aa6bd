"""Charge detail records."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0016"
down_revision: Final = "0015"
branch_labels: Final = None
depends_on: Final = None

_WHOLE: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "charge_records",
        sa.Column("id", _KEY_TEXT, primary_key=True),
        sa.Column("station", _KEY_TEXT, nullable=False),
        sa.Column("transaction_id", _KEY_TEXT, nullable=False),
        sa.Column("number", _WHOLE, nullable=False),
        sa.Column("ended_us", _WHOLE, nullable=False),
        sa.Column("token", _KEY_TEXT, nullable=False),
        sa.Column("event_id", _WHOLE, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_index("charge_records_ended", "charge_records", ["ended_us", "id"])
    op.create_index("charge_records_station", "charge_records", ["station", "ended_us", "id"])
    op.create_index("charge_records_token", "charge_records", ["token", "ended_us", "id"])
    op.create_index("charge_records_transaction", "charge_records", ["station", "transaction_id", "number"])
    op.create_index("charge_records_event", "charge_records", ["event_id"])
