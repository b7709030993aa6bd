"""The times of updates, from the API to the domain."""

import msgspec

from pilotwire.client import firmware as shapes
from pilotwire.domain.firmware_update import UpdateTimes


def update_times(given: shapes.UpdateTimes) -> UpdateTimes:
    """How long each part may take."""
    return msgspec.convert(msgspec.structs.asdict(given), UpdateTimes)
