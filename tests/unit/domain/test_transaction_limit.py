"""Limits of a transaction: what a station is told, what it has confirmed, what is left to us."""

from datetime import UTC, datetime
from decimal import Decimal

import msgspec
import pytest

from pilotwire.domain.transaction_limit import (
    Limits,
    TransactionLimit,
    exceeded,
    heard,
    sent,
    supported,
    to_send,
    unguarded,
    want,
)

ALL = ("max_cost", "max_energy_wh", "max_time_s", "max_soc_percent")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEN_KWH = TransactionLimit(max_energy_wh=Decimal(10_000))
TWENTY_KWH = TransactionLimit(max_energy_wh=Decimal(20_000))


def energy(wh: int) -> TransactionLimit:
    return TransactionLimit(max_energy_wh=Decimal(wh))


@pytest.mark.requirement("E16.FR.02")
def test_a_limit_is_sent_once() -> None:
    limits = want(None, TEN_KWH, "operator")
    assert to_send(limits, ALL, None) == TEN_KWH
    assert not to_send(sent(limits, TEN_KWH), ALL, None)


@pytest.mark.requirement("E16.FR.12")
def test_what_the_station_does_not_support_is_not_sent() -> None:
    limits = want(None, TransactionLimit(max_energy_wh=Decimal(1), max_time_s=60), "operator")
    assert to_send(limits, ("max_time_s",), None) == TransactionLimit(max_time_s=60)
    assert not to_send(limits, (), None)


@pytest.mark.requirement("E16.FR.08")
def test_a_lower_limit_of_the_stations_own_stays() -> None:
    limits = want(heard(None, energy(5_000), "LimitSet", False), TEN_KWH, "operator")
    assert not to_send(limits, ALL, energy(5_000))


@pytest.mark.requirement("E16.FR.07")
def test_a_higher_limit_of_the_stations_own_is_overruled() -> None:
    limits = sent(want(None, TEN_KWH, "operator"), TEN_KWH)
    told = heard(limits, energy(30_000), "LimitSet", False)
    assert told is not None
    assert to_send(told, ALL, energy(30_000)) == TEN_KWH
    assert not to_send(told, ALL, None)


@pytest.mark.requirement("E16.FR.17")
def test_a_limit_is_lifted_by_a_higher_one_which_is_sent_although_the_lower_was_confirmed() -> None:
    limits = sent(want(None, TEN_KWH, "operator"), TEN_KWH)
    confirmed = heard(limits, TEN_KWH, "LimitSet", False)
    assert to_send(want(confirmed, TWENTY_KWH, "operator"), ALL, None) == TWENTY_KWH


def test_what_is_not_named_stays() -> None:
    limits = want(want(None, TEN_KWH, "token"), TransactionLimit(max_time_s=60), "operator")
    assert limits.wanted == TransactionLimit(max_energy_wh=Decimal(10_000), max_time_s=60)


def test_what_the_station_confirmed_is_not_ours_to_watch() -> None:
    limits = want(None, TransactionLimit(max_energy_wh=Decimal(10_000), max_time_s=60), "operator")
    told = heard(limits, TEN_KWH, "LimitSet", False)
    assert told is not None
    assert unguarded(told) == TransactionLimit(max_time_s=60)


@pytest.mark.parametrize(
    ("trigger", "name"),
    [
        ("CostLimitReached", "max_cost"),
        ("EnergyLimitReached", "max_energy_wh"),
        ("TimeLimitReached", "max_time_s"),
        ("SoCLimitReached", "max_soc_percent"),
    ],
)
def test_a_reached_limit_is_kept_until_it_is_raised_or_energy_flows_again(trigger: str, name: str) -> None:
    reached = heard(None, None, trigger, False)
    assert reached is not None
    assert reached.reached == name
    resumed = heard(reached, None, "ChargingStateChanged", True)
    assert resumed is not None
    assert resumed.reached is None
    raised = want(reached, msgspec.structs.replace(TransactionLimit(), **{name: 99}), "operator")
    assert raised.reached is None


def test_an_ordinary_report_leaves_the_limits_the_very_same() -> None:
    limits = want(None, TEN_KWH, "operator")
    assert heard(limits, None, "MeterValuePeriodic", True) is limits
    assert heard(None, None, "MeterValuePeriodic", True) is None


@pytest.mark.parametrize(
    ("limit", "reached"),
    [
        (energy(5_000), "max_energy_wh"),
        (energy(5_001), None),
        (TransactionLimit(max_time_s=600), "max_time_s"),
        (TransactionLimit(max_time_s=601), None),
        (TransactionLimit(max_soc_percent=80), "max_soc_percent"),
        (TransactionLimit(max_soc_percent=81), None),
        (TransactionLimit(max_cost=Decimal(0)), None),
    ],
)
def test_a_limit_is_exceeded_once_it_is_reached(limit: TransactionLimit, reached: str | None) -> None:
    assert exceeded(limit, Decimal(5_000), 600.0, Decimal(80)) == reached


def test_a_limit_that_was_set_again_is_asked_for_anew() -> None:
    asked = Limits(TEN_KWH, "operator", reached="max_energy_wh", stop_asked_at=NOON)
    assert want(asked, TWENTY_KWH, "operator").stop_asked_at is None
    assert want(asked, TransactionLimit(max_energy_wh=Decimal(10_000)), "operator").stop_asked_at == NOON


def test_supported_limits_are_read_whatever_their_case_and_spaces() -> None:
    assert supported("maxEnergy, maxTime,MaxSoC,maxWatts") == ("max_energy_wh", "max_time_s", "max_soc_percent")
    assert supported("") == ()
