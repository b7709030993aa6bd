"""Quirks that no schema forbids: nothing to repair, but a strict reader wants them named."""

import re
from collections.abc import Iterator
from typing import Final

from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocppj.version import Version
from pilotwire.protocol.quirks.message_kind import message_kind
from pilotwire.protocol.quirks.record import ANY, LegalQuirk, Seen

_V16: Final = frozenset({Version.V16})
_PLAIN_TAG: Final = re.compile(r"[0-9A-Za-z_\-:.*]+")
_FEATURE_PROFILES: Final = frozenset(
    {"Core", "FirmwareManagement", "LocalAuthListManagement", "Reservation", "SmartCharging", "RemoteTrigger"}
)


def legal_quirks(kind: type[Payload], value: object) -> tuple[Seen, ...]:
    """What is odd but allowed in a decoded JSON value of this message, each name and place once."""
    named = message_kind(kind)
    here = [
        quirk
        for quirk in LEGAL
        if named.version in quirk.versions
        and quirk.direction == named.direction
        and (ANY in quirk.actions or named.action in quirk.actions)
    ]
    found = {
        (quirk.name, place): Seen(quirk.name, place, "allowed, yet odd", "info")
        for place, part in (_parts(value, "") if here else ())
        for quirk in here
        if quirk.place in (ANY, place) and quirk.is_it(part)
    }
    return tuple(found.values())


def _parts(value: object, place: str) -> Iterator[tuple[str, object]]:
    """Every part of a JSON value with its place."""
    yield place, value
    if isinstance(value, dict):
        for name, member in value.items():
            if name != "customData":
                yield from _parts(member, f"{place}/{name}")
    elif isinstance(value, list):
        for item in value:
            yield from _parts(item, f"{place}/*")


def _is_empty_text(value: object) -> bool:
    return value == ""


def _is_empty_list(value: object) -> bool:
    return value == []


def _is_free_text(value: object) -> bool:
    return isinstance(value, str) and value != "" and not _PLAIN_TAG.fullmatch(value)


def _is_other_spelling(value: object) -> bool:
    return value == "Celcius"


def _is_negative_factor(value: object) -> bool:
    if not isinstance(value, dict) or value.get("measurand") != "Power.Factor":
        return False
    return str(value.get("value")).lstrip().startswith("-")


def _is_odd_profile_list(value: object) -> bool:
    if not isinstance(value, dict) or value.get("key") != "SupportedFeatureProfiles":
        return False
    profiles = value.get("value")
    return isinstance(profiles, str) and not _FEATURE_PROFILES.issuperset(profiles.split(","))


LEGAL: Final = (
    LegalQuirk(
        name="empty-string",
        row=11,
        what="An optional free text is empty in place of being left out.",
        does="It counts as absent.",
        versions=frozenset(Version),
        actions=frozenset({ANY}),
        direction="request",
        place=ANY,
        is_it=_is_empty_text,
    ),
    LegalQuirk(
        name="unit-alias",
        row=21,
        what="The unit of a temperature is spelt Celcius.",
        does="It is read as Celsius.",
        versions=_V16,
        actions=frozenset({"MeterValues"}),
        direction="request",
        place="/meterValue/*/sampledValue/*/unit",
        is_it=_is_other_spelling,
    ),
    LegalQuirk(
        name="power-factor-negative",
        row=26,
        what="A power factor is negative.",
        does="It is kept with its sign.",
        versions=frozenset(Version),
        actions=frozenset({"MeterValues", "TransactionEvent"}),
        direction="request",
        place="/meterValue/*/sampledValue/*",
        is_it=_is_negative_factor,
    ),
    LegalQuirk(
        name="stop-tx-extras",
        row=31,
        what="StopTransaction has an empty list of readings.",
        does="It is read as no readings.",
        versions=_V16,
        actions=frozenset({"StopTransaction"}),
        direction="request",
        place="/transactionData",
        is_it=_is_empty_list,
    ),
    LegalQuirk(
        name="id-tag-free-text",
        row=32,
        what="An id tag is a text that no card holds, made up by the station.",
        does="It is an id token like any other.",
        versions=_V16,
        actions=frozenset({"Authorize", "StartTransaction", "StopTransaction"}),
        direction="request",
        place="/idTag",
        is_it=_is_free_text,
    ),
    LegalQuirk(
        name="config-value-type",
        row=41,
        what="SupportedFeatureProfiles lists names that no profile has, or has blanks within.",
        does="It is taken as it is; whoever reads the list overlooks blanks and unknown names.",
        versions=_V16,
        actions=frozenset({"GetConfiguration"}),
        direction="response",
        place="/configurationKey/*",
        is_it=_is_odd_profile_list,
    ),
)
