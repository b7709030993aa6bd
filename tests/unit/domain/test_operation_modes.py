"""What a period may hold in each mode of operation, and dynamic profiles: OCPP 2.1 part 2, K28, K29, block Q."""

from decimal import Decimal
from typing import Any

import pytest

from pilotwire.domain.charging_profile import ChargingProfile, Period, ProfileKind, Schedule, faults

ONE = Decimal(1)


def places(*periods: Period, kind: ProfileKind = "Relative") -> list[str]:
    profile = ChargingProfile(1, "TxProfile", kind, (Schedule("W", periods),))
    return [found.pointer.removeprefix("/schedules/0/periods") for found in faults(profile)]


@pytest.mark.requirement("Q02.FR.01", "Q02.FR.02", "Q03.FR.01", "Q03.FR.02", "Q08.FR.01", "Q10.FR.01")
@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"limit": ONE}, []),
        ({"limit": ONE, "operation_mode": "ChargingOnly"}, []),
        ({"limit": ONE, "setpoint": ONE}, ["/0/setpoint"]),
        ({"limit": ONE, "discharge_limit": -ONE}, ["/0/discharge_limit"]),
        ({"setpoint": ONE, "operation_mode": "CentralSetpoint"}, []),
        ({"setpoint": ONE, "limit": ONE, "operation_mode": "CentralSetpoint"}, ["/0/limit"]),
        ({"operation_mode": "CentralSetpoint"}, ["/0/setpoint"]),
        ({"limit": ONE, "discharge_limit": -ONE, "operation_mode": "ExternalLimits"}, []),
        ({"operation_mode": "LocalFrequency"}, []),
        ({"limit": ONE, "operation_mode": "LocalFrequency"}, ["/0/limit"]),
        ({"operation_mode": "Idle"}, []),
        ({"limit": ONE, "setpoint": ONE, "operation_mode": "Idle"}, ["/0/limit", "/0/setpoint"]),
    ],
)
def test_each_mode_has_its_own_fields(more: dict[str, Any], expected: list[str]) -> None:
    assert places(Period(0, **more)) == expected


@pytest.mark.requirement("K28.FR.01", "K28.FR.02", "K29.FR.01", "K29.FR.02")
def test_a_dynamic_profile_is_one_period_from_the_beginning() -> None:
    assert places(Period(0, ONE), kind="Dynamic") == []
    assert places(Period(0, ONE), Period(60, ONE), kind="Dynamic") == [""]
    assert places(Period(5, ONE), kind="Dynamic") == ["/0/start_s"]
