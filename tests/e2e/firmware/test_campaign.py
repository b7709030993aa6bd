"""Campaigns at work: waves, brake, retries, pause, cancel, and what is refused before anything begins."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec
import pytest

from pilotwire.client.bulk import SelectionInput
from pilotwire.client.campaign import Campaign, CampaignInput, Member, Wave, Window
from pilotwire.client.exchange import Exchange
from pilotwire.client.filters import EventFilter
from pilotwire.client.problem import ApiProblem
from pilotwire.client.station import StationInput

from .conftest import Site
from .updating_stations import VERSIONS, UpdatingStation, living

pytestmark = pytest.mark.asyncio(loop_scope="module")
FAILS: Final = ("Downloading", "DownloadFailed")
STUCK: Final = ("Downloading",)


@asynccontextmanager
async def fleet(site: Site, name: str, count: int, **more: Any) -> AsyncIterator[list[UpdatingStation]]:
    """So many stations of all versions, connected."""
    stations = [UpdatingStation(f"{name}-{number}", VERSIONS[number % 3], **more) for number in range(count)]
    async with living(site.url, stations):
        yield stations


async def until(site: Site, campaign: Campaign, *states: str) -> Campaign:
    async with asyncio.timeout(40):
        while True:
            found = await site.client.campaigns.get(campaign.id)
            if found.state in (states or ("done", "aborted", "cancelled", "failed")):
                return found
            await asyncio.sleep(0.05)


async def members(site: Site, campaign: Campaign) -> list[Member]:
    return (await site.client.campaigns.stations(campaign.id, limit=500)).items


async def begin(site: Site, stations: list[UpdatingStation], release: str, **more: Any) -> Campaign:
    names = [one.name for one in stations]
    return await site.client.campaigns.start(CampaignInput(name="Test", release=release, stations=names, **more))


async def test_a_canary_then_the_rest_each_station_once(site: Site) -> None:
    release = await site.release()
    async with fleet(site, "W", 6) as stations:
        begun = await begin(site, stations, release, waves=[Wave(stations=1, hold=True), Wave()], at_once=2)
        for _ in range(400):
            if (await site.client.campaigns.get(begun.id)).paused:
                break
            await asyncio.sleep(0.05)
        assert [len(one.requests) for one in stations] == [1, 0, 0, 0, 0, 0]
        await site.client.campaigns.resume(begun.id)
        done = await until(site, begun)
        assert (done.state, done.counts.done, done.counts.waiting, done.wave) == ("done", 6, 0, 2)
        assert [len(one.requests) for one in stations] == [1] * 6
        for one in await members(site, begun):
            assert (one.state, one.previous, one.firmware, one.attempts) == ("done", "1.0", "2.0", 1)
            assert one.duration_s is not None


async def test_stations_that_need_nothing_are_skipped_with_the_reason(site: Site) -> None:
    release = await site.release(models=["One"])
    new = UpdatingStation("S-new", "ocpp2.0.1", firmware="2.0")
    other = UpdatingStation("S-other", "ocpp2.0.1", model="Other")
    old = UpdatingStation("S-old", "ocpp2.0.1")
    async with living(site.url, [new, other, old]):
        begun = await begin(site, [new, other, old], release)
        done = await until(site, begun)
        found = [(one.state, one.why) for one in await members(site, begun)]
        assert found == [("skipped", "already"), ("skipped", "unfit"), ("done", None)]
        assert (done.counts.skipped, len(new.requests), len(other.requests)) == (2, 0, 0)


async def test_it_gives_up_at_the_rate_and_begins_nothing_more(site: Site) -> None:
    release = await site.release()
    async with fleet(site, "A", 8, script=FAILS) as stations:
        begun = await begin(site, stations, release, at_once=1, abort_percent=50, abort_minimum=3)
        aborted = await until(site, begun)
        assert aborted.state == "aborted"
        assert (aborted.counts.failed, aborted.counts.unreached, aborted.counts.attempts_ended) == (3, 5, 3)
        assert [len(one.requests) for one in stations] == [1] * 3 + [0] * 5
        assert {one.why for one in await members(site, begun)} == {"download-failed", None}
        operation = await site.client.operation(begun.id)
        assert operation.state == "failed"
        assert operation.errors[0].message == (
            "campaign.aborted: 3 of 3 attempts failed, so at 5 stations nothing was begun"
        )
        for one in stations:
            one.script = ("Downloading", "fetch", "Downloaded", "Installing", "boot", "Installed")
        again = await site.client.campaigns.retry(begun.id)
        assert (await until(site, again)).counts.done == 8


async def test_one_that_failed_is_tried_again_but_not_without_end(site: Site) -> None:
    release = await site.release()
    good = UpdatingStation("T-0", "ocpp2.0.1", answers=["Rejected"])
    bad = UpdatingStation("T-1", "ocpp1.6", script=FAILS)
    hopeless = UpdatingStation("T-2", "ocpp2.1", script=("Downloading", "fetch", "Downloaded", "InvalidSignature"))
    async with living(site.url, [good, bad, hopeless]):
        begun = await begin(site, [good, bad, hopeless], release, attempts=3, retry_after_s=0.1)
        done = await until(site, begun)
        found = [(one.state, one.attempts, one.failures, one.why) for one in await members(site, begun)]
        assert found == [
            ("done", 2, 1, None), ("failed", 3, 3, "download-failed"), ("failed", 1, 1, "invalid-signature")
        ]  # fmt: skip
        assert (done.counts.attempts_ended, done.counts.attempts_failed) == (6, 5)


async def test_paused_it_begins_nothing_and_cancelled_it_calls_off_what_runs(site: Site) -> None:
    release = await site.release()
    async with fleet(site, "C", 4, script=STUCK) as stations:
        begun = await begin(site, stations, release, at_once=2)
        for one in stations[:2]:
            await site.until(one.name, "downloading")
        assert (await site.client.campaigns.pause(begun.id)).paused
        assert [one.waits_for for one in await members(site, begun)] == [None, None, "paused", "paused"]
        await site.client.campaigns.cancel(begun.id)
        cancelled = await until(site, begun)
        assert (cancelled.state, cancelled.counts.cancelled) == ("cancelled", 4)
        for one in stations[:2]:
            assert (await site.until(one.name, "cancelled")).reason == "stopped"
        assert [len(one.requests) for one in stations[2:]] == [0, 0]


async def test_who_is_away_or_charging_is_waited_for_and_takes_no_place(site: Site) -> None:
    release = await site.release()
    away, charging, there = (UpdatingStation(f"O-{number}", "ocpp2.0.1") for number in range(3))
    async with living(site.url, [away]):
        pass
    async with living(site.url, [charging, there]):
        started = {
            "eventType": "Started", "timestamp": "2026-03-01T12:00:00Z", "triggerReason": "Authorized", "seqNo": 0,
            "transactionInfo": {"transactionId": "t-1"}, "evse": {"id": 1, "connectorId": 1},
        }  # fmt: skip
        await charging.call("TransactionEvent", started)
        begun = await begin(site, [away, charging, there], release, at_once=1)
        for _ in range(400):
            if (await members(site, begun))[2].state == "done":
                break
            await asyncio.sleep(0.05)
        assert [one.waits_for for one in await members(site, begun)] == ["offline", "charging", None]
        await charging.call("TransactionEvent", started | {"eventType": "Ended", "seqNo": 1})
        async with living(site.url, [away]):
            assert (await until(site, begun)).counts.done == 3


async def test_outside_its_windows_it_begins_nothing(site: Site) -> None:
    release = await site.release()
    async with fleet(site, "N", 1) as stations:
        opens = (datetime.now(UTC) + timedelta(hours=6)).replace(second=0, microsecond=0)
        closed = [Window(start=f"{opens:%H:%M}", end=f"{opens + timedelta(hours=1):%H:%M}")]
        begun = await begin(site, stations, release, windows=closed, time_zone="UTC")
        await asyncio.sleep(0.5)
        found = await site.client.campaigns.get(begun.id)
        assert (found.is_open, found.next_opening, found.counts.waiting) == (False, opens, 1)
        assert [one.waits_for for one in await members(site, begun)] == ["window"]
        assert stations[0].requests == []
        await site.client.campaigns.cancel(begun.id)
        await until(site, begun)


async def test_everything_is_told_as_events(site: Site) -> None:
    release = await site.release()
    async with fleet(site, "E", 2) as stations:
        begun = await begin(site, stations, release, waves=[Wave(stations=1), Wave(stations=1)])
        await until(site, begun)
    told: list[str] = []
    kinds = ("started", "wave_began", "station_began", "station_ended", "ended")
    wanted = EventFilter(types=tuple(f"campaign.{kind}" for kind in kinds))
    async with asyncio.timeout(10):
        async for event in site.client.events(wanted, after="0"):
            data = msgspec.json.decode(event.data)
            if data["campaign"] == begun.id:
                told.append(
                    f"{event.type} {data.get('station') or data.get('state') or data.get('wave') or ''}".strip()
                )
                if event.type == "campaign.ended":
                    break
    assert told == [
        "campaign.started", "campaign.station_began E-0", "campaign.station_ended E-0", "campaign.wave_began 2",
        "campaign.station_began E-1", "campaign.station_ended E-1", "campaign.ended done",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "status", "pointer"),
    [
        ({"release": "nowhere"}, 404, None),
        ({"stations": ["NOBODY"]}, 404, None),
        ({"stations": None}, 422, "/stations"),
        ({"selection": {"label": "nobody"}, "stations": None}, 422, "/selection"),
        ({"waves": [{"stations": 1}, {"stations": 1}]}, 422, "/waves"),
        ({"waves": [{"percent": 50}, {"percent": 40}]}, 422, "/waves"),
        ({"waves": [{}, {"stations": 1}]}, 422, "/waves/0"),
        ({"windows": [{"start": "22:00", "end": "22:00"}]}, 422, "/windows/0"),
        ({"windows": [{"start": "25:00", "end": "22:00"}]}, 422, "/windows/0/start"),
        ({"ends_at": "2020-01-01T00:00:00Z"}, 422, "/ends_at"),
        ({"time_zone": "Europe/Atlantis"}, 422, "/time_zone"),
        ({"signing": "require"}, 422, "/signing"),
        ({"abort_percent": 0}, 422, "/abort_percent"),
        ({"at_once": 0}, 422, "/at_once"),
        ({"attempts": 0}, 422, "/attempts"),
        ({"when_busy": "shout"}, 422, "/when_busy"),
    ],
)
async def test_a_campaign_that_makes_no_sense_is_refused(
    site: Site, more: dict[str, Any], status: int, pointer: str | None
) -> None:
    await site.client.put_station("M-1", StationInput())
    body = {"name": "Wrong", "release": await site.release(), "stations": ["M-1"], **more}
    body = {key: value for key, value in body.items() if value is not None}
    exchange = Exchange(site.running.server.http_url, site.running.key, 30)
    try:
        with pytest.raises(ApiProblem) as refused:
            await exchange.send("POST", "/campaigns", msgspec.json.encode(body))
    finally:
        await exchange.close()
    problem = refused.value.problem
    assert (problem.status, problem.errors[0].pointer if problem.errors else None) == (status, pointer)
    assert problem.remedy
    assert "Wrong" not in [one.name for one in (await site.client.campaigns.list(limit=500)).items]


async def test_a_selection_is_settled_when_the_campaign_begins(site: Site) -> None:
    release = await site.release()
    async with fleet(site, "L", 2, model="Labelled"):
        wanted = CampaignInput(name="By model", release=release, selection=SelectionInput(model="labelled"))
        begun = await site.client.campaigns.start(wanted)
        assert [one.station for one in await members(site, begun)] == ["L-0", "L-1"]
        assert (await until(site, begun)).counts.done == 2
