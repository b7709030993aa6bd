"""Calling an update off: nobody fetches the file any more, and a station that can is told so."""

from typing import Final

import msgspec

from pilotwire.domain.firmware_commands import UpdateFirmware
from pilotwire.domain.firmware_status import rank
from pilotwire.domain.firmware_update import FirmwareUpdate, UpdateStep, ended
from pilotwire.kernel.errors import PilotwireError

from .firmware_asking import Scene, end_ticket
from .firmware_register import keep
from .firmware_release import known_release
from .work import Work

NOWHERE: Final = "https://firmware.invalid/called-off"
"""Where nothing is: a new request calls off the one before it, and brings nothing itself. Source: RFC 2606."""
_TOLD_S: Final = 10.0


async def call_off(scene: Scene) -> None:
    """End the record, the way to the file, and as far as that is still possible what the station does.

    A station that has begun to install is left in peace. Source: OCPP 2.1 part 2, L01.FR.24 and L01.FR.27; OCPP 1.6
    security whitepaper, L01.FR.26.
    """
    update = scene.update
    if not update.is_open:
        return
    await end_ticket(scene)
    asked = update.sent_at is not None and rank(update.status) < rank("Installing")
    number = scene.around.store.next_transaction_number() if asked else None
    now, work = scene.step.now(), Work()
    after = msgspec.structs.replace(ended(update, "cancelled", now, "stopped"), cancel_number=number)
    keep(work, update, after, now)
    await scene.around.store.commit(work)
    if number is not None:
        await _tell(scene, after, number)


async def _tell(scene: Scene, update: FirmwareUpdate, number: int) -> None:
    release = known_release(scene.around.store, update.release)
    signed = update.signed
    command = UpdateFirmware(
        number, NOWHERE, scene.step.now(), None, release.signature if signed else None,
        release.signing_certificate if signed else None, retries=0, calls_off=True,
    )  # fmt: skip
    try:
        reply = await scene.around.link.request(scene.station, command, _TOLD_S)
    except PilotwireError as error:
        word = type(error).__name__.removesuffix("Error")
    else:
        word = reply.status
    step = UpdateStep(scene.step.now(), word, "late", "called off")
    work = Work()
    work.save(msgspec.structs.replace(scene.update, steps=(*scene.update.steps, step)))
    await scene.around.store.commit(work)
