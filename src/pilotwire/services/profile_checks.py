"""What a station needs before it can change to a higher security profile, looked at as far as the station tells."""

from collections.abc import Awaitable, Callable
from typing import Final

import msgspec

from pilotwire.domain.command import CannotError
from pilotwire.domain.operation import OperationError
from pilotwire.domain.password import made_up
from pilotwire.domain.security_commands import GetInstalledCertificates, SetPassword
from pilotwire.domain.security_profile import CERTIFICATE_PROFILE, FIRST_WITH_TLS, ProfileChangeError, State
from pilotwire.kernel.ids import StationId

from .operations import Surroundings
from .profile_request import Scene
from .station_link import CallRefusedError, UnusableAnswerError
from .work import Work

CertificateCheck = Callable[[Surroundings, StationId], Awaitable[bool | None]]
"""Whether the station has a certificate of its own that is good here; None: nobody knows."""


async def nobody_knows(_: Surroundings, __: StationId) -> bool | None:
    """The check where no certificates of stations are kept: OCPP has no message that asks for them."""
    return None


async def check_prerequisites(scene: Scene, has_certificate: CertificateCheck) -> None:
    """Raise ProfileChangeError for what is known to be missing; tell as a fault what cannot be seen, and go on.

    A station without a password gets one. Source: OCPP 2.0.1 part 2, A05.FR.02 and A05.FR.03; OCPP 1.6 security
    whitepaper, A05.FR.02 to A05.FR.04.
    """
    wanted = scene.request.profile
    if wanted not in scene.around.rules.security_profiles:
        raise ProfileChangeError(
            "no-port", f"this server has no port for security profile {wanted}",
            "Set ocpp_tls_port; for profile 3 ocpp_tls_client_ca too, and ocpp_tls_client_optional to have 2 beside 3.",
        )  # fmt: skip
    if wanted != CERTIFICATE_PROFILE:
        await _give_password(scene)
    if wanted >= FIRST_WITH_TLS:
        await _look_for_root(scene)
    if wanted == CERTIFICATE_PROFILE:
        await _look_for_certificate(scene, has_certificate)


async def _give_password(scene: Scene) -> None:
    """See that the station has a password: without one it gets one that nobody knows.

    Until it uses it, it may go on without: its record holds the new one as one that was not taken yet.
    """
    record, secrets = scene.record, scene.around.secrets
    if record.password_hash is not None or record.next_password_hash is not None:
        return
    if secrets is None:
        raise ProfileChangeError(
            "password-missing", "the station has no password", f"Give it one: pilotwire stations password {record.id}"
        )
    password = made_up(secrets.random_bytes)
    await _save_next(scene, await secrets.passwords.hash(password.encode()))
    try:
        reply = await scene.around.link.request(scene.station, SetPassword(password))
        status = reply.status
    except CallRefusedError as error:
        status = error.code
    if status not in ("Accepted", "RebootRequired"):
        await _save_next(scene, None)
        raise ProfileChangeError(
            "password-refused", f"the station answered {status} to a password",
            "Set one at the station itself, and the same here.",
        )  # fmt: skip


async def _save_next(scene: Scene, hashed: str | None) -> None:
    work = Work()
    work.save(msgspec.structs.replace(scene.record, next_password_hash=hashed, updated_at=scene.step.now()))
    await scene.around.store.commit(work)


async def _look_for_root(scene: Scene) -> None:
    try:
        found = await scene.around.link.request(scene.station, GetInstalledCertificates(("CSMSRootCertificate",)))
    except (CallRefusedError, CannotError, UnusableAnswerError) as error:
        await _unseen(scene, f"whether it has the root of this server's certificate ({error.message})", _ROOT)
        return
    if not found.certificates:
        await _missing(
            scene, "root-missing", "the station has no root certificate to know this server by",
            "Install the root of this server's certificate in it, for the use CSMSRootCertificate.",
        )  # fmt: skip


async def _look_for_certificate(scene: Scene, has_certificate: CertificateCheck) -> None:
    known = await has_certificate(scene.around, scene.station)
    if known is None:
        await _unseen(scene, "whether it has a certificate of its own", _OWN)
    elif not known:
        await _missing(
            scene, "certificate-missing", "the station has no certificate of its own that is good here",
            "Have it get one first.",
        )  # fmt: skip


async def _missing(scene: Scene, state: State, message: str, remedy: str) -> None:
    error = ProfileChangeError(state, message, remedy)
    if not scene.request.force:
        raise error
    await scene.step.fault(OperationError(error.message, remedy, scene.station))


async def _unseen(scene: Scene, what: str, subject: str) -> None:
    """The station itself refuses the change when it lacks it, so there is no harm in trying."""
    remedy = "It refuses the change if it has none."
    await scene.step.fault(OperationError(f"the station does not tell {what}", remedy, scene.station, subject))


_ROOT: Final = "CSMSRootCertificate"
_OWN: Final = "ChargingStationCertificate"
