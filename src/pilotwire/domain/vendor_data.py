"""Vendor data: what a vendor defined beyond OCPP, by vendor id and message id, in both directions."""

from typing import Any, Final, Literal

import msgspec

from pilotwire.kernel.ids import EvseId, StationId

from .command import Command, Reply
from .display_message import DisplayMessage
from .reading import Reading

VendorStatus = Literal["Accepted", "Rejected", "UnknownMessageId", "UnknownVendorId"]
UNKNOWN_VENDOR: Final[VendorStatus] = "UnknownVendorId"


class VendorData(msgspec.Struct, frozen=True):
    """What one DataTransfer carries. `data` is a JSON value; OCPP 1.6 knows only text there.

    Source: OCPP 2.0.1 part 2, P01 and P02; OCPP 1.6, 4.3 and 5.5.
    """

    station: StationId
    vendor_id: str
    message_id: str | None = None
    data: Any = None

    def opened(self) -> Any:
        """The data, and what is JSON within a text opened; a text that is none stays as it is."""
        if not isinstance(self.data, str):
            return self.data
        try:
            return msgspec.json.decode(self.data)
        except msgspec.DecodeError:
            return self.data


class MeterReading(msgspec.Struct, frozen=True):
    """A reading that vendor data holds, and at which EVSE; 0 is the station's own meter."""

    evse_id: EvseId
    reading: Reading


class VendorAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a station is answered, and what was understood of its data.

    `readings` are stored beside all transactions. `facts` are words for people, by name, shown with the event.
    `trouble` says what could not be understood; it becomes a finding.
    """

    status: VendorStatus
    data: Any = None
    readings: tuple[MeterReading, ...] = ()
    facts: dict[str, str] = msgspec.field(default_factory=dict)
    trouble: str | None = None


class VendorReply(Reply, frozen=True, omit_defaults=True):
    """A station's answer to vendor data: its status, and data of its own."""

    data: Any = None


class SendVendorData(Command[VendorReply], frozen=True):
    """Give a station vendor data. Source: OCPP 2.0.1 part 2, P01; OCPP 1.6, 5.5."""

    vendor_id: str
    message_id: str | None = None
    data: Any = None


class VendorMessage(msgspec.Struct, frozen=True, kw_only=True):
    """A message to stations that a vendor has published: what it is for, and the struct that its data fits.

    `fields` None: it takes no data.
    """

    vendor_id: str
    message_id: str
    title: str
    source: str
    fields: type[msgspec.Struct] | None = None


class DisplayAct(msgspec.Struct, frozen=True):
    """A text that a station of this vendor and model is to show, or (`shown` false) to show no more."""

    vendor: str | None
    model: str | None
    message: DisplayMessage
    shown: bool
