"""Certificates of stations, and root certificates."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0017"
down_revision: Final = "0016"
branch_labels: Final = None
depends_on: Final = None

_TEXT: Final = sa.Text()
_KEY_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_WHOLE: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "certificates",
        sa.Column("id", _WHOLE, primary_key=True, autoincrement=False),
        sa.Column("station", _KEY_TEXT, nullable=False),
        sa.Column("use", _KEY_TEXT, nullable=False),
        sa.Column("state", _KEY_TEXT, nullable=False),
        sa.Column("fingerprint", _KEY_TEXT),
        sa.Column("ends_us", _WHOLE),
        sa.Column("body", _TEXT, nullable=False),
    )
    op.create_index("certificates_station", "certificates", ["station", "id"])
    op.create_index("certificates_state", "certificates", ["state", "ends_us"])
    op.create_index("certificates_fingerprint", "certificates", ["fingerprint"])
    op.create_table(
        "root_certificates",
        sa.Column("name", _KEY_TEXT, primary_key=True),
        sa.Column("body", _TEXT, nullable=False),
    )
