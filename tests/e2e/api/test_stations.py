"""Stations over HTTP: put, patch, list, delete, and their connectors."""

from datetime import timedelta

import aiohttp
import pytest

from pilotwire.client.client import Client
from pilotwire.client.filters import StationFilter
from pilotwire.client.problem import ApiProblem
from pilotwire.client.station import (
    Behaviour,
    BehaviourInput,
    BehaviourPatch,
    Identity,
    StationInput,
    StationPatch,
)
from pilotwire.domain import station as domain
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId
from pilotwire.services.station_link import (
    CallError,
    CallResult,
)

from .conftest import IN_SHARED_LOOP, NOON, Site


async def silent(action: str, payload: bytes) -> CallResult | CallError:
    raise AssertionError("no call was to be made")


async def test_a_station_that_was_put_can_be_read(client: Client) -> None:
    wanted = StationInput(
        name="Yard", password="correct horse", onboarding="accept", behaviour=BehaviourInput(quiet=True)
    )
    put = await client.put_station("CS-1", wanted)
    got = await client.station("CS-1")
    assert got == put
    assert (got.id, got.name, got.onboarding, got.has_password) == ("CS-1", "Yard", "accept", True)
    assert got.behaviour == Behaviour(quiet=True)
    assert got.url == "ws://127.0.0.1:9000/ocpp/CS-1"
    assert got.state == "disconnected"


async def test_the_json_of_a_station_holds_what_there_is_and_no_more(raw: aiohttp.ClientSession) -> None:
    async with raw.put("/api/v1/stations/CS-1", json={"name": "Yard"}) as answer:
        assert answer.status == 201
        document = await answer.json()
        assert answer.headers["ETag"] == f'"{document.pop("version")}"'
    assert document == {
        "id": "CS-1",
        "state": "disconnected",
        "url": "ws://127.0.0.1:9000/ocpp/CS-1",
        "has_password": False,
        "behaviour": {},
        "identity": {},
        "created_at": "2026-03-01T12:00:00.000Z",
        "updated_at": "2026-03-01T12:00:00.000Z",
        "name": "Yard",
    }


async def test_a_password_is_stored_as_a_hash_and_never_shown(site: Site, client: Client) -> None:
    await client.put_station("CS-1", StationInput(password="correct horse"))
    stored = site.store.station(StationId("CS-1"))
    assert stored is not None
    assert "correct horse" not in repr(stored)


async def test_a_second_put_answers_200_and_keeps_the_password(raw: aiohttp.ClientSession) -> None:
    async with raw.put("/api/v1/stations/CS-1", json={"name": "Yard", "password": "correct horse"}) as answer:
        assert answer.status == 201
    async with raw.put("/api/v1/stations/CS-1", json={}) as answer:
        assert answer.status == 200
        document = await answer.json()
    assert "name" not in document
    assert document["has_password"] is True


async def test_a_patch_changes_single_fields(client: Client) -> None:
    await client.put_station("CS-1", StationInput(name="Yard", password="correct horse", onboarding="pending"))
    change = StationPatch(name=None, onboarding="accept", behaviour=BehaviourPatch(ping_interval_s=20))
    changed = await client.patch_station("CS-1", change)
    assert (changed.name, changed.onboarding, changed.has_password) == (None, "accept", True)
    assert changed.behaviour == Behaviour(ping_interval_s=20)
    assert not (await client.patch_station("CS-1", StationPatch(password=None))).has_password


async def test_a_station_that_changed_in_between_is_not_overwritten(client: Client) -> None:
    read = await client.put_station("CS-1", StationInput(name="Yard"))
    await client.put_station("CS-1", StationInput(name="Hall"), read.version)
    with pytest.raises(ApiProblem) as refused:
        await client.put_station("CS-1", StationInput(name="Gate"), read.version)
    assert (refused.value.status, refused.value.title) == (412, "Changed in between")
    with pytest.raises(ApiProblem):
        await client.patch_station("CS-1", StationPatch(name="Gate"), read.version)
    with pytest.raises(ApiProblem):
        await client.delete_station("CS-1", read.version)
    assert (await client.station("CS-1")).name == "Hall"


@IN_SHARED_LOOP
async def test_an_if_match_with_two_versions_is_refused(shared_raw: aiohttp.ClientSession) -> None:
    async with shared_raw.put("/api/v1/stations/CS-1", json={}, headers={"If-Match": '"a", "b"'}) as answer:
        assert answer.status == 422
        assert (await answer.json())["errors"][0]["parameter"] == "If-Match"


async def test_a_deleted_station_is_gone_and_disconnected(site: Site, client: Client) -> None:
    await client.put_station("CS-1", StationInput())
    site.link.connect("CS-1", silent)
    await client.delete_station("CS-1")
    assert site.link.disconnected == [("CS-1", "The station was removed.")]
    with pytest.raises(ApiProblem) as refused:
        await client.station("CS-1")
    assert (refused.value.status, refused.value.detail) == (404, "There is no station 'CS-1'.")
    with pytest.raises(ApiProblem) as refused:
        await client.delete_station("CS-1")
    assert refused.value.status == 404


async def test_a_connected_station_shows_its_connection(site: Site, client: Client) -> None:
    await client.put_station("CS-1", StationInput())
    site.link.connect("CS-1", silent, "ocpp1.6")
    shown = await client.station("CS-1")
    assert shown.state == "connected"
    assert shown.protocol == "ocpp1.6"
    assert shown.connection is not None
    assert (shown.connection.address, shown.connection.since) == ("192.0.2.7", NOON)


async def test_what_a_station_said_of_itself_is_shown(site: Site, client: Client) -> None:
    booted = domain.ChargingStation(
        StationId("CS-1"), NOON, NOON, registration="Pending", identity=domain.Identity(vendor="<b>Acme</b>"),
        booted_at=NOON, boot_reason="PowerUp",
    )  # fmt: skip
    await site.holds(booted)
    shown = await client.station("CS-1")
    assert shown.identity == Identity(vendor="<b>Acme</b>")
    assert (shown.registration, shown.booted_at, shown.boot_reason) == ("Pending", NOON, "PowerUp")


async def test_stations_come_in_pages_by_id(client: Client) -> None:
    for name in ("CS-3", "CS-1", "CS-2"):
        await client.put_station(name, StationInput())
    first = await client.stations(limit=2)
    assert [one.id for one in first.items] == ["CS-1", "CS-2"]
    assert first.next_cursor is not None
    second = await client.stations(limit=2, cursor=first.next_cursor)
    assert ([one.id for one in second.items], second.next_cursor) == (["CS-3"], None)


@IN_SHARED_LOOP
async def test_a_cursor_that_is_not_ours_is_refused(shared_client: Client) -> None:
    with pytest.raises(ApiProblem) as refused:
        await shared_client.stations(cursor="' OR 1=1 --")
    assert refused.value.status == 422


async def test_stations_are_filtered_by_text_and_state(site: Site, client: Client) -> None:
    for name in ("CS-1", "CS-2", "XX-3"):
        await client.put_station(name, StationInput())
    site.link.connect("CS-2", silent)
    assert [one.id for one in (await client.stations(StationFilter(q="CS"))).items] == ["CS-1", "CS-2"]
    assert [one.id for one in (await client.stations(StationFilter(state="connected"))).items] == ["CS-2"]
    wanted = StationFilter(q="CS", state="disconnected")
    assert [one.id for one in (await client.stations(wanted)).items] == ["CS-1"]
    assert (await client.stations(StationFilter(registration="Accepted"))).items == []


async def test_a_filter_that_finds_little_still_gets_through_all(site: Site, client: Client) -> None:
    await site.holds(*(domain.ChargingStation(StationId(f"CS-{n:03}"), NOON, NOON) for n in range(200)))
    site.link.connect("CS-199", silent)
    found: list[str] = []
    cursor: str | None = None
    pages = 0
    while pages == 0 or cursor is not None:
        page = await client.stations(StationFilter(state="connected"), limit=2, cursor=cursor)
        found += [one.id for one in page.items]
        cursor = page.next_cursor
        pages += 1
    assert found == ["CS-199"]
    assert pages == 5


async def test_connectors_are_listed_by_evse(site: Site, client: Client) -> None:
    await client.put_station("CS-1", StationInput())
    for evse in (2, 1):
        await site.holds(
            domain.Connector(
                StationId("CS-1"), EvseId(evse), ConnectorId(1), "Occupied", NOON, NOON + timedelta(seconds=1),
                detail="Charging",
            )
        )  # fmt: skip
    found = (await client.connectors("CS-1")).items
    assert [(one.evse_id, one.status, one.detail) for one in found] == [
        (1, "Occupied", "Charging"), (2, "Occupied", "Charging"),
    ]  # fmt: skip
    assert found[0].received_at == NOON + timedelta(seconds=1)
    with pytest.raises(ApiProblem) as refused:
        await client.connectors("CS-9")
    assert refused.value.status == 404


@IN_SHARED_LOOP
@pytest.mark.parametrize(
    "name",
    [
        "a/b",
        "../../etc/passwd",
        "a%2Fb",
        "100%",
        "Säule 7",
        "充电",
        "x" * 255,
        "'; DROP TABLE station; --",
        "<script>",
        "?q=1#f",
    ],
)
async def test_an_odd_id_names_one_station_and_no_other(shared_client: Client, name: str) -> None:
    put = await shared_client.put_station(name, StationInput(name="odd"))
    assert put.id == name
    assert (await shared_client.station(name)).name == "odd"
    assert [one.id for one in (await shared_client.stations()).items] == [name]
    assert (await shared_client.connectors(name)).items == []
    await shared_client.delete_station(name)
    assert (await shared_client.stations()).items == []


@IN_SHARED_LOOP
@pytest.mark.parametrize("name", ["x" * 300, ".", "..", "a\x00b", "a\nb"])
async def test_an_id_that_no_station_can_have_is_refused(shared_client: Client, name: str) -> None:
    with pytest.raises(ApiProblem) as refused:
        await shared_client.put_station(name, StationInput())
    assert refused.value.status == 422


@IN_SHARED_LOOP
async def test_a_path_that_is_no_utf8_is_refused(shared_raw: aiohttp.ClientSession, shared_site: Site) -> None:
    from yarl import URL

    async with shared_raw.get(URL(f"{shared_site.url}/api/v1/stations/%ff%fe", encoded=True)) as answer:
        assert answer.status == 422
        assert (await answer.json())["detail"] == "The path is no UTF-8."


@IN_SHARED_LOOP
@pytest.mark.parametrize(
    ("body", "pointer", "message"),
    [
        ({"name": 5}, "/name", "Expected `str | null`, got `int`."),
        ({"name": ""}, "/name", "Expected `str` of length >= 1."),
        ({"name": "a\nb"}, "/name", "Expected text without control characters."),
        ({"name": "a\n"}, "/name", "Expected text without control characters."),
        ({"password": "short"}, "/password", "Expected `str` of length >= 8."),
        ({"onboarding": "maybe"}, "/onboarding", "Invalid enum value 'maybe'."),
        ({"behaviour": {"quiet": "yes"}}, "/behaviour/quiet", "Expected `bool`, got `str`."),
        ({"behaviour": {"ping_interval_s": -1}}, "/behaviour/ping_interval_s", "Expected `int` >= 0."),
        ({"behaviour": {"ingest_rules": {"x": "maybe"}}}, "/behaviour/ingest_rules", "Invalid enum value 'maybe'."),
        ({"behaviour": {"quit": True}}, "/behaviour", "Object contains unknown field `quit`."),
        ([], "", "Expected `object`, got `array`."),
    ],
)
async def test_a_wrong_value_is_pointed_at(
    shared_raw: aiohttp.ClientSession, body: object, pointer: str, message: str
) -> None:
    async with shared_raw.put("/api/v1/stations/CS-1", json=body) as answer:
        assert answer.status == 422
        problem = await answer.json()
    assert problem["errors"] == [{"message": message, "pointer": pointer}]
