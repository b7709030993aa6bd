"""The one door for payloads: strict decoding, or else repairs and tolerant decoding, or else the violations alone."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final, Generic, Literal, TypeAlias, TypeVar

import msgspec

from pilotwire.protocol.action import Action
from pilotwire.protocol.decode import Tolerated, decode_strict, decode_tolerant
from pilotwire.protocol.message import Payload
from pilotwire.protocol.quirks.filler import FILLERS, MISSING, TRANSACTION_ACTIONS, Filler, filler_values
from pilotwire.protocol.quirks.legal import legal_quirks
from pilotwire.protocol.quirks.normalise import UNREPAIRED, Normalised, name_violation, normalise
from pilotwire.protocol.quirks.policy import STRICT, TOLERANT, IngestPolicy, Mode, Setting
from pilotwire.protocol.quirks.record import Seen
from pilotwire.protocol.quirks.site import site_at
from pilotwire.protocol.violation import NOT_JSON, SchemaViolations, Violation

__all__ = [
    "STRICT",
    "TOLERANT",
    "TRANSACTION_ACTIONS",
    "TRANSACTION_MESSAGES",
    "IngestPolicy",
    "Ingested",
    "Mode",
    "Seen",
    "Setting",
    "Verdict",
    "ingest",
    "ingest_as",
]

M = TypeVar("M", bound=Payload)

Verdict: TypeAlias = Literal["valid", "repaired", "invalid"]

TRANSACTION_MESSAGES: Final = frozenset[str]().union(*TRANSACTION_ACTIONS.values())
"""The same actions for all versions together; `TRANSACTION_ACTIONS` tells them apart by version."""

MOST_VIOLATIONS: Final = 1_000
"""A payload with more than this is decoded as it came and so many are named: no message keeps us busy for long."""
MOST_ODDITIES: Final = 100

_NONE: Final[Mapping[str, object]] = MappingProxyType({})
_NO_FILLERS: Final[Mapping[str, Filler]] = MappingProxyType({})


class Ingested(msgspec.Struct, Generic[M], frozen=True, gc=False):
    """What became of a payload.

    `value` is None when nothing can be made of it (`invalid`); `repaired` covers everything between that and `valid`.
    `oddities` has each name and place once. `violations` are those of the payload as it came, for `error_code_for`.
    `extras` holds unknown fields, and what a repair replaced, by pointer.
    """

    value: M | None
    verdict: Verdict = "valid"
    oddities: tuple[Seen, ...] = ()
    violations: tuple[Violation, ...] = ()
    extras: Mapping[str, object] = _NONE


def ingest(action: Action, raw: bytes | msgspec.Raw, policy: IngestPolicy, received_at: datetime) -> Ingested[Payload]:
    """The request in a call's payload; see `ingest_as`."""
    return ingest_as(action.request, raw, policy, received_at)


def ingest_as(kind: type[M], raw: bytes | msgspec.Raw, policy: IngestPolicy, received_at: datetime) -> Ingested[M]:
    """Read a payload as one message: request or response, of any version. Never raises, whatever the text.

    A valid payload costs its strict decoding and nothing more. Any other is repaired as the policy allows and decoded
    tolerantly; `received_at` (aware) stands in where a message about a transaction lacks its time.
    """
    try:
        message = decode_strict(kind, raw)
    except SchemaViolations as broken:
        return _second_look(kind, raw, policy, received_at, broken.violations)
    if policy.names_legal:
        return Ingested(message, oddities=legal_quirks(kind, _json(raw)))
    return Ingested(message)


def _second_look(
    kind: type[M], raw: bytes | msgspec.Raw, policy: IngestPolicy, received_at: datetime,
    violations: tuple[Violation, ...],
) -> Ingested[M]:  # fmt: skip
    if violations[0].keyword == NOT_JSON:
        return Ingested(None, "invalid", (Seen(UNREPAIRED, "", violations[0].message, "warning"),), violations)
    value = _json(raw)
    legal = legal_quirks(kind, value) if policy.names_legal else ()
    fillers = FILLERS.get(kind, _NO_FILLERS)
    if policy.mode == "strict":
        named = _named(kind, value, policy, violations, fillers)
        return Ingested(None, "invalid", _distinct([*named, *legal]), violations)
    repaired = Normalised(value, (), {})
    if len(violations) <= MOST_VIOLATIONS:
        repaired = normalise(kind, value, policy, violations)
    stand_ins = filler_values(fillers, repaired.value, policy, received_at)
    tolerated: Tolerated[M] = decode_tolerant(kind, repaired.value, policy.naive_offset, stand_ins)
    named = _named(kind, repaired.value, policy, tolerated.violations, fillers)
    return Ingested(
        tolerated.value,
        "invalid" if tolerated.value is None else "repaired",
        _distinct([*repaired.seen, *named, *legal]),
        violations,
        {**tolerated.extras, **repaired.replaced},
    )


def _json(raw: bytes | msgspec.Raw) -> object:
    """The value of a text that is known to be JSON; the slower reader takes numbers that no float holds."""
    try:
        return msgspec.json.decode(raw)
    except msgspec.ValidationError:
        return json.loads(bytes(raw))


def _named(
    kind: type[Payload], value: object, policy: IngestPolicy, violations: Sequence[Violation],
    fillers: Mapping[str, Filler],
) -> list[Seen]:  # fmt: skip
    """A name for each violation that is left: what was filled, what a record of the table knows, and the rest."""
    found: list[Seen] = []
    for violation in violations[:MOST_VIOLATIONS]:
        seen = name_violation(kind, value, policy, violation)
        filler = fillers.get(seen.place) if seen.name == UNREPAIRED else None
        if filler is not None and _is_filled(kind, value, policy, violation):
            told = "" if policy.mode == "strict" else f"; {filler.told}"
            seen = Seen(MISSING, seen.place, violation.message + told, "warning")
        found.append(seen)
    return found


def _is_filled(kind: type[Payload], value: object, policy: IngestPolicy, violation: Violation) -> bool:
    if violation.keyword == "required":
        return True
    site = site_at(kind, value, violation.pointer)
    return site is not None and site.is_unusable(policy.naive_offset)


def _distinct(seen: Sequence[Seen]) -> tuple[Seen, ...]:
    """The first of each name and place, and not endlessly many."""
    return tuple({(one.name, one.place): one for one in reversed(seen)}.values())[::-1][:MOST_ODDITIES]
