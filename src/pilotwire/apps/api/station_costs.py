"""What stations have reckoned, as the API shows it."""

from pilotwire.client import station_cost as shapes
from pilotwire.domain.station_cost import StationCost

from .accounts import shown_money


def shown_station_cost(told: StationCost) -> shapes.StationCost:
    """A cost that a station told."""
    return shapes.StationCost(
        kind=told.kind,
        tariffs=list(told.tariffs),
        before_taxes=shown_money(told.before_taxes, told.currency),
        after_taxes=shown_money(told.after_taxes, told.currency),
        energy_wh=told.energy_wh,
        charging_s=told.charging_s,
        idle_s=told.idle_s,
        reserved_s=told.reserved_s,
        failure=told.failure,
    )
