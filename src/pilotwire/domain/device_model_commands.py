"""Commands about the device model: read, write, report, and the ways in which a station finds its CSMS."""

from typing import Literal

import msgspec

from .command import Command, Reply
from .device_model import Address, AttributeKind, Characteristics, Component, Mutability

AnswerStatus = Literal[
    "Accepted", "Rejected", "UnknownComponent", "UnknownVariable", "NotSupportedAttributeType", "RebootRequired",
    "NotAnswered", "NotSent",
]  # fmt: skip
"""The station's word; `NotAnswered`: it left this one out or did not answer; `NotSent`: it was not asked at all."""
ReportBase = Literal["ConfigurationInventory", "FullInventory", "SummaryInventory"]
Criterion = Literal["Active", "Available", "Enabled", "Problem"]


class Read(msgspec.Struct, frozen=True, omit_defaults=True):
    """An attribute to read."""

    address: Address
    attribute: AttributeKind = "Actual"


class Write(msgspec.Struct, frozen=True, omit_defaults=True):
    """An attribute to write, and its value."""

    address: Address
    value: str
    attribute: AttributeKind = "Actual"


class AttributeAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a station says about one attribute; no address where its version does not repeat it.

    `mutability` and `characteristics` are there where the version tells them, or knows them, without a report.
    """

    status: AnswerStatus
    address: Address | None = None
    attribute: AttributeKind = "Actual"
    value: str | None = None
    reason_code: str | None = None
    info: str | None = None
    mutability: Mutability | None = None
    characteristics: Characteristics | None = None


class GetVariables(Command[tuple[AttributeAnswer, ...]], frozen=True):
    """Read attributes; nothing wanted means all that there are, where the version can be asked that.

    Source: OCPP 2.0.1 part 2, B06; OCPP 1.6, 5.8.
    """

    wanted: tuple[Read, ...]


class SetVariables(Command[tuple[AttributeAnswer, ...]], frozen=True):
    """Write attributes. Source: OCPP 2.0.1 part 2, B05; OCPP 1.6, 5.3."""

    wanted: tuple[Write, ...]


class GetBaseReport(Command[Reply], frozen=True):
    """Ask for a standard report; it comes in parts under `request_id`. Source: OCPP 2.0.1 part 2, B07."""

    request_id: int
    base: ReportBase = "FullInventory"


class GetReport(Command[Reply], frozen=True):
    """Ask for a report of some components, whole or by variable, or of those in a condition.

    Source: OCPP 2.0.1 part 2, B08.
    """

    request_id: int
    components: tuple[Component, ...] = ()
    variables: tuple[Address, ...] = ()
    criteria: tuple[Criterion, ...] = ()


class NetworkProfile(msgspec.Struct, frozen=True, omit_defaults=True):
    """A way to a CSMS: where, how securely, over what, and how long to wait for an answer."""

    csms_url: str
    security_profile: int
    message_timeout_s: int = 30
    interface: Literal["Wired0", "Wired1", "Wired2", "Wired3", "Wireless0", "Wireless1", "Wireless2", "Wireless3"] = (
        "Wired0"
    )


class SetNetworkProfile(Command[Reply], frozen=True):
    """Store a way to a CSMS in one of the station's slots; it is used when the slot's turn comes.

    Source: OCPP 2.0.1 part 2, B09.
    """

    slot: int
    profile: NetworkProfile
