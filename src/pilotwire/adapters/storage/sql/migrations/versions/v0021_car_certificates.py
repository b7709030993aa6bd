"""An index of the events that tell what stations asked for on behalf of cars."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0021"
down_revision: Final = "0020"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """Make it."""
    of_cars = sa.text("type IN ('contract_certificate.answered', 'certificate_status.answered')")
    op.create_index(
        "events_car_certificates", "events", ["station", "id"], sqlite_where=of_cars, postgresql_where=of_cars
    )
