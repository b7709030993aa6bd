"""From an accepted request to a certificate in the station: signed, kept, handed over, and the answer kept."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from pilotwire.domain.certificate import LIVE, PENDING, Certificate, IssuedCertificate, IssueWish
from pilotwire.domain.certificate_events import CertificateInstalled, CertificateIssued, CertificateRefused
from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.device_model import Address, Component
from pilotwire.domain.security_commands import CertificateSigned
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import StationId

from .certificate_authority import CertificateAuthority
from .operations import Step, Surroundings
from .ports import Queries
from .station_certificates import changed
from .station_link import CallRefusedError, NoAnswerError, NotConnectedError, QueueFullError, UnusableAnswerError
from .work import Work


class Delivery(NamedTuple):
    """One station's certificates on their way to it."""

    step: Step
    around: Surroundings
    authority: CertificateAuthority
    station: StationId


async def deliver_next(scene: Delivery) -> bool:
    """Take the oldest certificate that the station waits for one step further; False when it waits for none.

    Each step is kept before the next: a certificate is stored before the station hears of it. Raises NotConnectedError,
    NoAnswerError and QueueFullError where the station could not be asked, to be tried again.
    """
    waiting = [one for one in await scene.around.queries.certificates_of(scene.station) if one.state in PENDING]
    if not waiting:
        return False
    oldest = waiting[-1]
    if oldest.issued is None:
        await _issue(scene, oldest)
    else:
        await _hand_over(scene, oldest, oldest.issued)
    return True


async def has_certificate(around: Surroundings, station: StationId) -> bool | None:
    """Whether the station has taken a certificate of ours that has not ended; None: nobody knows of another one."""
    known = await around.queries.certificates_of(station)
    held = (one for one in known if one.use == "ChargingStationCertificate" and one.state in ("installed", "active"))
    return True if any(held) else None


async def _issue(scene: Delivery, one: Certificate) -> None:
    request, at = one.request, scene.step.now()
    try:
        issued = await scene.authority.issue(
            IssueWish(request.pem, one.use, request.common_name, request.organization), at
        )
    except PilotwireError as error:
        await _end(scene, one, "failed", error.message, error.remedy)
        return
    work = Work()
    work.save(changed(one, at, state="issued", issued=issued))
    work.tell(
        CertificateIssued(
            station=one.station, at=at, certificate=str(one.id), use=one.use, subject=issued.subject,
            serial_number=issued.serial_number, fingerprint=issued.fingerprint, not_after=issued.not_after,
        )
    )  # fmt: skip
    await scene.around.store.commit(work)


async def _hand_over(scene: Delivery, one: Certificate, issued: IssuedCertificate) -> None:
    """Send it, and store what the station says; one that it uses already is not sent again."""
    live = scene.around.link.connection(scene.station)
    if live is None:
        raise NotConnectedError(f"station {scene.station} is not connected", "wait until it is")
    if live.certificate == issued.fingerprint:
        await _install(scene, one)
        return
    chain = await _fitting(scene.around.queries, scene.station, issued.chain)
    try:
        command = CertificateSigned(chain, one.use if one.use_told else None, one.request_id, one.dialect)
        reply = await scene.around.link.request(scene.station, command)
    except CannotError as error:
        await _end(scene, one, "failed", error.message, error.remedy)
    except CallRefusedError as error:
        await _refuse(scene, one, Reply("Rejected", error.code, error.description or None))
    except UnusableAnswerError as error:
        raise NoAnswerError(error.message, error.remedy) from error
    else:
        await (_install(scene, one) if reply.status == "Accepted" else _refuse(scene, one, reply))


async def _fitting(queries: Queries, station: StationId, chain: Sequence[str]) -> str:
    """The whole chain, or the certificate alone where the station has told that it takes no more.

    Source: OCPP 2.0.1 part 2, A02.FR.16; OCPP 1.6 security whitepaper, 6.
    """
    told = await queries.variables_of(station, [_SIZE])
    values = [found.value or "" for one in told if (found := one.attribute("Actual")) is not None]
    limits = [int(value) for value in values if value.isdecimal()]
    whole = "".join(chain)
    return chain[0] if any(len(whole) > limit for limit in limits) else whole


async def _install(scene: Delivery, one: Certificate) -> None:
    """The station has it. One for cars replaces the older ones at once, as nobody here sees which of them is used."""
    at, work = scene.step.now(), Work()
    held = await scene.around.queries.certificates_of(one.station)
    if all(other.id != one.id or other.state not in PENDING for other in held):
        return
    work.save(changed(one, at, state="installed"))
    if one.use != "ChargingStationCertificate":
        older = [other for other in held if other.use == one.use and other.id < one.id and other.state in LIVE]
        work.save(*(changed(other, at, state="replaced") for other in older))
    work.tell(CertificateInstalled(station=one.station, at=at, certificate=str(one.id), use=one.use))
    await scene.around.store.commit(work)


async def _refuse(scene: Delivery, one: Certificate, reply: Reply) -> None:
    told = " ".join(part for part in (reply.reason_code, reply.info) if part)
    await _end(
        scene, one, "refused", f"the station answered {reply.status}{f' ({told})' if told else ''}",
        "see that its clock is right and that it trusts the root of the CA, then rotate the certificate again",
    )  # fmt: skip


async def _end(scene: Delivery, one: Certificate, state: str, error: str, remedy: str) -> None:
    """Store that it came to nothing, unless the station came in with it meanwhile."""
    now = await scene.around.queries.certificate(one.id)
    if now is None or now.state not in PENDING:
        return
    at, work = scene.step.now(), Work()
    work.save(changed(now, at, state=state, error=error, remedy=remedy))
    work.tell(
        CertificateRefused(
            station=one.station, at=at, use=one.use, reason=error, remedy=remedy, certificate=str(one.id)
        )
    )
    await scene.around.store.commit(work)


UNREACHED: Final = (NotConnectedError, NoAnswerError, QueueFullError)
"""What is tried again when the station is back, or has time."""
_SIZE: Final = Address(Component("SecurityCtrlr"), "MaxCertificateChainSize")
