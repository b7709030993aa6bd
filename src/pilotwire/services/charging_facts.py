"""What a station has told of how it charges: how long it waits for the cable, which profiles it takes."""

from typing import Final, get_args

import msgspec

from pilotwire.domain.charging_profile import ChargingProfile, RateUnit
from pilotwire.domain.device_model import Address, Component, Variable
from pilotwire.kernel.ids import StationId

from .ports import Queries


class ChargingFacts(msgspec.Struct, frozen=True):
    """None, or nothing, where it has not told."""

    connection_timeout_s: int | None = None
    max_stack_level: int | None = None
    max_periods: int | None = None
    rate_units: tuple[RateUnit, ...] = ()


NOTHING_TOLD: Final = ChargingFacts()
_TIMEOUT: Final = Address(Component("TxCtrlr"), "EVConnectionTimeOut")
_STACK: Final = Address(Component("SmartChargingCtrlr"), "ProfileStackLevel")
_PERIODS: Final = Address(Component("SmartChargingCtrlr"), "PeriodsPerSchedule")
_UNITS: Final = Address(Component("SmartChargingCtrlr"), "RateUnit")
_SPELLED: Final[dict[str, RateUnit]] = {
    "current": "A",
    "power": "W",
    **{one.casefold(): one for one in get_args(RateUnit)},
}


async def charging_facts(queries: Queries, station: StationId) -> ChargingFacts:
    """What is stored of the station's variables. Source: OCPP 2.0.1 part 2, K01.FR.26 and E03.FR.05."""
    found = await queries.variables_of(station, (_TIMEOUT, _STACK, _PERIODS, _UNITS))
    told = {one.address.key: _actual(one) for one in found}
    units = (word.strip().casefold() for word in told.get(_UNITS.key, "").split(","))
    return ChargingFacts(
        _whole(told.get(_TIMEOUT.key, "")),
        _whole(told.get(_STACK.key, "")),
        _whole(told.get(_PERIODS.key, "")),
        tuple(_SPELLED[word] for word in units if word in _SPELLED),
    )


def beyond(facts: ChargingFacts, profile: ChargingProfile) -> tuple[str, str] | None:
    """The place in a profile that is more than the station says to take, and why; None when nothing is known so."""
    if facts.max_stack_level is not None and profile.stack_level > facts.max_stack_level:
        return "/stack_level", f"the station takes stack levels up to {facts.max_stack_level}"
    for place, schedule in enumerate(profile.schedules):
        if facts.rate_units and schedule.rate_unit not in facts.rate_units:
            return (
                f"/schedules/{place}/rate_unit",
                f"the station takes limits in {' and '.join(facts.rate_units)} alone",
            )
        if facts.max_periods is not None and len(schedule.periods) > facts.max_periods:
            return f"/schedules/{place}/periods", f"the station takes {facts.max_periods} periods"
    return None


def _actual(variable: Variable) -> str:
    attribute = variable.attribute("Actual")
    return (attribute and attribute.value) or ""


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
