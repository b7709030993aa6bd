"""The machine's clock."""

import time
from datetime import UTC, datetime


class SystemClock:
    """Fits `kernel.time.Clock`."""

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return time.monotonic()
