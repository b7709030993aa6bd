"""Connector states and the rules for newcomers."""

from datetime import UTC, datetime, timedelta

import pytest

from pilotwire.domain.onboarding import registration_for, rule_for
from pilotwire.domain.station import ChargingStation, Onboarding, Registration, StatusReport, connector_after
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
STATION = StationId("CP01")


def status(word: str, minutes: float | None, **more: str) -> StatusReport:
    at = None if minutes is None else NOON + timedelta(minutes=minutes)
    return StatusReport(EvseId(1), ConnectorId(1), word, at, **more)  # type: ignore[arg-type]


def test_a_first_report_makes_a_connector() -> None:
    connector = connector_after(None, STATION, status("Available", 0), NOON)
    assert (connector.status, connector.since) == ("Available", NOON)


def test_since_stays_while_the_status_does() -> None:
    before = connector_after(None, STATION, status("Available", 0), NOON)
    after = connector_after(before, STATION, status("Available", 5), NOON + timedelta(minutes=5))
    assert after.since == NOON
    assert after.received_at == NOON + timedelta(minutes=5)


def test_since_moves_with_the_status() -> None:
    before = connector_after(None, STATION, status("Available", 0), NOON)
    assert connector_after(before, STATION, status("Occupied", 5), NOON).since == NOON + timedelta(minutes=5)


def test_since_moves_with_the_finer_word() -> None:
    before = connector_after(None, STATION, status("Occupied", 0, detail="Preparing"), NOON)
    after = connector_after(before, STATION, status("Occupied", 5, detail="Charging"), NOON)
    assert after.since == NOON + timedelta(minutes=5)


def test_the_status_before_and_our_time_of_the_change_are_kept() -> None:
    first = connector_after(None, STATION, status("Occupied", 0, detail="Preparing"), NOON)
    assert (first.previous, first.since_received_at) == (None, NOON)
    changed_at, again_at = NOON + timedelta(minutes=6), NOON + timedelta(minutes=9)
    changed = connector_after(first, STATION, status("Occupied", 5, detail="Charging"), changed_at)
    again = connector_after(changed, STATION, status("Occupied", 8, detail="Charging"), again_at)
    assert (again.previous, again.previous_detail, again.since_received_at) == ("Occupied", "Preparing", changed_at)


def test_an_older_report_is_kept_out() -> None:
    before = connector_after(None, STATION, status("Occupied", 5), NOON)
    assert connector_after(before, STATION, status("Available", 0), NOON) is before


def test_a_report_without_a_time_counts_from_our_receipt() -> None:
    later = NOON + timedelta(minutes=7)
    assert connector_after(None, STATION, status("Faulted", None), later).since == later


def station(onboarding: Onboarding | None = None, registration: Registration | None = None) -> ChargingStation:
    return ChargingStation(STATION, NOON, NOON, onboarding=onboarding, registration=registration)


def test_the_deployments_rule_holds_for_strangers() -> None:
    assert rule_for(None, "pending") == "pending"


def test_a_stations_own_rule_wins() -> None:
    assert rule_for(station("refuse", "Accepted"), "accept") == "refuse"


def test_an_accepted_station_stays_accepted_when_the_deployment_changes() -> None:
    assert rule_for(station(None, "Accepted"), "refuse") == "accept"


def test_a_waiting_station_follows_the_deployment() -> None:
    assert rule_for(station(None, "Pending"), "accept") == "accept"


@pytest.mark.parametrize(
    ("rule", "registration"), [("accept", "Accepted"), ("pending", "Pending"), ("refuse", "Rejected")]
)
def test_each_rule_has_its_registration(rule: Onboarding, registration: Registration) -> None:
    assert registration_for(rule) == registration
