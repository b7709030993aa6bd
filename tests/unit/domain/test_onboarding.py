"""What strangers meet, and what a station may be asked before it is accepted."""

from datetime import UTC, datetime

import pytest

from pilotwire.domain.command import CannotError
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.onboarding import check_may_ask, registration_for, rule_for
from pilotwire.domain.remote_control import RemoteStart, RemoteStop, Reset, Trigger
from pilotwire.domain.station import ChargingStation, Onboarding, Registration
from pilotwire.kernel.ids import StationId, TransactionId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
START = RemoteStart(IdToken("04A2"), 7)


def station(registration: Registration | None, onboarding: Onboarding | None = None) -> ChargingStation:
    return ChargingStation(StationId("CS-1"), NOON, NOON, onboarding, registration)


def test_a_stranger_meets_the_rule_of_the_deployment() -> None:
    assert rule_for(None, "pending") == "pending"


def test_a_rule_of_its_own_wins() -> None:
    assert rule_for(station("Accepted", "refuse"), "accept") == "refuse"


def test_a_station_that_was_accepted_stays_so_when_the_deployment_changes_its_mind() -> None:
    assert rule_for(station("Accepted"), "refuse") == "accept"
    assert rule_for(station("Pending"), "refuse") == "refuse"


def test_each_rule_has_its_answer() -> None:
    rules: tuple[Onboarding, ...] = ("accept", "pending", "refuse")
    assert [registration_for(rule) for rule in rules] == ["Accepted", "Pending", "Rejected"]


@pytest.mark.requirement("B02.FR.05")
@pytest.mark.parametrize("command", [START, RemoteStop(TransactionId("t-1"))])
def test_a_pending_station_is_not_asked_to_start_or_stop(command: RemoteStart | RemoteStop) -> None:
    with pytest.raises(CannotError, match="waits to be accepted"):
        check_may_ask(station("Pending"), command)


def test_a_pending_station_is_asked_anything_else() -> None:
    check_may_ask(station("Pending"), Trigger("BootNotification"))


@pytest.mark.requirement("B03.FR.03")
def test_a_rejected_station_is_asked_nothing() -> None:
    for command in (START, Reset(), Trigger("BootNotification")):
        with pytest.raises(CannotError, match="was rejected"):
            check_may_ask(station("Rejected"), command)


def test_an_accepted_station_and_one_that_never_booted_are_asked() -> None:
    check_may_ask(station("Accepted"), START)
    check_may_ask(station(None), START)
    check_may_ask(None, START)
