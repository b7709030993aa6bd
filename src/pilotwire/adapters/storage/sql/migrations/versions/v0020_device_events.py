"""Events of the device model, alerts, event streams and their values."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0020"
down_revision: Final = "0019"
branch_labels: Final = None
depends_on: Final = None

_TEXT: Final = sa.Text()
_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_WHOLE: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the four tables."""
    op.create_table(
        "device_events",
        sa.Column("key", _KEY_TEXT, primary_key=True),
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("station", _KEY_TEXT, nullable=False),
        sa.Column("at_us", _WHOLE, nullable=False),
        sa.Column("received_us", _WHOLE, nullable=False),
        sa.Column("severity", _WHOLE),
        sa.Column("raised_by", _KEY_TEXT, nullable=False),
        sa.Column("monitor", _WHOLE),
        sa.Column("search", _TEXT, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
    )
    op.create_index("device_events_id", "device_events", ["id"])
    op.create_index("device_events_station", "device_events", ["station", "id"])
    op.create_table(
        "alerts",
        sa.Column("id", _WHOLE, primary_key=True, autoincrement=False),
        sa.Column("station", _KEY_TEXT, nullable=False),
        sa.Column("severity", _WHOLE, nullable=False),
        sa.Column("begin_us", _WHOLE, nullable=False),
        sa.Column("end_us", _WHOLE),
        sa.Column("body", _TEXT, nullable=False),
    )
    op.create_index("alerts_station", "alerts", ["station", "id"])
    op.create_index("alerts_severity", "alerts", ["severity", "id"])
    is_open = sa.text("end_us IS NULL")
    op.create_index("alerts_open", "alerts", ["id"], sqlite_where=is_open, postgresql_where=is_open)
    _streams()


def _streams() -> None:
    op.create_table(
        "event_streams",
        sa.Column("key", _KEY_TEXT, primary_key=True),
        sa.Column("station", _KEY_TEXT, nullable=False),
        sa.Column("number", _WHOLE, nullable=False),
        sa.Column("closed_us", _WHOLE),
        sa.Column("body", _TEXT, nullable=False),
    )
    op.create_index("event_streams_station", "event_streams", ["station", "number"])
    is_open = sa.text("closed_us IS NULL")
    op.create_index("event_streams_open", "event_streams", ["key"], sqlite_where=is_open, postgresql_where=is_open)
    op.create_table(
        "stream_batches",
        sa.Column("id", _WHOLE, primary_key=True, autoincrement=False),
        sa.Column("station", _KEY_TEXT, nullable=False),
        sa.Column("number", _WHOLE, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
    )
    op.create_index("stream_batches_stream", "stream_batches", ["station", "number", "id"])
