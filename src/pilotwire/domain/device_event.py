"""Events of the device model: what a station tells of one of its variables, mostly because of a monitor."""

import hashlib
from datetime import datetime
from typing import Literal

import msgspec

from pilotwire.kernel.ids import StationId, TransactionId

from .device_model import Address

EventTrigger = Literal["Alerting", "Delta", "Periodic"]
EventNotification = Literal["HardWiredNotification", "HardWiredMonitor", "PreconfiguredMonitor", "CustomMonitor"]


class DeviceEvent(msgspec.Struct, frozen=True, omit_defaults=True):
    """One event. `at` is the station's time; `value` is the variable's at that moment, empty where it is not told.

    `cause` is the number of another event that led to it; `cleared`: the condition is over. `severity` is the
    station's, or where its version does not tell it, its monitor's. Source: OCPP 2.0.1 part 2, N07; 2.1 part 2, N07.
    """

    station: StationId
    event_id: int
    at: datetime
    trigger: EventTrigger
    notification: EventNotification
    address: Address
    value: str = ""
    severity: int | None = None
    cleared: bool = False
    cause: int | None = None
    tech_code: str | None = None
    tech_info: str | None = None
    transaction: TransactionId | None = None
    monitor: int | None = None

    @property
    def key(self) -> str:
        """The same for the same event told again, another for every other; what only we know does not count."""
        told = msgspec.structs.replace(self, severity=None)
        return f"{self.station}\n{hashlib.blake2b(msgspec.json.encode(told), digest_size=12).hexdigest()}"
