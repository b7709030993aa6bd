"""Events of connectors are found by their station."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0013"
down_revision: Final = "0012"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """Make an index over these events alone: it costs nothing for all others."""
    of_connectors = sa.text("type = 'connector.status_changed'")
    op.create_index(
        "events_connector_states", "events", ["station", "id"], sqlite_where=of_connectors,
        postgresql_where=of_connectors,
    )  # fmt: skip
