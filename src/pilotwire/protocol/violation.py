"""What is wrong with a payload: one record per broken rule, the error that carries them, and the code they mean."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from pilotwire.kernel.errors import PeerFault
from pilotwire.protocol.ocppj.errors import Fault

NOT_JSON: Final = "json"
"""The keyword of a payload that is no JSON text at all."""


class Violation(msgspec.Struct, frozen=True, gc=False):
    """A broken rule: where (`pointer`, RFC 6901, "" the whole), which (a JSON schema keyword), and what to say of it.

    A missing field and a field too many are pointed at themselves, not at the object around them.
    """

    pointer: str
    keyword: str
    message: str

    def __str__(self) -> str:
        return f"{self.pointer or 'the payload'}: {self.message}"


class SchemaViolations(PeerFault):
    """A payload is not what its schema asks for; `error_code_for` says which code that is on the wire."""

    def __init__(self, action: str, violations: tuple[Violation, ...]) -> None:
        more = f" (and {len(violations) - 1} more)" if len(violations) > 1 else ""
        super().__init__(f"{action}: {violations[0]}{more}", "Send the message again as its schema asks for it.")
        self.violations = violations


_FAULTS: Final[Mapping[str, Fault]] = MappingProxyType(
    {
        NOT_JSON: Fault.RPC_FRAMEWORK,
        "type": Fault.TYPE,
        "required": Fault.OCCURRENCE,
        "minItems": Fault.OCCURRENCE,
        "maxItems": Fault.OCCURRENCE,
        "enum": Fault.PROPERTY,
        "format": Fault.PROPERTY,
        "maxLength": Fault.PROPERTY,
        "maximum": Fault.PROPERTY,
        "minimum": Fault.PROPERTY,
        "multipleOf": Fault.PROPERTY,
        "pattern": Fault.PROPERTY,
        "additionalProperties": Fault.FORMAT,
    }
)
_ORDER: Final = (Fault.RPC_FRAMEWORK, Fault.TYPE, Fault.OCCURRENCE, Fault.PROPERTY, Fault.FORMAT)


def error_code_for(violations: Iterable[Violation]) -> Fault:
    """The one fault to answer with: the first of a fixed order, whatever the order of the violations.

    The order: no JSON object at all, a wrong type, a missing field or a wrong number of items, a value outside its
    enum, range, length or format, an unknown field. Without violations it is GENERIC.
    """
    found = {_fault(violation) for violation in violations}
    return next((fault for fault in _ORDER if fault in found), Fault.GENERIC)


def _fault(violation: Violation) -> Fault:
    if violation.pointer == "" and violation.keyword == "type":
        return Fault.RPC_FRAMEWORK
    return _FAULTS.get(violation.keyword, Fault.FORMAT)
