"""A campaign at work: an operation that begins the update of station after station, as the plan says.

Each attempt has a name that follows from its place and number, and what is begun is stored with its operation in one
commit; so after a restart everything is found as it was, and no attempt is begun twice.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec

from pilotwire.domain.campaign import Campaign, CampaignId, CampaignState, Counts, Member, counted
from pilotwire.domain.campaign_plan import Decision, Facts, Skipped, decide
from pilotwire.domain.firmware_events import CampaignAborted, CampaignStationBegan, CampaignWaveBegan
from pilotwire.domain.firmware_release import FirmwareRelease
from pilotwire.domain.operation import OperationId, Progress
from pilotwire.kernel.errors import ConflictError, NotFoundError, OurFault, PilotwireError

from .campaign_attempt import after_attempt, attempt_name, begun, campaign_ended, facts_of, station_ended, wish_of
from .firmware_jobs import UPDATE
from .operations import CancelledError, Operations, Step, Surroundings
from .work import Work

CAMPAIGN: Final = "firmware.campaign"


class CampaignRequest(msgspec.Struct, frozen=True):
    """Nothing but the operation's own name, under which the campaign and its stations stand."""


class CampaignResult(msgspec.Struct, frozen=True):
    """How its stations ended."""

    state: str
    counts: Counts


class CampaignAbortedError(PilotwireError):
    """Too many attempts failed."""


class CampaignJob:
    """`firmware.campaign`. Paused, it begins nothing, and what runs goes on; cancelled, it calls off what runs."""

    pauses = True

    def __init__(self, look_every_s: float = 0.2) -> None:
        self._look_every_s = look_every_s

    async def run(self, step: Step, around: Surroundings) -> CampaignResult:
        """See `Job`."""
        work = await Conductor.taken_up(step, around)
        try:
            while True:
                await step.sleep(0)  # here a cancellation is noticed, after a restart too
                if await work.go():
                    return work.result()
                await step.sleep(self._look_every_s + len(work.members) / _STATIONS_A_SECOND)
        except CancelledError:
            await work.call_off()
            raise


class Conductor:
    """One campaign while it is worked on: its stations in memory, each change of one stored as it is made."""

    def __init__(
        self, step: Step, around: Surroundings, operations: Operations, campaign: Campaign, members: Sequence[Member]
    ) -> None:
        self._step = step
        self._around = around
        self._operations = operations
        self.campaign = campaign
        self.members = list(members)
        self.counts = counted(self.members)
        self._zone = around.zone_of(campaign.plan.zone)
        self._told: Progress | None = None

    @classmethod
    async def taken_up(cls, step: Step, around: Surroundings) -> "Conductor":
        """With what is stored."""
        name = CampaignId(step.operation.id)
        campaign, members = await around.queries.campaign(name), await around.queries.members_of(name)
        if around.operations is None or campaign is None:
            raise OurFault("the campaign's record is not there", "report this with the server's log")
        return cls(step, around, around.operations, campaign, members)

    async def go(self) -> bool:
        """Look, decide, and act once. Whether the campaign has come to its end."""
        await self._gather()
        decision = self._decide()
        await self._follow(decision)
        if not decision.aborts and not decision.over and not self._step.operation.paused:
            await self._begin(decision)
        if decision.finished and not self.counts.running:
            await self._finish(decision)
            return True
        await self._report()
        return False

    def result(self) -> CampaignResult:
        """What came of it. Raises CampaignAbortedError."""
        counts = self.counts
        if self.campaign.state == "aborted":
            raise CampaignAbortedError(
                f"campaign.aborted: {counts.attempts_failed} of {counts.attempts_ended} attempts failed,"
                f" so at {counts.unreached} stations nothing was begun",
                "Look at the stations that failed, and start a campaign for those that are left.",
            )
        return CampaignResult(self.campaign.state, counts)

    async def call_off(self) -> None:
        """Call off what runs, and end the campaign."""
        now, work = self._step.now(), Work()
        running = [one for one in self.members if one.state == "running"]
        for one in running:
            try:
                await self._operations.cancel(attempt_name(one))
            except (ConflictError, NotFoundError):
                continue  # it has ended meanwhile
        for one in [one for one in self.members if not one.has_ended]:
            self._put(work, msgspec.structs.replace(one, state="cancelled", ended_at=now))
        self._end(work, "cancelled", now)
        await self._around.store.commit(work)

    def _decide(self) -> Decision:
        now, release = self._step.now(), self._release
        return decide(self.campaign, self.members, self.counts, lambda one: self._facts(one, release), now, self._zone)

    @property
    def _release(self) -> FirmwareRelease | None:
        return self._around.store.firmware_releases().get(self.campaign.plan.release)

    def _facts(self, member: Member, release: FirmwareRelease | None) -> Facts:
        return facts_of(self._around.store, self._around.link, member.station, release)

    async def _gather(self) -> None:
        """Take in the attempts that have ended."""
        ended = [
            one for one in self.members if one.state == "running" and not self._operations.is_running(attempt_name(one))
        ]
        if not ended:
            return
        work, now = Work(), self._step.now()
        for one in ended:
            operation = await self._around.queries.operation(attempt_name(one))
            updates = self._around.store.firmware_updates(one.station)
            update = next((each for each in updates if each.operation == attempt_name(one)), None)
            after = after_attempt(one, self.campaign.plan, operation, update, now)
            self._put(work, after)
            if after.has_ended:
                work.tell(station_ended(after, now))
        self.counts = counted(self.members)
        self._keep(work, self.campaign, now)
        await self._around.store.commit(work)

    async def _follow(self, decision: Decision) -> None:
        """Store what the decision says of the campaign and of stations with which there is nothing to do."""
        now, work = self._step.now(), Work()
        for skipped in decision.skip:
            self._skip(work, skipped, now)
        self.counts = counted(self.members)
        campaign = self.campaign
        if decision.aborts and campaign.state == "running":
            campaign = msgspec.structs.replace(campaign, state="aborting")
            failed, ended = self.counts.attempts_failed, self.counts.attempts_ended
            work.tell(CampaignAborted(at=now, campaign=campaign.id, failed=failed, ended=ended))
        for wave in range(campaign.wave + 1, decision.wave + 1):
            size = campaign.wave_sizes[wave - 1]
            work.tell(CampaignWaveBegan(at=now, campaign=campaign.id, wave=wave, stations=size))
        campaign = msgspec.structs.replace(campaign, wave=decision.wave)
        if decision.holds and not self._step.operation.paused:
            campaign = msgspec.structs.replace(campaign, released=decision.wave)
            await self._operations.pause(self._step.operation.id, True)
        if campaign != self.campaign or work.changes:
            self._keep(work, campaign, now)
            await self._around.store.commit(work)

    async def _begin(self, decision: Decision) -> None:
        """Begin the attempts that were decided, each stored with its operation."""
        for position in decision.begin:
            member = self.members[position]
            now = self._step.now()
            after = begun(member, self._around.store.station(member.station), now)
            work = Work()
            work.save(after)
            work.tell(
                CampaignStationBegan(
                    station=member.station, at=now, campaign=member.campaign, attempt=after.attempts,
                    operation=attempt_name(after),
                )
            )  # fmt: skip
            whole = self._step.operation
            try:
                await self._operations.start(
                    UPDATE, wish_of(self.campaign.plan, now), member.station, whole.actor, work,
                    (attempt_name(after), OperationId(whole.id)),
                )  # fmt: skip
            except ConflictError:
                await self._postpone(member, now)
                continue
            self.members[position] = after
            self.counts = counted(self.members)

    async def _postpone(self, member: Member, now: datetime) -> None:
        """Somebody else updates it just now."""
        work = Work()
        self._put(work, msgspec.structs.replace(member, not_before=now + _AGAIN, why="busy"))
        await self._around.store.commit(work)

    async def _finish(self, decision: Decision) -> None:
        now, work = self._step.now(), Work()
        for one in [one for one in self.members if not one.has_ended]:
            after = msgspec.structs.replace(one, state="unreached", ended_at=now)
            self._put(work, after)
            work.tell(station_ended(after, now))
        self._end(work, "aborted" if decision.aborts else "done", now)
        await self._around.store.commit(work)

    async def _report(self) -> None:
        counts, total = self.counts, len(self.members)
        ended = total - counts.waiting - counts.running
        words = [f"wave {self.campaign.wave} of {len(self.campaign.wave_sizes)}"] + [
            f"{number} {word}" for number, word in ((counts.running, "running"), (counts.failed, "failed")) if number
        ]
        if counts != self.campaign.counts:
            work = Work()
            self._keep(work, self.campaign, self._step.now())
            await self._around.store.commit(work)
        progress = Progress(ended, total, ", ".join(words))
        if progress != self._told:
            self._told = progress
            await self._step.report(progress)

    def _skip(self, work: Work, skipped: Skipped, now: datetime) -> None:
        member = self.members[skipped.position]
        after = msgspec.structs.replace(member, state="skipped", why=skipped.why, detail=skipped.detail, ended_at=now)
        self._put(work, after)
        work.tell(station_ended(after, now))

    def _put(self, work: Work, member: Member) -> None:
        self.members[member.position] = member
        work.save(member)

    def _keep(self, work: Work, campaign: Campaign, now: datetime) -> None:
        self.campaign = msgspec.structs.replace(campaign, counts=self.counts, updated_at=now)
        work.save(self.campaign)

    def _end(self, work: Work, state: CampaignState, now: datetime) -> None:
        self.counts = counted(self.members)
        self._keep(work, msgspec.structs.replace(self.campaign, state=state, ended_at=now), now)
        work.tell(campaign_ended(self.campaign, now))


_STATIONS_A_SECOND: Final = 2_500
"""How many stations are looked at in a second at most: the more there are, the less often."""
_AGAIN: Final = timedelta(seconds=60)
