"""Settings that people change often, by one name in every version: each is a variable of the device model."""

from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from pilotwire.domain.device_model import Address, Component
from pilotwire.domain.device_model_commands import Write

MessageKind = Literal["GetReport", "GetVariables", "SetVariables", "SendLocalList"]
"""The kinds of message whose items are counted."""


class UsualSettings(msgspec.Struct, frozen=True, omit_defaults=True):
    """What to set; None stays. `items_per_message` is by the kind of message that the station takes."""

    heartbeat_interval_s: int | None = None
    message_attempts: int | None = None
    message_attempt_interval_s: int | None = None
    items_per_message: dict[MessageKind, int] = {}


def writes_of(wanted: UsualSettings) -> Sequence[Write]:
    """The variables to write. In OCPP 1.6 they are the keys HeartbeatInterval, TransactionMessageAttempts,
    TransactionMessageRetryInterval, GetConfigurationMaxKeys and SendLocalListMaxLength.

    Source: OCPP 2.0.1 part 2, chapter 5 (referenced components and variables); OCPP 1.6, chapter 9.
    """
    singles = {
        _HEARTBEAT: wanted.heartbeat_interval_s,
        _ATTEMPTS: wanted.message_attempts,
        _ATTEMPT_INTERVAL: wanted.message_attempt_interval_s,
    }
    items = {_ITEMS[kind]: count for kind, count in wanted.items_per_message.items()}
    return [Write(address, str(value)) for address, value in (singles | items).items() if value is not None]


_COMM: Final = Component("OCPPCommCtrlr")
_HEARTBEAT: Final = Address(_COMM, "HeartbeatInterval")
_ATTEMPTS: Final = Address(_COMM, "MessageAttempts", "TransactionEvent")
_ATTEMPT_INTERVAL: Final = Address(_COMM, "MessageAttemptInterval", "TransactionEvent")
_ITEMS: Final[dict[MessageKind, Address]] = {
    "GetReport": Address(Component("DeviceDataCtrlr"), "ItemsPerMessage", "GetReport"),
    "GetVariables": Address(Component("DeviceDataCtrlr"), "ItemsPerMessage", "GetVariables"),
    "SetVariables": Address(Component("DeviceDataCtrlr"), "ItemsPerMessage", "SetVariables"),
    "SendLocalList": Address(Component("LocalAuthListCtrlr"), "ItemsPerMessage"),
}
