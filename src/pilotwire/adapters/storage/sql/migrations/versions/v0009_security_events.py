"""An index of the events that belong to the security log, which are few among all."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0009"
down_revision: Final = "0008"
branch_labels: Final = None
depends_on: Final = None

_ONLY: Final = sa.text(
    "type IN ('security.reported', 'station.refused', 'station.under_attack', 'station.password_changed')"
)


def upgrade() -> None:
    """Make it."""
    op.create_index("events_security", "events", ["id"], sqlite_where=_ONLY, postgresql_where=_ONLY)
