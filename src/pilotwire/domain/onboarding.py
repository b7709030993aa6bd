"""What an unknown station meets, and what a booting one is told."""

from typing import Any

from .command import CannotError, Command
from .remote_control import RemoteStart, RemoteStop
from .station import ChargingStation, Onboarding, Registration

_ANSWER: dict[Onboarding, Registration] = {"accept": "Accepted", "pending": "Pending", "refuse": "Rejected"}


def rule_for(station: ChargingStation | None, deployment: Onboarding) -> Onboarding:
    """The rule that holds for this station: its own, or for want of one the deployment's.

    A station that has been accepted stays accepted when the deployment's rule changes: that rule is about newcomers.
    """
    if station is not None and station.onboarding is not None:
        return station.onboarding
    if station is not None and station.registration == "Accepted":
        return "accept"
    return deployment


def registration_for(rule: Onboarding) -> Registration:
    """The answer to a BootNotification under this rule. Source: OCPP 2.0.1 part 2, B01 to B03."""
    return _ANSWER[rule]


def answer_for(station: ChargingStation | None, deployment: Onboarding) -> Registration:
    """The answer to this station's next boot: what it is held at, or else by the rule that holds for it."""
    if station is not None and station.hold is not None:
        return station.hold.registration
    return registration_for(rule_for(station, deployment))


def check_may_ask(station: ChargingStation | None, command: Command[Any]) -> None:
    """Raise CannotError for what a station must not be asked before it is accepted.

    A rejected station is left in peace; a pending one is asked anything but to start and stop transactions.
    Source: OCPP 2.0.1 part 2, B02.FR.05 and B03.FR.03; OCPP 1.6, 4.2.
    """
    registration = station.registration if station is not None else None
    if registration == "Rejected":
        raise CannotError("the station was rejected, so it is asked nothing", "accept it, and wait for its next boot")
    if registration == "Pending" and isinstance(command, RemoteStart | RemoteStop):
        raise CannotError(
            "the station waits to be accepted; until then it neither starts nor stops transactions",
            "accept it, and wait for its next boot",
        )
