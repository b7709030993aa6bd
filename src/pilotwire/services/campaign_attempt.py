"""One attempt at one station of a campaign: what is known before it, what is asked, and what came of it."""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from pilotwire.domain.campaign import Campaign, CampaignPlan, Member
from pilotwire.domain.campaign_plan import NEVER_AGAIN, Facts
from pilotwire.domain.firmware_events import CampaignEnded, CampaignStationEnded
from pilotwire.domain.firmware_release import FirmwareRelease, misfit, runs
from pilotwire.domain.firmware_update import FirmwareUpdate
from pilotwire.domain.operation import Operation, OperationId
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import StationId

from .firmware_update import UpdateWish
from .ports import Store
from .station_link import StationLink


def attempt_name(member: Member) -> OperationId:
    """The operation of the last attempt that was begun."""
    return OperationId(f"{member.campaign}.{member.position}.{member.attempts}")


def facts_of(store: Store, link: StationLink, station: StationId, release: FirmwareRelease | None) -> Facts:
    """What is known of a station now, from memory."""
    record = store.station(station)
    if record is None:
        return Facts(connected=False, known=False)
    if release is None:
        return Facts(connected=False, unfit="the release was removed")
    current = runs(release, record.identity)
    return Facts(
        connected=link.connection(station) is not None and record.registration == "Accepted",
        busy=bool(store.open_transactions(station)),
        unfit=None if current else misfit(release, record.identity),
        current=current,
    )


def begun(member: Member, record: ChargingStation | None, now: datetime) -> Member:
    """The station at the beginning of another attempt."""
    running = None if record is None else record.identity.firmware_version
    after = msgspec.structs.replace(
        member, state="running", attempts=member.attempts + 1, begun_at=member.begun_at or now, why=None, detail=None,
        not_before=None, previous=member.previous or running,
    )  # fmt: skip
    return msgspec.structs.replace(after, operation=attempt_name(after))


def wish_of(plan: CampaignPlan, now: datetime) -> UpdateWish:
    """What is asked of each station."""
    install_at = None if plan.install_after_s is None else now + timedelta(seconds=plan.install_after_s)
    return UpdateWish(
        plan.release, install_at=install_at, retries=plan.retries, retry_interval_s=plan.retry_interval_s,
        signing=plan.signing, via=plan.via, wait_s=_WAIT_S, times=plan.times,
    )  # fmt: skip


def after_attempt(
    member: Member, plan: CampaignPlan, operation: Operation | None, update: FirmwareUpdate | None, now: datetime
) -> Member:
    """The station once an attempt has ended: done, to be tried again, or failed for good."""
    if operation is not None and operation.state == "done":
        firmware = None if update is None else update.firmware
        return msgspec.structs.replace(member, state="done", ended_at=now, firmware=firmware, why=None, detail=None)
    if operation is not None and operation.state == "cancelled":
        return msgspec.structs.replace(member, state="cancelled", ended_at=now, why="stopped")
    reason, detail = _why(operation, update)
    failed = msgspec.structs.replace(member, failures=member.failures + 1, why=reason, detail=detail)
    if member.attempts < plan.attempts and reason not in NEVER_AGAIN:
        not_before = now + timedelta(seconds=plan.retry_after_s)
        return msgspec.structs.replace(failed, state="waiting", not_before=not_before)
    return msgspec.structs.replace(failed, state="failed", ended_at=now)


def station_ended(member: Member, at: datetime) -> CampaignStationEnded:
    """The event of a station's end."""
    return CampaignStationEnded(
        station=member.station, at=at, campaign=member.campaign, state=member.state, attempts=member.attempts,
        why=member.why,
    )  # fmt: skip


def campaign_ended(campaign: Campaign, at: datetime) -> CampaignEnded:
    """The event of a campaign's end."""
    counts = campaign.counts
    return CampaignEnded(
        at=at, campaign=campaign.id, state=campaign.state, done=counts.done, failed=counts.failed,
        skipped=counts.skipped, cancelled=counts.cancelled, unreached=counts.unreached,
    )  # fmt: skip


def _why(operation: Operation | None, update: FirmwareUpdate | None) -> tuple[str, str | None]:
    if update is not None and update.reason is not None:
        return update.reason, update.detail
    if operation is not None and operation.errors:
        return "not-begun", operation.errors[-1].message
    return "lost", "its operation is not there"


_WAIT_S: Final = 300.0
"""How long an attempt waits for a station that was there a moment ago."""
