"""What stations tell of their firmware: how an update goes, what a boot shows, what a local controller offers."""

from collections.abc import Sequence
from datetime import datetime

from pilotwire.domain.firmware_commands import FirmwareReport, PublicationReport
from pilotwire.domain.firmware_events import (
    FirmwarePublicationChanged,
    FirmwareStatusReported,
    FirmwareUpdateEnded,
)
from pilotwire.domain.firmware_publication import Publication, told
from pilotwire.domain.firmware_status import Verdict
from pilotwire.domain.firmware_update import FirmwareUpdate, Running, booted, heard
from pilotwire.domain.station import ChargingStation, Identity

from . import notices
from .context import Context
from .work import Work


def status(context: Context, report: FirmwareReport) -> None:
    """Take a status into the update that it is about. What fits none is kept as it came, and noted.

    Source: OCPP 2.1 part 2, L01 and L02; OCPP 1.6, 4.5; OCPP 1.6 security whitepaper, L01.
    """
    notices.notified(context)
    update = _meant(context, report)
    if update is None:
        return
    at = context.received_at
    after, verdict = heard(update, report.status, at, running(context.record), report.detail)
    _note(context, update, report, verdict)
    if after is update:
        return
    keep(context.work, update, after, at)
    context.work.tell(
        FirmwareStatusReported(
            station=context.station, at=at, number=update.number, release=update.release, status=report.status,
            verdict=verdict, state=after.state, detail=report.detail,
        )
    )  # fmt: skip


def boot(context: Context, identity: Identity, *, asked_for: bool) -> None:
    """Take a boot into the station's open updates: the version that it tells is the proof, or the disproof."""
    for update in context.store.firmware_updates(context.station):
        after = booted(update, identity.firmware_version, context.received_at, asked_for=asked_for)
        if after is update:
            continue
        if after.reason == "wrong-version" and update.is_open:
            context.note(
                "firmware-version-unexpected",
                f"update {update.number} was to bring {update.version}, and the station reports {after.firmware}",
                severity="warning",
            )
        keep(context.work, update, after, context.received_at)


def publication(context: Context, report: PublicationReport) -> None:
    """Take a status of a local controller. Source: OCPP 2.1 part 2, L03.FR.01."""
    notices.notified(context)
    held = context.store.publications(context.station)
    meant = _publication_meant(held, report)
    if meant is None:
        if report.status != "Idle":
            context.note("firmware-request-unknown", f"no publication has number {report.number}", "/requestId")
        return
    after = told(meant, report, context.received_at)
    if after is not meant:
        context.work.save(after)
        context.work.tell(publication_event(after, context.received_at))


def running(record: ChargingStation | None) -> Running:
    """What a station runs by its last boot."""
    return Running(None, None) if record is None else Running(record.identity.firmware_version, record.booted_at)


def keep(work: Work, before: FirmwareUpdate, after: FirmwareUpdate, at: datetime) -> None:
    """Save an update, and tell where it has ended."""
    work.save(after)
    if before.state != after.state and not after.is_open:
        work.tell(update_ended(after, at))


def update_ended(update: FirmwareUpdate, at: datetime) -> FirmwareUpdateEnded:
    """The event of its end."""
    return FirmwareUpdateEnded(
        station=update.station, at=at, number=update.number, release=update.release, state=update.state,
        version=update.version, firmware=update.firmware, reason=update.reason, detail=update.detail,
        confirmed=update.confirmed,
    )  # fmt: skip


def publication_event(publication: Publication, at: datetime) -> FirmwarePublicationChanged:
    """The event of a change."""
    return FirmwarePublicationChanged(
        station=publication.station, at=at, number=publication.number, release=publication.release,
        state=publication.state, locations=publication.locations, reason=publication.reason,
        detail=publication.detail, actor=publication.actor,
    )  # fmt: skip


def _meant(context: Context, report: FirmwareReport) -> FirmwareUpdate | None:
    """By its number; without one, what is open, or else what ended last."""
    held = context.store.firmware_updates(context.station)
    if report.number is not None:
        found = next((one for one in held if report.number in (one.number, one.cancel_number)), None)
        if found is None and report.status != "Idle":
            context.note(
                "firmware-request-unknown", f"no update has number {report.number}", "/requestId", severity="warning"
            )
        return None if found is None or found.number != report.number else found
    if report.status != "Idle" and report.numbered:
        context.note("firmware-request-missing", f"{report.status} without the number of its request", "/requestId")
    open_ones = [one for one in held if (one.is_open and one.state != "asking") or one.sent_at is not None]
    found = next((one for one in reversed(open_ones) if one.is_open), None)
    if found is None and report.status != "Idle":
        found = held[-1] if held else None
        if found is None:
            context.note("firmware-unasked", f"{report.status} of an update that was not asked for here")
    return found


def _publication_meant(held: Sequence[Publication], report: PublicationReport) -> Publication | None:
    if report.number is not None:
        return next((one for one in held if one.number == report.number), None)
    return next((one for one in reversed(held) if one.is_open and one.state != "published"), None)


def _note(context: Context, update: FirmwareUpdate, report: FirmwareReport, verdict: Verdict) -> None:
    if verdict in ("taken", "repeated"):
        return
    before = update.status or update.state
    context.note(f"firmware-status-{verdict}", f"{report.status} after {before} of update {update.number}", "/status")
