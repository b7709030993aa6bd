"""What a campaign does next. Pure: the same stations, facts and instant give the same answer."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Final, Literal, NamedTuple

from .campaign import Campaign, CampaignPlan, Counts, Member, Wave
from .campaign_window import is_open

Hindrance = Literal["wave", "window", "retry", "offline", "charging", "turn", "paused", "aborted"]
"""Why a station that waits is not begun now."""


class Facts(NamedTuple):
    """What is known of a station now. `unfit`: why the release is not for it, None if it is. `current`: it runs it."""

    connected: bool
    busy: bool = False
    unfit: str | None = None
    current: bool = False
    known: bool = True


class Skipped(NamedTuple):
    """A station for which there is nothing to do, and why."""

    position: int
    why: str
    detail: str | None = None


class Decision(NamedTuple):
    """What to do now: begin these, skip those. `wave` is under way (from 1). `aborts`: too many failed. `holds`: the
    wave has ended and somebody is to say whether to go on. `finished`: nothing is left to begin, and nothing runs.
    """

    begin: tuple[int, ...] = ()
    skip: tuple[Skipped, ...] = ()
    wave: int = 1
    aborts: bool = False
    holds: bool = False
    over: bool = False
    finished: bool = False


FactsOf = Callable[[Member], Facts]


def decide(
    campaign: Campaign, members: Sequence[Member], counts: Counts, facts_of: FactsOf, now: datetime, zone: tzinfo
) -> Decision:
    """What is to be done now. Never more runs than `at_once`, nothing begins outside a window or after an abort."""
    plan = campaign.plan
    if campaign.state == "aborting" or is_too_bad(plan, counts):
        return Decision(wave=campaign.wave, aborts=True, finished=counts.running == 0)
    if plan.ends_at is not None and now >= plan.ends_at:
        return Decision(wave=campaign.wave, over=True, finished=counts.running == 0)
    wave, holds = wave_under_way(campaign, members, now)
    skip = tuple(found for one in members if one.wave <= wave for found in _skipped(one, plan, facts_of))
    gone = {one.position for one in skip}
    room = plan.at_once - counts.running
    begin: list[int] = []
    if room > 0 and is_open(plan.windows, zone, now):
        for one in members:
            if len(begin) == room:
                break
            if one.wave <= wave and one.position not in gone and _may_begin(one, plan, facts_of, now):
                begin.append(one.position)
    finished = not counts.running and counts.waiting == len(skip)
    return Decision(tuple(begin), skip, wave, holds=holds and not finished, finished=finished)


def is_too_bad(plan: CampaignPlan, counts: Counts) -> bool:
    """Whether the share of attempts that failed has reached the limit."""
    if plan.abort_percent is None or counts.attempts_ended < max(1, plan.abort_minimum):
        return False
    return counts.attempts_failed * 100 >= plan.abort_percent * counts.attempts_ended


def wave_under_way(campaign: Campaign, members: Sequence[Member], now: datetime) -> tuple[int, bool]:
    """The wave whose stations may be begun, and whether its end is reached and somebody is to say to go on."""
    waves = campaign.plan.waves
    wave = campaign.wave
    while wave < len(waves) and _has_passed(waves[wave - 1], [one for one in members if one.wave == wave], now):
        if waves[wave - 1].hold and campaign.released < wave:
            return wave, True
        wave += 1
    return wave, False


def hindrance(campaign: Campaign, member: Member, facts: Facts, now: datetime, zone: tzinfo) -> Hindrance | None:
    """Why a station that waits is not begun now; `turn`: others run. None for one that does not wait."""
    plan = campaign.plan
    if member.state != "waiting":
        return None
    if campaign.state != "running":
        return "aborted"
    if member.wave > campaign.wave:
        return "wave"
    if member.not_before is not None and now < member.not_before:
        return "retry"
    if not facts.connected:
        return "offline"
    if facts.busy and plan.busy == "wait":
        return "charging"
    return "turn" if is_open(plan.windows, zone, now) else "window"


def _has_passed(wave: Wave, members: Sequence[Member], now: datetime) -> bool:
    ended = [one for one in members if one.has_ended]
    if len(ended) * 100 < wave.ended_percent * len(members):
        return False
    last = max((one.ended_at for one in ended if one.ended_at is not None), default=None)
    return last is None or now >= last + timedelta(seconds=wave.soak_s)


def _skipped(member: Member, plan: CampaignPlan, facts_of: FactsOf) -> Sequence[Skipped]:
    if member.state != "waiting":
        return ()
    facts = facts_of(member)
    if not facts.known:
        return (Skipped(member.position, "removed"),)
    if facts.current and member.attempts == 0:
        return (Skipped(member.position, "already"),)
    if facts.unfit is not None:
        return (Skipped(member.position, "unfit", facts.unfit),)
    if facts.busy and plan.busy == "skip":
        return (Skipped(member.position, "charging"),)
    return ()


def _may_begin(member: Member, plan: CampaignPlan, facts_of: FactsOf, now: datetime) -> bool:
    if member.state != "waiting" or (member.not_before is not None and now < member.not_before):
        return False
    facts = facts_of(member)
    return facts.connected and not (facts.busy and plan.busy == "wait")


NEVER_AGAIN: Final = frozenset(
    {"cannot", "invalid-certificate", "revoked-certificate", "invalid-signature", "superseded", "stopped"}
)
"""Failures after which another attempt would fail alike."""
