"""What may be wrong with a call, how each OCPP version spells it, and the error a handler raises to say so."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from pilotwire.kernel.errors import PeerFault
from pilotwire.protocol.ocppj.version import Version


class Fault(Enum):
    """A reason to refuse a call. The values are the spelling of 2.0.1 and 2.1; `spelling` gives the one to send.

    Source: OCPP-J 1.6, 4.2.3; OCPP 2.0.1 and 2.1 part 4, 4.3.
    """

    NOT_IMPLEMENTED = "NotImplemented"
    """The action is not known."""
    NOT_SUPPORTED = "NotSupported"
    """The action is known, but switched off or out of reach here."""
    INTERNAL = "InternalError"
    """We failed; the call may be fine."""
    PROTOCOL = "ProtocolError"
    """The payload does not fit the action in a way no other member names."""
    SECURITY = "SecurityError"
    """Not allowed now, such as a call before the station is accepted."""
    FORMAT = "FormatViolation"
    """The payload is malformed or has fields that the action does not know."""
    PROPERTY = "PropertyConstraintViolation"
    """A value is outside its enum, range, length or format."""
    OCCURRENCE = "OccurrenceConstraintViolation"
    """A required field is missing, or a list has too many or too few items."""
    TYPE = "TypeConstraintViolation"
    """A value has the wrong JSON type."""
    GENERIC = "GenericError"
    """None of the others."""
    MESSAGE_TYPE = "MessageTypeNotSupported"
    """The number at the head of the frame is none we know. Not in 1.6."""
    RPC_FRAMEWORK = "RpcFrameworkError"
    """The text is no frame. Not in 1.6."""


# The two misspelt names are part of 1.6 and stay (OCPP-J 1.6 errata, 5.1 and 5.2); 1.6 lacks the last two codes.
_SPELT_16: Final[Mapping[Fault, str]] = MappingProxyType(
    {
        Fault.FORMAT: "FormationViolation",
        Fault.OCCURRENCE: "OccurenceConstraintViolation",
        Fault.MESSAGE_TYPE: "GenericError",
        Fault.RPC_FRAMEWORK: "ProtocolError",
    }
)

_READ: Final[Mapping[str, Fault]] = MappingProxyType(
    {fault.value: fault for fault in Fault}
    | {"FormationViolation": Fault.FORMAT, "OccurenceConstraintViolation": Fault.OCCURRENCE}
)


def spelling(fault: Fault, version: Version) -> str:
    """The errorCode to send for `fault`; where the version lacks it, the nearest code that it has."""
    if version is Version.V16 and fault in _SPELT_16:
        return _SPELT_16[fault]
    return str(fault.value)


def read_spelling(code: str) -> Fault | None:
    """The fault behind a received errorCode, in the spelling of any version; None if no version knows it."""
    return _READ.get(code)


class CallFault(PeerFault):
    """Raised while a call is handled: the call is refused with `fault` instead of answered.

    `description` is one sentence for a person (cut at 255 characters on the wire), `details` a JSON object.
    """

    def __init__(self, fault: Fault, description: str = "", details: Mapping[str, object] | None = None) -> None:
        super().__init__(description or str(fault.value))
        self.fault = fault
        self.description = description
        self.details: Mapping[str, object] = {} if details is None else details
