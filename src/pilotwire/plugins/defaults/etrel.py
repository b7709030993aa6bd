"""Etrel: what the maker of INCH chargers has published as messages to a charger."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from pilotwire.domain.vendor_data import VendorMessage
from pilotwire.plugins.hookspecs import hookimpl

VENDOR: Final = "Etrel"
_SOURCE: Final = "Etrel, INCH: description of DataTransfer messages"
_Number = Annotated[int, Meta(ge=0)]


class SetChargingMode(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """How fast a car is charged, and when it leaves; the charger shows it."""

    connector_id: _Number
    charging_mode: Literal["Fast", "Smart"]
    transaction_id: _Number | None = None
    departure_time: Annotated[datetime, Meta(tz=True)] | None = None


class SetChargingRateKmPerKwh(Struct, frozen=True, rename={"connector_id": "connectorId",
                                                           "transaction_id": "transactionId"},
                              forbid_unknown_fields=True):  # fmt: skip
    """How far a car goes with 1 kWh; the charger shows the range that was charged."""

    connector_id: _Number
    rate: Annotated[float, Meta(gt=0, le=100)]
    transaction_id: _Number | None = None


_MESSAGES: Final = (
    VendorMessage(
        vendor_id=VENDOR, message_id="SetChargingMode", title="Fast or smart charging, and the time of departure",
        source=_SOURCE, fields=SetChargingMode,
    ),
    VendorMessage(
        vendor_id=VENDOR, message_id="SetChargingRateKmPerKWh", title="The range shown for each kWh",
        source=_SOURCE, fields=SetChargingRateKmPerKwh,
    ),
)  # fmt: skip


@hookimpl
def vendor_messages() -> Sequence[VendorMessage]:
    """Both messages that every INCH charger takes."""
    return _MESSAGES
