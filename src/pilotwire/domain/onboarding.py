"""What an unknown station meets, and what a booting one is told."""

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
