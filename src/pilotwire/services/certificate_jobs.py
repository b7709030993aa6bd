"""Long work on certificates: requests of stations brought to their end, and a certificate exchanged for a new one."""

from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from pilotwire.domain.certificate import Certificate, CertificateState
from pilotwire.domain.certificate_events import CertificateRefused
from pilotwire.domain.operation import Progress
from pilotwire.domain.remote_control import Trigger, TriggerKind
from pilotwire.domain.security_commands import CarDialect, SigningUse
from pilotwire.kernel.errors import BadInputError, PilotwireError
from pilotwire.kernel.ids import RecordId

from .certificate_authority import CertificateAuthority
from .certificate_delivery import UNREACHED, Delivery, deliver_next
from .operations import Step, Surroundings
from .station_certificates import used_certificate
from .station_link import CallRefusedError, NotConnectedError

SIGN: Final = "certificate.sign"
ROTATE: Final = "station.rotate_certificate"


class SignRequest(msgspec.Struct, frozen=True):
    """Nothing but the station, which the operation names: all that it waits for is brought to its end."""


class SignResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """How many steps it took: signing is one, handing over another. `waiting`: the station went away before the last
    one, which is done once it is back.
    """

    steps: int
    waiting: bool = False


class RotateRequest(msgspec.Struct, frozen=True):
    """Which of its certificates the station exchanges."""

    use: SigningUse = "ChargingStationCertificate"


class RotateResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """The new certificate. `active`: the station uses it. `installed`: it has it, and does not show it to us, since it
    connects with a lower security profile, or because it is for cars.
    """

    certificate: str
    state: CertificateState
    serial_number: str
    not_after: datetime


class RotateMemory(msgspec.Struct, frozen=True, omit_defaults=True):
    """What came before `start` is of no account; when the station agreed to ask, and when it took the certificate."""

    start: RecordId
    asked_at: datetime | None = None
    installed_at: datetime | None = None


class RotationError(PilotwireError):
    """The station goes on with the certificate that it had."""


class SignJob:
    """`certificate.sign`: signs what a station has asked for and hands it over, until it waits for nothing more.

    What is done is in the certificates' records, so after a restart it goes on from there.
    """

    def __init__(self, wait_s: float = 600.0, pause_s: float = 5.0, silences: int = 20) -> None:
        self._wait_s = wait_s
        self._pause_s = pause_s
        self._silences = silences

    async def run(self, step: Step, around: Surroundings) -> SignResult:
        """See `Job`."""
        scene = _scene(step, around)
        steps = silences = 0
        while True:
            try:
                if not await deliver_next(scene):
                    return SignResult(steps)
                steps += 1
            except UNREACHED:
                silences += 1
                if silences > self._silences:
                    raise
                await step.sleep(self._pause_s)
                if not await step.connected(scene.station, self._wait_s):
                    return SignResult(steps, waiting=True)


class RotateTimes(NamedTuple):
    """How long each wait lasts: for the station, for its request, for it to come back with the new certificate.

    `silences`: how often in a row it may leave us without an answer.
    """

    arrival_s: float = 86_400.0
    request_s: float = 180.0
    return_s: float = 1_800.0
    look_every_s: float = 0.5
    pause_s: float = 5.0
    silences: int = 20


class RotateJob:
    """`station.rotate_certificate`: has a station ask for a certificate, hands it over, and waits until it is used.

    The old one is good until the station has come with the new one, so that it is never locked out. Each wait that ends
    in vain fails by name. After a restart it looks for what has come meanwhile before it asks again.
    Source: OCPP 2.0.1 part 2, A02; OCPP 1.6 security whitepaper, A02.
    """

    def __init__(self, times: RotateTimes | None = None) -> None:
        self._times = times or RotateTimes()

    async def run(self, step: Step, around: Surroundings) -> RotateResult:
        """See `Job`."""
        scene = _scene(step, around)
        use = msgspec.json.decode(step.operation.request, type=RotateRequest).use
        memory = msgspec.json.decode(step.operation.memory, type=RotateMemory | None)
        silences = 0
        if memory is None:
            memory = RotateMemory(around.store.next_id())
            await step.keep(memory, Progress(0, 3, "asking the station"))
        while True:
            found = await _newest(scene, memory.start, use)
            if found is None and memory.asked_at is None:
                memory = await self._ask(scene, use, memory)
            elif found is None:
                await self._check_patience(scene, memory)
            else:
                result, memory = await self._follow(scene, found, memory)
                if result is not None:
                    return result
            silences = await self._deliver(scene, silences)

    async def _ask(self, scene: Delivery, use: SigningUse, memory: RotateMemory) -> RotateMemory:
        await _arrival(scene, self._times.arrival_s)
        try:
            reply = await scene.around.link.request(scene.station, Trigger(_TRIGGERS[use], dialect=_way(scene, use)))
        except CallRefusedError as error:
            raise RotationError(
                f"trigger-refused: {error.message}", "Start the renewal at the station itself; its request is answered."
            ) from error
        if reply.status != "Accepted":
            told = f" ({reply.info or reply.reason_code})" if reply.info or reply.reason_code else ""
            raise RotationError(
                f"trigger-refused: the station answered {reply.status}{told}",
                "Start the renewal at the station itself; its request is answered.",
            )
        memory = msgspec.structs.replace(memory, asked_at=scene.step.now())
        await scene.step.keep(memory, Progress(1, 3, "waiting for its request"))
        return memory

    async def _check_patience(self, scene: Delivery, memory: RotateMemory) -> None:
        """Raise RotationError when no request came in time, or one that was rejected."""
        events = await scene.around.queries.events_after(memory.start, 1, ("certificate.refused",), scene.station)
        for stored in events:
            if isinstance(stored.event, CertificateRefused) and stored.event.certificate is None:
                raise RotationError(f"request-rejected: {stored.event.reason}", stored.event.remedy)
        waited_s = (scene.step.now() - (memory.asked_at or scene.step.now())).total_seconds()
        if waited_s > self._times.request_s:
            raise RotationError(
                f"request-missing: the station agreed to ask, and did not within {self._times.request_s:g} s",
                "Look at its messages, reset it, and start this again.",
            )

    async def _follow(
        self, scene: Delivery, found: Certificate, memory: RotateMemory
    ) -> tuple[RotateResult | None, RotateMemory]:
        """The result once there is one. Raises RotationError when there will be none."""
        if found.state in ("refused", "failed", "revoked", "expired"):
            raise RotationError(f"certificate-{found.state}: {found.error or 'it cannot be used'}", found.remedy or "")
        if found.state == "active":
            return _result(found), memory
        if found.state != "installed" or found.issued is None:
            return None, memory
        if found.use != "ChargingStationCertificate":
            return _result(found), memory
        if memory.installed_at is None:
            memory = msgspec.structs.replace(memory, installed_at=scene.step.now())
            await scene.step.keep(memory, Progress(2, 3, "waiting for it to come with its new certificate"))
        live = scene.around.link.connection(scene.station)
        if live is not None and live.certificate == found.issued.fingerprint:
            store, queries = scene.around.store, scene.around.queries
            await used_certificate(store, queries, scene.station, live.certificate, scene.step.now())
        elif live is not None and live.security_profile < _WITH_CERTIFICATE:
            return _result(found), memory
        elif (scene.step.now() - (memory.installed_at or scene.step.now())).total_seconds() > self._times.return_s:
            raise RotationError(
                f"not-used: the station took the certificate, and did not use it within {self._times.return_s:g} s",
                "What it had is still good. Reset it; once it comes with the new one, that is recorded.",
            )
        return None, memory

    async def _deliver(self, scene: Delivery, silences: int) -> int:
        """Do the next step for whatever the station waits for, or let time pass; how often it did not answer so far."""
        try:
            if await deliver_next(scene):
                return 0
        except UNREACHED:
            if silences >= self._times.silences:
                raise
            await scene.step.sleep(self._times.pause_s)
            await _arrival(scene, self._times.arrival_s)
            return silences + 1
        await scene.step.sleep(self._times.look_every_s)
        return silences


def _scene(step: Step, around: Surroundings) -> Delivery:
    station = step.operation.station
    if station is None:
        raise BadInputError("the operation names no station", remedy="start it again, for one station")
    return Delivery(step, around, authority_of(around), station)


def authority_of(around: Surroundings) -> CertificateAuthority:
    """The authority. Raises RotationError where certificates are not issued here."""
    if around.authority is None:
        raise RotationError("certificates are not issued here", "set certificate_authority to embedded")
    return around.authority


async def _arrival(scene: Delivery, wait_s: float) -> None:
    if not await scene.step.connected(scene.station, wait_s):
        raise NotConnectedError(
            f"station {scene.station} did not connect within {wait_s:g} s",
            "Start this again once the station is there.",
        )


async def _newest(scene: Delivery, start: RecordId, use: SigningUse) -> Certificate | None:
    """The newest certificate of this use that was asked for since."""
    known = await scene.around.queries.certificates_of(scene.station)
    return next((one for one in known if one.use == use and one.id > start), None)


def _way(scene: Delivery, use: SigningUse) -> CarDialect | None:
    """How to speak of certificates for cars where the version has no words of its own."""
    station = scene.around.store.station(scene.station)
    known = None if station is None else station.car_dialect
    return None if use == "ChargingStationCertificate" else known or "oca"


def _result(found: Certificate) -> RotateResult:
    issued = found.issued
    if issued is None:
        raise RotationError(f"certificate {found.id} was never issued", "start this again")
    return RotateResult(str(found.id), found.state, issued.serial_number, issued.not_after)


_WITH_CERTIFICATE: Final = 3
"""The security profile in which a station shows its certificate."""
_TRIGGERS: Final[dict[SigningUse, TriggerKind]] = {
    "ChargingStationCertificate": "SignChargingStationCertificate",
    "V2GCertificate": "SignV2GCertificate",
    "V2G20Certificate": "SignV2G20Certificate",
}
