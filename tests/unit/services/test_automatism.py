"""What is due for a station by its record, and who may begin it."""

from datetime import UTC, datetime

import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.domain.automatism import AUTOMATISMS, TABLE, Automatism
from pilotwire.domain.station import Behaviour, ChargingStation, Hold, Identity, Onboarding, Registration
from pilotwire.kernel.ids import StationId
from pilotwire.services.automatism import Policy, due, reported
from pilotwire.services.work import Work

from .conftest import finish

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CS = StationId("CS")
ALL = frozenset(AUTOMATISMS)


def known(registration: Registration | None = None, onboarding: Onboarding | None = None) -> ChargingStation:
    identity = Identity(firmware_version="1.0")
    return ChargingStation(CS, NOON, NOON, onboarding=onboarding, registration=registration, identity=identity)


def policy(behaviour: Behaviour, quiet: bool = False, enabled: frozenset[Automatism] = ALL) -> Policy:
    store, work = MemoryStore(), Work()
    work.save(ChargingStation(CS, NOON, NOON, behaviour=behaviour))
    finish(store.commit(work))
    return Policy(store, quiet, enabled)


def test_an_accepted_station_owes_a_report_until_it_was_asked_for_with_this_firmware() -> None:
    accepted = known("Accepted")
    assert due(accepted, "accept") == "first-report"
    assert due(reported(accepted), "accept") is None


def test_a_station_without_a_firmware_version_owes_one_report() -> None:
    plain = ChargingStation(CS, NOON, NOON, registration="Accepted")
    assert due(plain, "accept") == "first-report"
    assert due(reported(plain), "accept") is None


@pytest.mark.parametrize(
    ("record", "deployment", "expected"),
    [
        (known("Pending"), "pending", "onboarding"),
        (known("Pending"), "accept", None),
        (known("Pending", "pending"), "pending", None),
        (known("Rejected"), "refuse", None),
        (known(), "pending", None),
    ],
    ids=["waits", "is accepted next time", "waits by its own rule", "is rejected", "has never booted"],
)
def test_onboarding_is_for_those_that_wait_by_the_deployments_rule(
    record: ChargingStation, deployment: Onboarding, expected: Automatism | None
) -> None:
    assert due(record, deployment) == expected


def test_a_station_that_somebody_holds_is_nobody_elses_business() -> None:
    held = ChargingStation(CS, NOON, NOON, registration="Pending", hold=Hold("Pending", NOON, "Ann"))
    assert due(held, "pending") is None


@pytest.mark.parametrize("automatism", AUTOMATISMS)
def test_quiet_wins_over_everything(automatism: Automatism) -> None:
    assert policy(Behaviour()).may_start(CS, automatism)
    assert not policy(Behaviour(quiet=True, trigger_boot=True)).may_start(CS, automatism)
    assert not policy(Behaviour(trigger_boot=True), quiet=True).may_start(CS, automatism)
    assert not policy(Behaviour(), enabled=frozenset()).may_start(CS, automatism)


def test_a_stations_own_switch_wins_over_the_deployments() -> None:
    assert policy(Behaviour(trigger_boot=True), enabled=frozenset()).may_start(CS, "boot-reminder")
    assert not policy(Behaviour(trigger_boot=False)).may_start(CS, "boot-reminder")


def test_an_unknown_station_goes_by_the_deployment() -> None:
    assert Policy(MemoryStore(), enabled=ALL).may_start(CS, "boot-reminder")
    assert not Policy(MemoryStore(), quiet=True, enabled=ALL).may_start(CS, "boot-reminder")


def test_every_automatism_is_described() -> None:
    assert set(TABLE) == ALL
