"""The first tables."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0001"
down_revision: Final = None
branch_labels: Final = None
depends_on: Final = None

_WHOLE: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TEXT: Final = sa.Text()
_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make all tables."""
    _records()
    _transactions()
    _logs()
    _findings()


def _records() -> None:
    op.create_table(
        "stations",
        sa.Column("id", _KEY_TEXT, primary_key=True),
        sa.Column("search", _TEXT, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
    )
    op.create_table(
        "connectors",
        sa.Column("station", _KEY_TEXT, nullable=False),
        sa.Column("evse_id", _WHOLE, nullable=False),
        sa.Column("connector_id", _WHOLE, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("station", "evse_id", "connector_id"),
    )
    op.create_table(
        "tokens",
        sa.Column("key", _KEY_TEXT, primary_key=True),
        sa.Column("value", _KEY_TEXT, nullable=False),
        sa.Column("search", _TEXT, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
    )
    op.create_index("tokens_value", "tokens", ["value", "key"])
    op.create_table("api_keys", sa.Column("id", _KEY_TEXT, primary_key=True), sa.Column("body", _TEXT, nullable=False))
    op.create_table("meta", sa.Column("name", _KEY_TEXT, primary_key=True), sa.Column("number", _WHOLE, nullable=False))


def _transactions() -> None:
    op.create_table(
        "transactions",
        sa.Column("station", _KEY_TEXT, nullable=False),
        sa.Column("id", _KEY_TEXT, nullable=False),
        sa.Column("started_us", _WHOLE, nullable=False),
        sa.Column("token", _KEY_TEXT, nullable=False),
        sa.Column("ended", _WHOLE, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("station", "id"),
    )
    op.create_index("transactions_started", "transactions", ["started_us", "station", "id"])
    op.create_index("transactions_station", "transactions", ["station", "started_us", "id"])
    op.create_index("transactions_token", "transactions", ["token", "started_us"])
    is_open = sa.text("ended = 0")
    op.create_index(
        "transactions_open",
        "transactions",
        ["started_us", "station", "id"],
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_table(
        "readings",
        sa.Column("station", _KEY_TEXT, nullable=False),
        sa.Column("transaction_id", _KEY_TEXT, nullable=False),
        sa.Column("at_us", _WHOLE, nullable=False),
        sa.Column("digest", _WHOLE, nullable=False),
        sa.Column("received_us", _WHOLE, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("station", "transaction_id", "at_us", "digest"),
    )


def _logs() -> None:
    op.create_table(
        "frames",
        sa.Column("id", _WHOLE, primary_key=True, autoincrement=False),
        sa.Column("bucket", _WHOLE, nullable=False),
        sa.Column("station", _KEY_TEXT, nullable=False),
        sa.Column("marks", _TEXT, nullable=False),
        sa.Column("action", _TEXT),
        sa.Column("message_id", _TEXT),
        sa.Column("text", _TEXT, nullable=False),
        sa.Column("rest", _TEXT, nullable=False),
        postgresql_partition_by="RANGE (id)",
    )
    op.create_index("frames_station", "frames", ["bucket", "id", "station"])
    op.create_table(
        "events",
        sa.Column("id", _WHOLE, primary_key=True, autoincrement=False),
        sa.Column("type", _TEXT, nullable=False),
        sa.Column("station", _KEY_TEXT),
        sa.Column("body", _TEXT, nullable=False),
    )
    op.create_table(
        "refusals",
        sa.Column("id", _WHOLE, primary_key=True, autoincrement=False),
        sa.Column("station", _KEY_TEXT),
        sa.Column("body", _TEXT, nullable=False),
    )
    op.create_index("refusals_station", "refusals", ["station", "id"])


def _findings() -> None:
    op.create_table(
        "findings",
        sa.Column("station", _KEY_TEXT, nullable=False),
        sa.Column("firmware", _KEY_TEXT, nullable=False),
        sa.Column("name", _KEY_TEXT, nullable=False),
        sa.Column("place", _KEY_TEXT, nullable=False),
        sa.Column("severity", _TEXT, nullable=False),
        sa.Column("detail", _TEXT, nullable=False),
        sa.Column("count", _WHOLE, nullable=False),
        sa.Column("first_seen_us", _WHOLE, nullable=False),
        sa.Column("last_seen_us", _WHOLE, nullable=False),
        sa.Column("frame_id", _WHOLE),
        sa.PrimaryKeyConstraint("station", "firmware", "name", "place"),
    )
