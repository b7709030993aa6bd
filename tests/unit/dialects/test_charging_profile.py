"""Charging profiles as each version spells them, and what it has no place for."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from pilotwire.dialects.ocpp2x_charging_profile import charging_profile as profile201
from pilotwire.dialects.ocpp2x_charging_profile import charging_profile21 as profile21
from pilotwire.dialects.ocpp16_charging_profile import charging_profile as profile16
from pilotwire.domain.charging_profile import ChargingProfile, Period, Schedule
from pilotwire.domain.command import CannotError
from pilotwire.kernel.ids import TransactionId
from pilotwire.protocol.decode import encode

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
D = Decimal
DAILY = ChargingProfile(
    3, "TxDefaultProfile", "Recurring",
    (Schedule("W", (Period(0, D("11040.5"), 3), Period(60, D(0))), 2, NOON, 86_400, D("0.1")),),
    1, "Daily", NOON, NOON, TransactionId("17"),
)  # fmt: skip
BOTH_WAYS = ChargingProfile(
    3, "TxProfile", "Dynamic",
    (
        Schedule(
            "W", (Period(0, D(1), 3, None, D(2), D(3), D(-1), D(-2), D(-3), D(4), D(5), D(6), "CentralSetpoint"),),
            power_tolerance=D(7), use_local_time=True, randomized_delay_s=8,
        ),
    ),
    max_offline_s=60, invalid_after_offline=True, dynamic_every_s=30,
)  # fmt: skip


def shown(payload: msgspec.Struct) -> Any:
    return msgspec.json.decode(encode(payload))  # type: ignore[arg-type]  # a part of a message


def test_1_6_has_its_own_words() -> None:
    assert shown(profile16(DAILY)) == {
        "chargingProfileId": 3, "transactionId": 17, "stackLevel": 1, "chargingProfilePurpose": "TxDefaultProfile",
        "chargingProfileKind": "Recurring", "recurrencyKind": "Daily", "validFrom": "2026-03-01T12:00:00Z",
        "validTo": "2026-03-01T12:00:00Z",
        "chargingSchedule": {
            "duration": 86400, "startSchedule": "2026-03-01T12:00:00Z", "chargingRateUnit": "W",
            "chargingSchedulePeriod": [
                {"startPeriod": 0, "limit": 11040.5, "numberPhases": 3}, {"startPeriod": 60, "limit": 0.0},
            ],
            "minChargingRate": 0.1,
        },
    }  # fmt: skip


@pytest.mark.parametrize("spell", [profile201, profile21])
def test_2_x_has_a_list_of_schedules(spell: Any) -> None:
    assert shown(spell(DAILY)) == {
        "id": 3, "transactionId": "17", "stackLevel": 1, "chargingProfilePurpose": "TxDefaultProfile",
        "chargingProfileKind": "Recurring", "recurrencyKind": "Daily", "validFrom": "2026-03-01T12:00:00Z",
        "validTo": "2026-03-01T12:00:00Z",
        "chargingSchedule": [
            {
                "id": 2, "duration": 86400, "startSchedule": "2026-03-01T12:00:00Z", "chargingRateUnit": "W",
                "chargingSchedulePeriod": [
                    {"startPeriod": 0, "limit": 11040.5, "numberPhases": 3}, {"startPeriod": 60, "limit": 0.0},
                ],
                "minChargingRate": 0.1,
            }
        ],
    }  # fmt: skip


def test_2_1_charges_and_discharges_by_phase() -> None:
    assert shown(profile21(BOTH_WAYS)) == {
        "id": 3, "stackLevel": 0, "chargingProfilePurpose": "TxProfile", "chargingProfileKind": "Dynamic",
        "maxOfflineDuration": 60, "invalidAfterOfflineDuration": True, "dynUpdateInterval": 30,
        "chargingSchedule": [
            {
                "id": 1, "chargingRateUnit": "W", "powerTolerance": 7.0, "useLocalTime": True, "randomizedDelay": 8,
                "chargingSchedulePeriod": [
                    {
                        "startPeriod": 0, "limit": 1.0, "limit_L2": 2.0, "limit_L3": 3.0, "numberPhases": 3,
                        "dischargeLimit": -1.0, "dischargeLimit_L2": -2.0, "dischargeLimit_L3": -3.0,
                        "setpoint": 4.0, "setpoint_L2": 5.0, "setpoint_L3": 6.0, "operationMode": "CentralSetpoint",
                    }
                ],
            }
        ],
    }  # fmt: skip


def relative(*periods: Period) -> ChargingProfile:
    return ChargingProfile(1, "TxProfile", "Relative", (Schedule("A", periods),))


@pytest.mark.parametrize(
    ("spell", "profile", "why"),
    [
        (profile16, BOTH_WAYS, "OCPP 1.6 has no profile of TxProfile, Dynamic"),
        (profile16, relative(Period(0, D("6.25"))), "one digit after the point; 6.25 has more"),
        (profile16, relative(Period(0, D(6), 1, 2)), "no choice of phase"),
        (profile16, ChargingProfile(1, "TxProfile", "Relative", DAILY.schedules * 2), "a single schedule"),
        (profile201, BOTH_WAYS, "OCPP 2.0.1 has no dynamic profiles"),
        (profile201, relative(Period(0, D(6), limit_l2=D(7))), "no limits of single phases"),
        (profile201, relative(Period(0, D("0.1234567"))), "six digits after the point"),
        (profile201, relative(Period(0)), "no period without a limit"),
        (profile201, ChargingProfile(1, "PriorityCharging", "Relative", DAILY.schedules), "2.0.1 has no"),
    ],
)
def test_what_a_version_has_no_place_for_is_said(spell: Any, profile: ChargingProfile, why: str) -> None:
    with pytest.raises(CannotError, match=why):
        spell(profile)
