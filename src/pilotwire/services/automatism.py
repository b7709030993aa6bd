"""Quiet: the one policy that is asked before anything begins that nobody asked for."""

from typing import Final

import msgspec

from pilotwire.domain.automatism import Automatism
from pilotwire.domain.onboarding import answer_for
from pilotwire.domain.station import Behaviour, ChargingStation, Onboarding
from pilotwire.kernel.ids import StationId

from .ports import Store


class Policy(msgspec.Struct, frozen=True):
    """What may begin by itself: `enabled` are the automatisms of this deployment, `quiet` turns all of them off.

    Whatever asks a station something without being asked to has a name in `domain.automatism` and asks here first.
    """

    store: Store
    quiet: bool = False
    enabled: frozenset[Automatism] = frozenset()

    def may_start(self, station: StationId, automatism: Automatism) -> bool:
        """Whether this may begin at this station now: neither it nor the deployment is quiet, and it is turned on.

        A station's own switch wins over the deployment's, but never over quiet.
        """
        record = self.store.station(station)
        behaviour = Behaviour() if record is None else record.behaviour
        if self.quiet or behaviour.quiet:
            return False
        own = behaviour.trigger_boot if automatism == "boot-reminder" else None
        return automatism in self.enabled if own is None else own

    def may_start_at_any(self, automatism: Automatism) -> bool:
        """Whether this may begin for stations in general; each is to be asked for itself then."""
        return not self.quiet and automatism in self.enabled


def due(record: ChargingStation, deployment: Onboarding) -> Automatism | None:
    """What a station that has booted would need now, as its record tells; None when nothing.

    A report once for each firmware; onboarding for a station that waits by the deployment's rule and no other word.
    Source: OCPP 2.0.1 part 2, B07.FR.14.
    """
    if record.registration == "Accepted" and record.reported_firmware != firmware_of(record):
        return "first-report"
    undecided = record.hold is None and record.onboarding is None
    if record.registration == "Pending" and undecided and answer_for(record, deployment) == "Pending":
        return "onboarding"
    return None


def reported(record: ChargingStation) -> ChargingStation:
    """The record once its first report with this firmware has been asked for."""
    return msgspec.structs.replace(record, reported_firmware=firmware_of(record))


def firmware_of(record: ChargingStation) -> str:
    """The firmware by which reports are told apart."""
    return record.identity.firmware_version or _UNNAMED


_UNNAMED: Final = ""
