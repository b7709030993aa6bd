"""Tariffs, their versions and their assignments on every storage."""

from decimal import Decimal

import msgspec
import pytest

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.station import ChargingStation
from pilotwire.domain.tariff import AltText, Element, PriceComponent, PriceLimit, Restrictions, Tariff, TaxRate
from pilotwire.domain.tariff_choice import Assignment
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError
from pilotwire.services.kept_record import VersionConflictError
from pilotwire.services.ports import Slice
from pilotwire.services.tariff_record import put_assignment, put_tariff, remove_assignment, remove_tariff

from .conftest import Home
from .records import CS1, EXACTLY, LONG_AGO, NOON, later, work

ALL = Tariff(
    "Nacht \u26a1",
    LONG_AGO,
    EXACTLY,
    "EUR",
    (
        Element(
            (PriceComponent("TIME", Decimal("0.0001"), None, (TaxRate("MwSt", Decimal("5.2")),), 300),),
            Restrictions(
                "22:00", "06:00", "2026-01-01", "2027-01-01", Decimal("0.5"), Decimal(1), Decimal(2), Decimal(3),
                Decimal(4), Decimal(5), 6, 7, ("MONDAY",), "RESERVATION",
            ),
        ),
        Element((PriceComponent("ENERGY", Decimal("-0.10"), Decimal(20)),)),
    ),
    "YES", PriceLimit(Decimal("0.50"), Decimal("0.55")), PriceLimit(Decimal(10)), LONG_AGO, EXACTLY,
    (AltText("de", "Gr\u00fc\u00dfe"),), "https://example.com/t", "Vans", "0011223344556677",
)  # fmt: skip
PLAIN = Tariff("plain", NOON, NOON, "EUR", (Element((PriceComponent("ENERGY", Decimal("0.25")),)),))


async def test_they_come_back_with_all_their_fields_also_after_a_restart(database_home: Home) -> None:
    storage = await database_home.open()
    assignment = Assignment("group:vans", LONG_AGO, EXACTLY, (ALL.id,), "of Anne")
    await storage.store.commit(work(ALL, assignment))
    for again in (False, True):
        if again:
            await storage.close()
            storage = await database_home.open()
        assert storage.store.tariffs() == {ALL.id: ALL}
        assert storage.store.tariff_assignments() == {"group:vans": assignment}
        assert (await storage.queries.tariffs(Slice(), "vANS")).items == [ALL]
        assert (await storage.queries.tariff_assignments(Slice(), "nacht")).items == [assignment]
        assert await storage.queries.tariff_version(f"{ALL.id}@0011223344556677") == ALL


async def test_every_version_stays_when_a_tariff_changes_or_goes(storage: Storage) -> None:
    store, queries = storage.store, storage.queries
    first = (await put_tariff(store, PLAIN)).tariff
    dearer = msgspec.structs.replace(
        PLAIN, updated_at=later(60), elements=(Element((PriceComponent("ENERGY", Decimal("0.30")),)),)
    )
    second = (await put_tariff(store, dearer, first.version)).tariff
    assert second.version != first.version
    assert (await put_tariff(store, msgspec.structs.replace(dearer, updated_at=later(90)))).tariff == second
    await remove_tariff(store, "plain", later(120), second.version)
    assert store.tariffs() == {}
    assert await queries.tariff_version(first.reference) == first
    assert await queries.tariff_version(second.reference) == second
    assert await queries.tariff_version("plain@other") is None


async def test_what_is_assigned_is_there_and_stays(storage: Storage) -> None:
    store = storage.store
    await store.commit(work(ChargingStation(CS1, NOON, NOON)))
    tariff = (await put_tariff(store, PLAIN)).tariff
    saved = await put_assignment(store, Assignment(f"evse:{CS1}:02", NOON, NOON, ("plain",)))
    assert (saved.assignment.target, saved.is_new) == (f"evse:{CS1}:2", True)
    with pytest.raises(ConflictError, match="assigned"):
        await remove_tariff(store, "plain", NOON)
    with pytest.raises(VersionConflictError):
        await put_tariff(store, msgspec.structs.replace(PLAIN, note="x"), "other")
    for target, pointer in (("station:nowhere", ""), ("everywhere", "")):
        with pytest.raises(BadInputError) as refused:
            await put_assignment(store, Assignment(target, NOON, NOON, ("plain",)))
        assert refused.value.pointer == pointer
    with pytest.raises(BadInputError) as refused:
        await put_assignment(store, Assignment("default", NOON, NOON, ("plain", "gone")))
    assert refused.value.pointer == "/tariffs/1"
    await remove_assignment(store, f"evse:{CS1}:2", NOON)
    with pytest.raises(NotFoundError):
        await remove_assignment(store, f"evse:{CS1}:2", NOON)
    await remove_tariff(store, "plain", NOON, tariff.version)
