"""What a station of OCPP 2.1 has reckoned by itself. Source: OCPP 2.1 part 2, CostDetailsType."""

from datetime import datetime

from pilotwire.domain.station_cost import StationCost
from pilotwire.protocol.ocpp21.types.cost import CostDetails

from .sample import exact


def station_cost(details: CostDetails, at: datetime) -> StationCost:
    """The cost as the domain holds it."""
    total, usage = details.total_cost, details.total_usage
    names = dict.fromkeys(one.tariff_id for one in details.charging_periods or () if one.tariff_id)
    return StationCost(
        at=at,
        currency=total.currency,
        kind=total.type_of_cost,
        before_taxes=None if total.total.excl_tax is None else exact(total.total.excl_tax),
        after_taxes=None if total.total.incl_tax is None else exact(total.total.incl_tax),
        energy_wh=exact(usage.energy),
        charging_s=usage.charging_time,
        idle_s=usage.idle_time,
        reserved_s=usage.reservation_time,
        tariffs=tuple(names),
        failure=(details.failure_reason or "")[:_LONGEST_REASON] if details.failure_to_calculate else None,
    )


_LONGEST_REASON = 500
