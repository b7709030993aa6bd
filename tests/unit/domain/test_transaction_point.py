"""What began and what ended a transaction."""

import pytest

from pilotwire.domain.transaction_point import as_configured, start_point, stop_point


@pytest.mark.parametrize(
    ("trigger", "state", "has_token", "point"),
    [
        ("EVDetected", None, False, "ParkingBayOccupancy"),
        ("CablePluggedIn", "EVConnected", False, "EVConnected"),
        ("Authorized", "Idle", True, "Authorized"),
        ("RemoteStart", None, True, "Authorized"),
        ("SignedDataReceived", "EVConnected", True, "DataSigned"),
        ("Authorized", "EVConnected", True, "PowerPathClosed"),
        ("CablePluggedIn", "EVConnected", True, "PowerPathClosed"),
        ("ChargingStateChanged", "Charging", True, "EnergyTransfer"),
        ("ChargingStateChanged", "EVConnected", False, "EVConnected"),
        ("Trigger", None, False, None),
    ],
)
def test_what_began_a_transaction(trigger: str, state: str | None, has_token: bool, point: str | None) -> None:
    assert start_point(trigger, state, has_token) == point


@pytest.mark.parametrize(
    ("trigger", "reason", "point"),
    [
        ("EVDeparted", None, "ParkingBayOccupancy"),
        ("EVCommunicationLost", "EVDisconnected", "EVConnected"),
        ("StopAuthorized", None, "Authorized"),
        ("RemoteStop", "Remote", "Authorized"),
        ("Deauthorized", "DeAuthorized", "Authorized"),
        ("SignedDataReceived", None, "DataSigned"),
        ("ChargingStateChanged", "SOCLimitReached", "EnergyTransfer"),
        ("EnergyLimitReached", "EnergyLimitReached", "EnergyTransfer"),
        ("AbnormalCondition", "PowerLoss", None),
        ("ResetCommand", "ImmediateReset", None),
    ],
)
def test_what_ended_a_transaction(trigger: str, reason: str | None, point: str | None) -> None:
    assert stop_point(trigger, reason) == point


def test_what_the_station_is_set_to_decides_where_the_report_leaves_it_open() -> None:
    assert as_configured("PowerPathClosed", "Authorized", ("Authorized",)) == "Authorized"
    assert as_configured("PowerPathClosed", "Authorized", ("EVConnected", "Authorized")) == "Authorized"
    assert as_configured("PowerPathClosed", "Authorized", ("PowerPathClosed", "EVConnected")) == "PowerPathClosed"
    assert as_configured(None, "Trigger", ("EnergyTransfer",)) == "EnergyTransfer"
    assert as_configured("EVConnected", "CablePluggedIn", ()) == "EVConnected"
    assert as_configured("EVConnected", "CablePluggedIn", ("SomethingNew",)) == "EVConnected"
