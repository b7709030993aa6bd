"""Campaigns: sizes of waves, and what is done next."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import msgspec
import pytest

from pilotwire.domain.campaign import Campaign, CampaignId, CampaignPlan, Member, Wave, counted, wave_sizes
from pilotwire.domain.campaign_plan import Decision, Facts, decide, hindrance
from pilotwire.domain.campaign_window import Window
from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.ids import StationId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
THERE = Facts(connected=True)
C1 = CampaignId("c-1")


@pytest.mark.parametrize(
    ("waves", "stations", "sizes"),
    [
        ((Wave(),), 7, (7,)),
        ((Wave(stations=1), Wave(percent=10), Wave()), 200, (1, 20, 179)),
        ((Wave(percent=33), Wave(percent=33), Wave(percent=34)), 10, (3, 3, 4)),
        ((Wave(percent=1), Wave()), 10, (1, 9)),
        ((Wave(stations=3), Wave(stations=4)), 7, (3, 4)),
    ],
)
def test_sizes_of_waves(waves: tuple[Wave, ...], stations: int, sizes: tuple[int, ...]) -> None:
    assert wave_sizes(waves, stations) == sizes


@pytest.mark.parametrize(
    ("waves", "pointer", "message"),
    [
        ((Wave(stations=3), Wave(stations=3)), "/waves", "the waves take 6 stations, and the campaign has 7"),
        ((Wave(stations=7), Wave()), "/waves/1", "the last wave is left without a station"),
        ((Wave(percent=50), Wave(percent=40)), "/waves", "the waves come to 90 percent"),
        ((Wave(percent=80), Wave(percent=40), Wave()), "/waves", "the waves come to 120 percent"),
        ((Wave(), Wave(stations=1)), "/waves/0", "only the last wave may take the rest"),
        ((Wave(stations=1, percent=1), Wave()), "/waves/0", "a wave has a size in stations or in percent"),
    ],
)
def test_sizes_that_sum_up_wrong_are_refused(waves: tuple[Wave, ...], pointer: str, message: str) -> None:
    with pytest.raises(BadInputError) as refused:
        wave_sizes(waves, 7)
    assert (refused.value.pointer, refused.value.message) == (pointer, message)


def members(*waves: int) -> list[Member]:
    """So many stations in each wave."""
    places = [number for number, size in enumerate(waves, 1) for _ in range(size)]
    return [Member(C1, place, StationId(f"CS-{place}"), wave) for place, wave in enumerate(places)]


def campaign(sizes: tuple[int, ...], waves: tuple[Wave, ...] = (), **more: Any) -> Campaign:
    plan = CampaignPlan("r2", waves or tuple(Wave(stations=size) for size in sizes), **more)
    return Campaign(C1, "Campaign", plan, NOON, NOON, sum(sizes), sizes)


def decided(one: Campaign, of: list[Member], facts: Facts = THERE, at: datetime = NOON) -> Decision:
    return decide(one, of, counted(of), lambda _: facts, at, UTC)


def ended(of: list[Member], state: str, *places: int, failures: int = 0, at: datetime = NOON) -> list[Member]:
    """With these at their end."""
    return [
        msgspec.structs.replace(each, state=state, attempts=1, failures=failures, ended_at=at)
        if each.position in places
        else each
        for each in of
    ]


def test_no_more_are_begun_than_may_run() -> None:
    of = members(10)
    assert decided(campaign((10,), at_once=3), of).begin == (0, 1, 2)
    running = [msgspec.structs.replace(one, state="running", attempts=1) for one in of[:2]] + of[2:]
    assert decided(campaign((10,), at_once=3), running).begin == (2,)


def test_a_canary_goes_first_and_its_end_opens_the_next_wave_after_the_soak() -> None:
    one, of = campaign((1, 9), (Wave(stations=1, soak_s=60), Wave())), members(1, 9)
    assert decided(one, of).begin == (0,)
    done = ended(of, "done", 0)
    assert decided(one, done).begin == ()
    assert decided(one, done, at=NOON + timedelta(seconds=59)).wave == 1
    later = decided(one, done, at=NOON + timedelta(seconds=60))
    assert (later.wave, len(later.begin)) == (2, 9)


def test_a_wave_may_pass_before_its_last_stations_have_come() -> None:
    waves = (Wave(stations=4, ended_percent=75), Wave())
    of = ended(members(4, 4), "done", 0, 1)
    assert decided(campaign((4, 4), waves), of).wave == 1
    assert decided(campaign((4, 4), waves), ended(of, "done", 2)).begin == (3, 4, 5, 6, 7)


def test_a_wave_that_holds_waits_for_a_word() -> None:
    one, of = campaign((1, 2), (Wave(stations=1, hold=True), Wave())), ended(members(1, 2), "done", 0)
    held = decided(one, of)
    assert (held.wave, held.holds, held.begin) == (1, True, ())
    assert decided(msgspec.structs.replace(one, released=1), of).begin == (1, 2)


@pytest.mark.parametrize(
    ("facts", "rule", "begin", "why"),
    [
        (Facts(connected=False), "wait", (), None),
        (Facts(connected=True, busy=True), "wait", (), None),
        (Facts(connected=True, busy=True), "begin", (0,), None),
        (Facts(connected=True, busy=True), "skip", (), "charging"),
        (Facts(connected=True, current=True), "wait", (), "already"),
        (Facts(connected=False, current=True), "wait", (), "already"),
        (Facts(connected=True, unfit="it is a Two"), "wait", (), "unfit"),
        (Facts(connected=False, known=False), "wait", (), "removed"),
    ],
)
def test_whom_it_waits_for_and_whom_it_leaves_out(
    facts: Facts, rule: str, begin: tuple[int, ...], why: str | None
) -> None:
    found = decided(campaign((1,), busy=rule), members(1), facts)
    assert (found.begin, [one.why for one in found.skip]) == (begin, [] if why is None else [why])
    assert found.finished == (why is not None)


def test_it_aborts_exactly_at_the_rate_and_not_before_the_minimum() -> None:
    one = campaign((20,), abort_percent=25, abort_minimum=4, at_once=20)
    of = ended(members(20), "failed", 0, failures=1)
    assert not decided(one, of).aborts  # 1 of 1, below the minimum
    four = ended(of, "done", 1, 2, 3)
    found = decided(one, four)
    assert (found.aborts, found.begin, found.finished) == (True, (), True)  # 1 of 4 is the rate
    five = ended(of, "done", 1, 2, 3, 4)
    assert not decided(one, five).aborts  # 1 of 5 is below it


def test_after_an_abort_it_ends_once_nothing_runs() -> None:
    one = msgspec.structs.replace(campaign((3,)), state="aborting")
    of = members(3)
    running = [msgspec.structs.replace(of[0], state="running", attempts=1), *of[1:]]
    assert not decided(one, running).finished
    assert decided(one, ended(of, "failed", 0, failures=1)).finished


def test_nothing_begins_outside_the_windows_or_after_the_end() -> None:
    closed = campaign((2,), windows=(Window(time(13), time(14)),))
    assert decided(closed, members(2)).begin == ()
    assert decided(closed, members(2), at=NOON + timedelta(hours=1)).begin == (0, 1)
    over = decided(campaign((2,), ends_at=NOON), members(2))
    assert (over.begin, over.over, over.finished) == ((), True, True)


def test_one_that_failed_is_tried_again_when_its_time_has_come() -> None:
    of = [msgspec.structs.replace(members(1)[0], attempts=1, failures=1, not_before=NOON + timedelta(minutes=5))]
    one = campaign((1,), attempts=2)
    assert decided(one, of).begin == ()
    assert decided(one, of, at=NOON + timedelta(minutes=5)).begin == (0,)


@pytest.mark.parametrize(
    ("more", "facts", "why"),
    [
        ({"wave": 2}, THERE, "wave"),
        ({"not_before": NOON + timedelta(seconds=1)}, THERE, "retry"),
        ({}, Facts(connected=False), "offline"),
        ({}, Facts(connected=True, busy=True), "charging"),
        ({}, THERE, "turn"),
        ({"state": "done"}, THERE, None),
    ],
)
def test_why_a_station_waits(more: dict[str, Any], facts: Facts, why: str | None) -> None:
    member = msgspec.structs.replace(members(1)[0], **more)
    assert hindrance(campaign((1, 1)), member, facts, NOON, UTC) == why


def test_a_station_waits_for_its_window() -> None:
    closed = campaign((1,), windows=(Window(time(13), time(14)),))
    assert hindrance(closed, members(1)[0], THERE, NOON, UTC) == "window"


def test_counts() -> None:
    of = ended(ended(members(5), "done", 0, 1), "failed", 2, failures=1)
    of[3] = msgspec.structs.replace(of[3], state="running", attempts=2, failures=1)
    found = counted(of)
    assert (found.done, found.failed, found.running, found.waiting) == (2, 1, 1, 1)
    assert (found.attempts_ended, found.attempts_failed) == (4, 2)
