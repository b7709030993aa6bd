"""Carries out the table: repairs a decoded payload where its schema was broken, and names what is odd about it."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, NamedTuple

from pilotwire.protocol.decode import decode_tolerant
from pilotwire.protocol.message import Payload
from pilotwire.protocol.quirks.message_kind import message_kind
from pilotwire.protocol.quirks.policy import IngestPolicy, Setting
from pilotwire.protocol.quirks.record import ANY, Field, Normaliser, Outcome, Seen
from pilotwire.protocol.quirks.site import Site, place_of, site_at
from pilotwire.protocol.quirks.table import NORMALISERS
from pilotwire.protocol.violation import Violation
from pilotwire.protocol.wording import kind_of, shortened

UNREPAIRED: Final = "unrepaired"
"""The finding of a violation that no record of the table knows."""
_DIGITS: Final = 7


class Normalised(NamedTuple):
    """A payload after all repairs: the JSON value, what was repaired, and the values sent that a repair replaced."""

    value: object
    seen: tuple[Seen, ...]
    replaced: dict[str, object]


class Step(NamedTuple):
    """One field of one record, as far as it concerns a message."""

    normaliser: Normaliser
    field: Field

    def is_called_by(self, hit: "Hit") -> bool:
        """Whether this field is what the violation is about."""
        field, site = self.field, hit.site
        if site is None or hit.violation.keyword not in field.keywords or field.place not in (ANY, hit.place):
            return False
        if field.optional_only and not site.is_optional:
            return False
        return not field.wanted or isinstance(site.shape, field.wanted)


class Hit(NamedTuple):
    """A violation with its place and its site; None for a site that is not there, or is the whole payload."""

    violation: Violation
    place: str
    site: Site | None


class Repaired(NamedTuple):
    """What came of one site: what was seen, what is still wrong there, and whether items of a list moved up."""

    seen: Seen
    violations: Sequence[Violation]
    shifts: bool = False


def normalise(kind: type[Payload], value: object, policy: IngestPolicy, violations: Iterable[Violation]) -> Normalised:
    """Repair a decoded JSON value in the order of the table; it is changed in place.

    A record runs at most once for each of its fields, and only where one of `violations` (those of `value`) calls it.
    """
    seen: list[Seen] = []
    replaced: dict[str, object] = {}
    action = message_kind(kind).action
    hits = [_hit(kind, value, violation) for violation in violations]
    for step in steps_for(kind):
        called = [hit for hit in hits if step.is_called_by(hit) and _setting(policy, step, action, hit.place) == "on"]
        if not called:
            continue
        called.sort(key=_position, reverse=True)  # items of a list go from its end, so that those before them stay
        repairs = {hit.violation.pointer: done for hit in called if (done := _repair(step, hit, policy, replaced))}
        seen += [done.seen for done in reversed(repairs.values())]
        if any(done.shifts for done in repairs.values()):
            hits = [_hit(kind, value, violation) for violation in decode_tolerant(kind, value).violations]
        elif repairs:
            hits = [hit for hit in hits if hit.violation.pointer not in repairs]
            hits += [_hit(kind, value, violation) for done in repairs.values() for violation in done.violations]
    return Normalised(value, tuple(seen), replaced)


def name_violation(kind: type[Payload], value: object, policy: IngestPolicy, violation: Violation) -> Seen:
    """A violation of this value under the name of the quirk that it is, or as `unrepaired`."""
    hit, action = _hit(kind, value, violation), message_kind(kind).action
    for step in steps_for(kind):
        if hit.site is None or not step.is_called_by(hit):
            continue
        setting = _setting(policy, step, action, hit.place)
        outcome = Outcome.NOT_MINE if setting == "off" else step.field.repair(hit.site.value, policy)
        if outcome is Outcome.KEPT or (setting == "record-only" and outcome is not Outcome.NOT_MINE):
            return Seen(step.normaliser.name, hit.place, violation.message, step.normaliser.severity)
    return Seen(UNREPAIRED, hit.place, f"{violation.keyword}: {violation.message}", "warning")


@cache
def steps_for(kind: type[Payload]) -> tuple[Step, ...]:
    """The part of the table that concerns a message."""
    named = message_kind(kind)
    return tuple(
        Step(normaliser, field)
        for normaliser in NORMALISERS
        if named.version in normaliser.versions
        for field in normaliser.fields
        if field.action in (ANY, named.action) and field.direction in (None, named.direction)
    )


def _hit(kind: type[Payload], value: object, violation: Violation) -> Hit:
    site = site_at(kind, value, violation.pointer)
    return Hit(violation, place_of(violation.pointer), site if site is not None and site.owners else None)


def _position(hit: Hit) -> list[str]:
    """What sorts pointers as their values stand in the text, 10 after 9."""
    return [token.zfill(_DIGITS) for token in hit.violation.pointer.split("/")]


def _repair(step: Step, hit: Hit, policy: IngestPolicy, replaced: dict[str, object]) -> Repaired | None:
    """Repair one site; None where there was nothing to do."""
    if hit.site is None:
        return None
    new = step.field.repair(hit.site.value, policy)
    if new is Outcome.NOT_MINE or new is Outcome.KEPT:
        return None
    seen = Seen(step.normaliser.name, hit.place, _detail(step, hit, new), step.normaliser.severity)
    if new is Outcome.ABSENT or new is Outcome.OWNER_ABSENT:
        levels_up = int(new is Outcome.OWNER_ABSENT)
        return Repaired(seen, (), shifts=hit.site.remove(levels_up))
    hit.site.put(new)
    if step.normaliser.keeps_raw:
        replaced[hit.violation.pointer] = hit.site.value
    return Repaired(seen, hit.site.violations_of(new, hit.violation.pointer))


def _setting(policy: IngestPolicy, step: Step, action: str, place: str) -> Setting:
    return policy.setting(step.normaliser.name, action, place)


def _detail(step: Step, hit: Hit, after: object) -> str:
    if hit.site is None or not step.normaliser.shows_value or isinstance(after, Outcome):
        return hit.violation.message
    return f"{_shown(hit.site.value)} is read as {_shown(after)}"


def _shown(value: object) -> str:
    return shortened(value) if isinstance(value, str | int | float) else kind_of(value)
