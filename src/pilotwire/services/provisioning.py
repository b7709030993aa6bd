"""Boot and registration: who may work, and who must wait."""

from datetime import datetime
from typing import Final

import msgspec

from pilotwire.domain.capability import without_refusals
from pilotwire.domain.events import StationBooted
from pilotwire.domain.onboarding import answer_for
from pilotwire.domain.station import Boot, ChargingStation, Registration

from . import firmware_register, transaction_history
from .context import Context


class BootAnswer(msgspec.Struct, frozen=True):
    """What a booting station is told: whether it may work, our time, and when to call again."""

    registration: Registration
    at: datetime
    interval_s: int


def boot(context: Context, report: Boot) -> BootAnswer:
    """Record who the station says it is, and answer by the rule that holds for it.

    The registration is stored with the station, so it holds for connections without a boot and over restarts. A boot
    that we triggered is no new start of the station: what waits for one goes on waiting.
    Source: OCPP 2.0.1 part 2, B01 to B03.
    """
    before = context.record
    registration = answer_for(before, context.rules.onboarding)
    at = context.received_at
    known = before or ChargingStation(context.station, created_at=at, updated_at=at)
    after = msgspec.structs.replace(
        known, registration=registration, identity=report.identity, booted_at=at, boot_reason=report.reason,
        updated_at=at, supported_limits=None,
    )  # fmt: skip
    if after.reboot_required_at is not None and not (context.was_triggered or report.reason == _TRIGGERED):
        after = msgspec.structs.replace(after, reboot_required_at=None, reboot_required_for=())
    if before is not None and before.identity.firmware_version != report.identity.firmware_version:
        after = msgspec.structs.replace(after, capabilities=without_refusals(after.capabilities))
    context.work.save(after)
    context.work.tell(
        StationBooted(
            station=context.station, at=at, identity=report.identity, registration=registration, reason=report.reason
        )
    )
    asked_for = context.was_triggered or report.reason == _TRIGGERED
    firmware_register.boot(context, report.identity, asked_for=asked_for)
    transaction_history.booted(context, report.reason)
    accepted = registration == "Accepted"
    return BootAnswer(
        registration, at, context.rules.heartbeat_interval_s if accepted else context.rules.pending_interval_s
    )


def may_speak(context: Context, *, was_triggered: bool, about_transaction: bool) -> bool:
    """Whether a message other than a boot is heard now.

    Accepted stations are; a pending one is with what we triggered; a rejected one is not. One that has never booted is
    heard about transactions when its boot would be accepted, since refused energy is lost energy.
    Source: OCPP 2.0.1 part 2, B01.FR.10, B02.FR.09, B03.FR.07; OCPP 1.6, 4.2.
    """
    record = context.record
    registration = record.registration if record else None
    if registration == "Accepted":
        return True
    if context.rules.accept_early_calls or (registration == "Pending" and was_triggered):
        heard = registration != "Rejected"
    elif registration is None:
        welcome = answer_for(record, context.rules.onboarding) == "Accepted"
        heard = welcome and (about_transaction or was_triggered)
    else:
        heard = False
    if not was_triggered:
        context.note("early-call", "a message before the boot was accepted", severity="info" if heard else "warning")
    return heard


_TRIGGERED: Final = "Triggered"
"""The reason of a boot that somebody asked for. Source: OCPP 2.0.1 part 2, BootReasonEnumType."""
