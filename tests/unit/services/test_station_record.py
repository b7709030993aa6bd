"""The record of a station in an operator's hands."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.domain.events import StationChanged, StationRemoved
from pilotwire.domain.station import Behaviour, ChargingStation, Identity
from pilotwire.kernel.errors import BadInputError, NotFoundError
from pilotwire.kernel.ids import StationId
from pilotwire.services.kept_record import VersionConflictError
from pilotwire.services.station_link import LiveConnection
from pilotwire.services.station_record import (
    Edit,
    StationSettings,
    check_station_id,
    merge,
    patch_station,
    put_station,
    remove_station,
    station_version,
)
from pilotwire.services.work import Work

from .conftest import finish
from .link_in_hand import LinkInHand

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
CS1 = StationId("CS-1")


def put(store: MemoryStore, settings: StationSettings, edit: Edit | None = None) -> tuple[ChargingStation, bool]:
    return finish(put_station(store, LinkInHand(), CS1, settings, edit or Edit(at=NOON)))


def reported(store: MemoryStore) -> ChargingStation:
    """The station as it is after it booted."""
    known = store.station(CS1)
    assert known is not None
    booted = msgspec.structs.replace(known, identity=Identity(vendor="Acme"), registration="Accepted")
    work = Work()
    work.save(booted)
    finish(store.commit(work))
    return booted


def test_a_new_station_is_created_and_told() -> None:
    store = MemoryStore()
    station, is_new = put(store, StationSettings(name="Yard", onboarding="accept"), Edit(at=NOON, password_hash="h"))
    assert is_new
    assert station == ChargingStation(CS1, NOON, NOON, onboarding="accept", password_hash="h", name="Yard")
    assert store.station(CS1) == station
    assert [one.event for one in store.events] == [
        StationChanged(station=CS1, at=NOON, fields=("name", "onboarding", "password_hash"))
    ]


def test_a_second_put_replaces_what_was_decided_and_keeps_what_was_reported() -> None:
    store = MemoryStore()
    put(store, StationSettings(name="Yard", behaviour=Behaviour(quiet=True)), Edit(at=NOON, password_hash="h"))
    reported(store)
    station, is_new = put(store, StationSettings(onboarding="pending"), Edit(at=LATER))
    assert not is_new
    assert station == ChargingStation(
        CS1, NOON, LATER, onboarding="pending", registration="Accepted", identity=Identity(vendor="Acme"),
        password_hash="h",
    )  # fmt: skip


def test_a_put_that_changes_nothing_stores_and_tells_nothing() -> None:
    store = MemoryStore()
    put(store, StationSettings(name="Yard"))
    station, _ = put(store, StationSettings(name="Yard"), Edit(at=LATER))
    assert station.updated_at == NOON
    assert len(store.events) == 1


def test_a_refused_station_loses_its_connection() -> None:
    link = LinkInHand()
    finish(put_station(MemoryStore(), link, CS1, StationSettings(onboarding="refuse"), Edit(at=NOON)))
    assert link.disconnected == ["CS-1"]


def test_an_accepted_station_keeps_its_connection() -> None:
    link = LinkInHand()
    finish(put_station(MemoryStore(), link, CS1, StationSettings(onboarding="accept"), Edit(at=NOON)))
    assert link.disconnected == []


def test_a_patch_changes_what_it_names_and_clears_what_it_nulls() -> None:
    store = MemoryStore()
    put(store, StationSettings("Yard", "accept", Behaviour(quiet=True, ingest_rules={"utf8": "off", "case": "on"})))
    patch = {"name": None, "behaviour": {"ping_interval_s": 20, "ingest_rules": {"utf8": None}}}
    station = finish(patch_station(store, LinkInHand(), CS1, patch, Edit(at=LATER)))
    assert station.name is None
    assert station.onboarding == "accept"
    assert station.behaviour == Behaviour(quiet=True, ping_interval_s=20, ingest_rules={"case": "on"})
    assert store.events[-1].event == StationChanged(station=CS1, at=LATER, fields=("name", "behaviour"))


def test_a_patch_can_take_the_password_away() -> None:
    store = MemoryStore()
    put(store, StationSettings(), Edit(at=NOON, password_hash="h"))
    station = finish(patch_station(store, LinkInHand(), CS1, {}, Edit(at=LATER, password_hash=None)))
    assert station.password_hash is None


def test_a_patch_with_a_wrong_type_is_refused() -> None:
    store = MemoryStore()
    put(store, StationSettings())
    with pytest.raises(BadInputError, match="name"):
        finish(patch_station(store, LinkInHand(), CS1, {"name": 5}, Edit(at=LATER)))


def test_an_unknown_station_can_be_neither_patched_nor_removed() -> None:
    with pytest.raises(NotFoundError, match="CS-1"):
        finish(patch_station(MemoryStore(), LinkInHand(), CS1, {}, Edit(at=NOON)))
    with pytest.raises(NotFoundError, match="CS-1"):
        finish(remove_station(MemoryStore(), LinkInHand(), CS1, Edit(at=NOON)))


def test_a_removed_station_is_gone_told_and_disconnected() -> None:
    store, link = MemoryStore(), LinkInHand()
    put(store, StationSettings())
    finish(remove_station(store, link, CS1, Edit(at=LATER)))
    assert store.station(CS1) is None
    assert store.events[-1].event == StationRemoved(station=CS1, at=LATER)
    assert link.disconnected == ["CS-1"]


def test_the_version_follows_what_is_decided_and_not_what_is_reported() -> None:
    store = MemoryStore()
    station, _ = put(store, StationSettings(name="Yard"))
    assert station_version(reported(store)) == station_version(station)
    renamed, _ = put(store, StationSettings(name="Hall"), Edit(at=LATER))
    assert station_version(renamed) != station_version(station)
    assert station_version(msgspec.structs.replace(station, password_hash="h")) != station_version(station)


def test_only_the_version_that_was_read_is_changed() -> None:
    store = MemoryStore()
    station, _ = put(store, StationSettings(name="Yard"))
    read = station_version(station)
    put(store, StationSettings(name="Hall"), Edit(at=NOON, if_version=read))
    with pytest.raises(VersionConflictError, match="somebody changed it"):
        put(store, StationSettings(name="Gate"), Edit(at=NOON, if_version=read))
    with pytest.raises(VersionConflictError):
        finish(remove_station(store, LinkInHand(), CS1, Edit(at=NOON, if_version=read)))
    known = store.station(CS1)
    assert known is not None
    assert known.name == "Hall"


def test_any_version_will_do_for_a_star_but_there_must_be_one() -> None:
    store = MemoryStore()
    with pytest.raises(VersionConflictError, match="no station"):
        put(store, StationSettings(), Edit(at=NOON, if_version="*"))
    put(store, StationSettings())
    station, _ = put(store, StationSettings(name="Hall"), Edit(at=NOON, if_version="*"))
    assert station.name == "Hall"


@pytest.mark.parametrize("text", ["CS-1", "a/b", "Säule 7", "x" * 255, "-:=+|@._", "100%"])
def test_ids_that_stations_connect_with_are_taken(text: str) -> None:
    assert check_station_id(text) == text


@pytest.mark.parametrize("text", ["", "x" * 256, "a\nb", "a\x00", ".", "..", "\ud800"])
def test_ids_that_no_station_can_connect_with_are_refused(text: str) -> None:
    with pytest.raises(BadInputError):
        check_station_id(text)


@pytest.mark.parametrize(
    ("target", "patch", "expected"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": "b"}, ["c"], ["c"]),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
    ],
)
def test_a_merge_patch_works_as_in_the_table_of_its_rfc(target: object, patch: object, expected: object) -> None:
    """Source: RFC 7396, appendix A."""
    assert merge(target, patch) == expected


@pytest.mark.parametrize(("lowest", "told"), [(None, []), (1, []), (2, []), (3, ["CS-1"])])
def test_a_connection_below_the_new_minimum_profile_is_closed(lowest: int | None, told: list[str]) -> None:
    store, link = MemoryStore(), LinkInHand(live=LiveConnection("ocpp2.0.1", "192.0.2.7", NOON, NOON, 1, 2))
    finish(put_station(store, link, CS1, StationSettings(min_security_profile=lowest), Edit(at=NOON)))
    assert link.disconnected == told
    known = store.station(CS1)
    assert known is not None
    assert known.min_security_profile == lowest
