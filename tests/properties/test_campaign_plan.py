"""A campaign of any shape, with any luck: never more at a time than allowed, never outside a window, and the brake."""

from datetime import UTC, datetime, time, timedelta
from typing import Final

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotwire.domain.campaign import Campaign, CampaignId, CampaignPlan, Member, Wave, counted, wave_sizes
from pilotwire.domain.campaign_plan import Decision, Facts, decide
from pilotwire.domain.campaign_window import Window, is_open
from pilotwire.kernel.ids import StationId

C1: Final = CampaignId("c")
START: Final = datetime(2026, 3, 28, 20, tzinfo=UTC)
OUTCOMES: Final = ("done", "failed", "runs")

sizes_ = st.lists(st.integers(1, 8), min_size=1, max_size=4)
facts_ = st.lists(
    st.builds(
        Facts,
        connected=st.booleans(),
        busy=st.booleans(),
        unfit=st.sampled_from([None, None, None, "no"]),
        current=st.sampled_from([False, False, False, True]),
    ),
    min_size=32,
    max_size=32,
)
windows_ = st.lists(
    st.builds(Window, start=st.times().map(lambda one: one.replace(second=0)), end=st.times()), max_size=2
)


@st.composite
def campaigns(draw: st.DrawFn) -> tuple[Campaign, list[Member]]:
    sizes = draw(sizes_)
    waves = tuple(Wave(stations=size, ended_percent=draw(st.integers(1, 100))) for size in sizes)
    plan = CampaignPlan(
        "r2", waves, tuple(draw(windows_)), at_once=draw(st.integers(1, 6)), attempts=draw(st.integers(1, 3)),
        abort_percent=draw(st.none() | st.integers(1, 100)), abort_minimum=draw(st.integers(1, 10)),
        retry_after_s=draw(st.integers(0, 3_600)), busy=draw(st.sampled_from(["wait", "skip", "begin"])),
    )  # fmt: skip
    of = [
        Member(C1, place, StationId(f"CS-{place}"), wave)
        for place, wave in enumerate(number for number, size in enumerate(sizes, 1) for _ in range(size))
    ]
    return Campaign(C1, "c", plan, START, START, sum(sizes), wave_sizes(waves, sum(sizes))), of


def begun(of: list[Member], decision: Decision) -> list[Member]:
    return [
        msgspec.structs.replace(one, state="running", attempts=one.attempts + 1)
        if one.position in decision.begin
        else one
        for one in of
    ]


def gone_on(of: list[Member], plan: CampaignPlan, luck: list[str], now: datetime) -> list[Member]:
    """Those that run end by their luck."""
    after = []
    for one in of:
        outcome = luck[(one.position + one.attempts) % len(luck)]
        if one.state != "running" or outcome == "runs":
            after.append(one)
        elif outcome == "done":
            after.append(msgspec.structs.replace(one, state="done", ended_at=now))
        elif one.attempts < plan.attempts:
            later = now + timedelta(seconds=plan.retry_after_s)
            after.append(msgspec.structs.replace(one, state="waiting", failures=one.failures + 1, not_before=later))
        else:
            after.append(msgspec.structs.replace(one, state="failed", failures=one.failures + 1, ended_at=now))
    return after


def skipped(of: list[Member], decision: Decision, now: datetime) -> list[Member]:
    gone = {one.position for one in decision.skip}
    return [msgspec.structs.replace(one, state="skipped", ended_at=now) if one.position in gone else one for one in of]


@settings(max_examples=150, deadline=None)
@given(
    made=campaigns(), facts=facts_, luck=st.lists(st.sampled_from(OUTCOMES), min_size=3, max_size=9),
    minutes=st.lists(st.integers(1, 400), min_size=4, max_size=25),
)  # fmt: skip
def test_the_plan_keeps_its_promises(
    made: tuple[Campaign, list[Member]], facts: list[Facts], luck: list[str], minutes: list[int]
) -> None:
    one, of = made
    plan, now = one.plan, START
    for step in minutes:
        now += timedelta(minutes=step)
        counts = counted(of)
        decision = decide(one, of, counts, lambda each: facts[each.position], now, UTC)
        bad = counts.attempts_failed * 100, (plan.abort_percent or 0) * counts.attempts_ended
        is_bad = plan.abort_percent is not None and counts.attempts_ended >= plan.abort_minimum and bad[0] >= bad[1]
        assert decision.aborts == (is_bad or one.state == "aborting")  # exactly at the rate, never before
        assert not (decision.aborts and decision.begin)
        assert counts.running + len(decision.begin) <= plan.at_once
        assert not decision.begin or is_open(plan.windows, UTC, now)
        for place in decision.begin:
            member, known = of[place], facts[place]
            assert member.state == "waiting"
            assert member.wave <= decision.wave
            assert member.attempts < plan.attempts
            assert member.not_before is None or member.not_before <= now
            assert known.connected
            assert known.unfit is None
            assert not (known.busy and plan.busy != "begin")
        assert decision.wave >= one.wave  # a wave that has begun stays
        for wave in range(one.wave, decision.wave):
            in_wave = [each for each in of if each.wave == wave]
            share = 100 * sum(each.has_ended for each in in_wave)
            assert share >= plan.waves[wave - 1].ended_percent * len(in_wave)
        one = msgspec.structs.replace(one, wave=decision.wave, state="aborting" if decision.aborts else one.state)
        of = gone_on(skipped(begun(of, decision), decision, now), plan, luck, now)


@settings(max_examples=60, deadline=None)
@given(made=campaigns(), luck=st.lists(st.sampled_from(OUTCOMES[:2]), min_size=3, max_size=9))
def test_a_campaign_with_everybody_there_comes_to_its_end(made: tuple[Campaign, list[Member]], luck: list[str]) -> None:
    one, of = made
    one = msgspec.structs.replace(one, plan=msgspec.structs.replace(one.plan, windows=(), abort_percent=None))
    now = START
    for _ in range(400):
        decision = decide(one, of, counted(of), lambda _: Facts(connected=True), now, UTC)
        if decision.finished:
            break
        one = msgspec.structs.replace(one, wave=decision.wave)
        of = gone_on(begun(of, decision), one.plan, luck, now)
        now += timedelta(hours=2)
    assert {each.state for each in of} <= {"done", "failed"}
    assert all(each.attempts <= one.plan.attempts for each in of)


@settings(max_examples=100, deadline=None)
@given(
    start=st.times(), end=st.times(), minute=st.integers(0, 2 * 366 * 24 * 60),
)  # fmt: skip
def test_a_window_is_open_by_the_clock_alone(start: time, end: time, minute: int) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    clock = at.time()
    inside = start <= clock < end if start < end else clock >= start or clock < end
    assert is_open((Window(start, end),), UTC, at) == inside
