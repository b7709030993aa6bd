"""Signed readings: which keys count, and what is said where no verdict can be given."""

from datetime import UTC, datetime

import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.domain.device_model import Address, Attribute, Component, Variable
from pilotwire.domain.meter_key import MeterKey, MeterKeys
from pilotwire.domain.reading import Reading, Sample, SignedValue
from pilotwire.kernel.ids import EvseId, StationId, TransactionId
from pilotwire.services.ports import ReadingRow
from pilotwire.services.signed_readings import Key, judge, known_keys, signed_among, with_own_keys
from pilotwire.services.work import Work

from .conftest import finish

CS, ONE, NOON = StationId("CS-1"), EvseId(1), datetime(2026, 3, 1, 12, tzinfo=UTC)
GOOD = 'OCMF|{"RD":[{"TM":"x","RV":1}]}|{"SD":"00"}'


def rows(*signed: SignedValue) -> list[ReadingRow]:
    reading = Reading(NOON, tuple(Sample(signed=one) for one in signed))
    return [ReadingRow(CS, TransactionId("t"), ONE, reading, NOON)]


@pytest.mark.parametrize(
    "address",
    [
        Address(Component("FiscalMetering", evse_id=ONE), "PublicKey"),
        Address(Component("FiscalMetering"), "PublicKey"),
        Address(Component("VendorKeys"), "MeterPublicKey1"),
    ],
)
def test_a_key_that_the_station_told_counts_where_nobody_has_entered_one(address: Address) -> None:
    store = MemoryStore()
    told = Work()
    told.save(Variable(CS, address, NOON, (Attribute("Actual", "oca:base16:asn1:0a0b"),)))
    finish(store.commit(told))
    keys = finish(known_keys(MemoryQueries(store), CS, ONE))
    assert keys == (Key(b"\x0a\x0b", "station"),)
    own = signed_among(rows(SignedValue(GOOD, public_key="0c0d")))
    assert with_own_keys(keys, own) == (*keys, Key(b"\x0c\x0d", "value"))
    entered = Work()
    entered.save(MeterKeys(CS, (MeterKey("a", "0e0f", NOON, ONE), MeterKey("b", "ff", NOON, EvseId(2)))))
    finish(store.commit(entered))
    assert with_own_keys(finish(known_keys(MemoryQueries(store), CS, ONE)), own) == (Key(b"\x0e\x0f", "entered"),)


@pytest.mark.parametrize(
    ("signed", "keys", "verdict"),
    [
        (SignedValue(GOOD), (), "no-key"),
        (SignedValue("AQID", "EDL"), (Key(b"k", "entered"),), "unsupported"),
        (SignedValue("AQID", "OCMF"), (Key(b"k", "entered"),), "unreadable"),
        (SignedValue(GOOD), (Key(b"k", "entered"),), "wrong"),
        (SignedValue(GOOD), (Key(b"k", "entered"), Key(b"right", "station")), "verified"),
    ],
)
def test_each_verdict_has_its_reason(signed: SignedValue, keys: tuple[Key, ...], verdict: str) -> None:
    (one,) = signed_among(rows(signed, signed))
    found = judge(one, keys, lambda key, *_: "verified" if key == b"right" else "wrong")
    assert found.verdict == verdict
    assert (found.why is None) == (verdict == "verified")
