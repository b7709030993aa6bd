"""Firmware: releases, updates, what local controllers offer, campaigns."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0025"
down_revision: Final = "0024"
branch_labels: Final = None
depends_on: Final = None

_WHOLE: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "firmware_releases",
        sa.Column("name", _KEY_TEXT, primary_key=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
    _requests("firmware_updates")
    _requests("firmware_publications")
    op.create_table(
        "campaigns",
        sa.Column("id", _KEY_TEXT, primary_key=True),
        sa.Column("started_us", _WHOLE, nullable=False),
        sa.Column("state", _KEY_TEXT, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_index("campaigns_started", "campaigns", ["started_us", "id"])
    op.create_table(
        "campaign_members",
        sa.Column("campaign", _KEY_TEXT, primary_key=True),
        sa.Column("position", _WHOLE, primary_key=True, autoincrement=False),
        sa.Column("station", _KEY_TEXT, nullable=False),
        sa.Column("wave", _WHOLE, nullable=False),
        sa.Column("state", _KEY_TEXT, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )


def _requests(name: str) -> None:
    op.create_table(
        name,
        sa.Column("number", _WHOLE, primary_key=True, autoincrement=False),
        sa.Column("station", _KEY_TEXT, nullable=False),
        sa.Column("requested_us", _WHOLE, nullable=False),
        sa.Column("release", _KEY_TEXT, nullable=False),
        sa.Column("state", _KEY_TEXT, nullable=False),
        sa.Column("is_open", _WHOLE, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_index(f"{name}_requested", name, ["requested_us", "number"])
    op.create_index(f"{name}_station", name, ["station", "requested_us", "number"])
    is_open = sa.text("is_open = 1")
    op.create_index(f"{name}_open", name, ["number"], sqlite_where=is_open, postgresql_where=is_open)
