"""Signed readings of a transaction: found among its readings, and judged with the keys that are known."""

from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from pilotwire.domain.device_model import Address, Component
from pilotwire.domain.meter_key import KeySource, MeterKeys, key_bytes, key_id
from pilotwire.domain.signed_reading import Judgement, Unwrapped, Verdict, unwrapped
from pilotwire.kernel.ids import EvseId, StationId

from .ports import Queries, ReadingRow

Check = Callable[[bytes, str, bytes, bytes], Verdict]
"""Whether a key has signed, by a method, these bytes with this signature."""
_FORMATS: Final = "OCMF"


class Key(msgspec.Struct, frozen=True):
    """A key and where it is from."""

    data: bytes
    source: KeySource


class SignedReading(msgspec.Struct, frozen=True):
    """A signed value with the reading that it came in, and its measurand."""

    row: ReadingRow
    measurand: str
    data: str
    value: Unwrapped


async def known_keys(queries: Queries, station: StationId, evse_id: EvseId | None) -> tuple[Key, ...]:
    """The keys that a person entered for these meters, and those that the station has told as variables.

    Source: OCA, signed meter values in OCPP 1.0, 3.3.1 and 4.3.2.
    """
    entered = await queries.meter_keys(station) or MeterKeys(station)
    keys = [Key(bytes.fromhex(one.data), "entered") for one in entered.of(evse_id)]
    at = evse_id or EvseId(1)
    told = await queries.variables_of(station, (*_addresses(at),))
    for variable in told:
        actual = variable.attribute("Actual")
        data = None if actual is None or actual.value is None else key_bytes(actual.value)
        if data is not None:
            keys.append(Key(data, "station"))
    return tuple(keys)


def signed_among(rows: Iterable[ReadingRow]) -> list[SignedReading]:
    """The signed values of these readings, each text once."""
    found: dict[str, SignedReading] = {}
    for row in rows:
        for sample in row.reading.samples:
            if sample.signed is not None and sample.signed.data not in found:
                value = unwrapped(sample.signed)
                found[sample.signed.data] = SignedReading(row, sample.measurand, sample.signed.data, value)
    return list(found.values())


def with_own_keys(keys: tuple[Key, ...], found: Iterable[SignedReading]) -> tuple[Key, ...]:
    """The keys with those that came along with the values themselves.

    Where a person has entered keys, these alone count: a value that brings its own key proves nothing but itself.
    """
    entered = tuple(one for one in keys if one.source == "entered")
    if entered:
        return entered
    own = (key_bytes(one.value.public_key) for one in found if one.value.public_key)
    return (*keys, *dict.fromkeys(Key(data, "value") for data in own if data is not None))


def judge(one: SignedReading, keys: tuple[Key, ...], check: Check) -> Judgement:
    """What is known of a signed value's truth. CPU work: not for the event loop."""
    value = one.value
    if value.why_not is not None:
        return Judgement("unreadable", value.why_not)
    if value.ocmf is None:
        named = value.encoding or "a format that is not named"
        return Judgement("unsupported", f"it is in {named[:40]}; only {_FORMATS} can be checked here")
    if not keys:
        return Judgement("no-key", "no public key of this meter is known; enter it, or read it from the station")
    verdicts: list[Verdict] = []
    for key in keys:
        verdict = check(key.data, value.ocmf.method, value.ocmf.payload.encode(), value.ocmf.signature)
        if verdict == "verified":
            return Judgement("verified", None, key_id(key.data), key.source)
        verdicts.append(verdict)
    if "wrong" in verdicts:
        first = keys[verdicts.index("wrong")]
        return Judgement("wrong", "no key that is known has signed it", key_id(first.data), first.source)
    return Judgement("unsupported", f"the method {value.ocmf.method[:60]} cannot be checked here")


def _addresses(evse_id: EvseId) -> tuple[Address, ...]:
    return (
        Address(Component("FiscalMetering", evse_id=evse_id), "PublicKey"),
        Address(Component("FiscalMetering"), "PublicKey"),
        Address(Component("VendorKeys"), f"MeterPublicKey{evse_id}"),
    )
