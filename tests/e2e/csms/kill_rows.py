"""All kinds of long work, as rows for a test that kills the server meanwhile."""

from typing import Final

from .kill_row import Row
from .kill_rows_certificates import ON_CERTIFICATES
from .kill_rows_customers import ON_CUSTOMERS
from .kill_rows_demanded import DEMANDED
from .kill_rows_displays import ON_DISPLAYS
from .kill_rows_logs import ON_LOGS
from .kill_rows_monitors import ON_MONITORS
from .kill_rows_profiles import ON_PROFILES
from .kill_rows_resumption import RESUMED
from .kill_rows_tariffs import ON_TARIFFS

ROWS: Final[tuple[Row, ...]] = (
    *RESUMED,
    *DEMANDED,
    *ON_MONITORS,
    *ON_LOGS,
    *ON_TARIFFS,
    *ON_DISPLAYS,
    *ON_PROFILES,
    *ON_CERTIFICATES,
    *ON_CUSTOMERS,
)
