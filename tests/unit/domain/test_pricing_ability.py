"""What stations say of prices and costs, and what follows of it."""

from datetime import UTC, datetime

from pilotwire.domain.capability import Capability, Feature, Source
from pilotwire.domain.device_model import Address, Attribute, Component, Variable
from pilotwire.domain.pricing_ability import PricingAbility, ability_after, shows_costs, takes_tariffs
from pilotwire.kernel.ids import StationId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def variable(component: str, name: str, value: str, instance: str | None = None) -> Variable:
    address = Address(Component(component), name, instance)
    return Variable(StationId("CS"), address, NOON, attributes=(Attribute(value=value),))


def can(feature: Feature, supported: bool, source: Source = "told") -> Capability:
    return Capability(feature, supported, source, NOON)


def test_it_is_read_of_the_stations_own_variables_and_keys() -> None:
    told = [
        variable("TariffCostCtrlr", "Currency", "eur"),
        variable("tariffcostctrlr", "MaxElements", "3", "Tariff"),
        variable("TariffCostCtrlr", "ConditionsSupported", "false", "Tariff"),
        variable("TariffCostCtrlr", "Enabled", "true", "Tariff"),
        variable("TariffCostCtrlr", "Enabled", "false", "Cost"),
        variable("VendorKeys", "CustomDisplayCostAndPrice", "True"),
    ]
    assert ability_after(None, told) == PricingAbility("EUR", 3, False, True, False, True)
    odd = [variable("TariffCostCtrlr", "MaxElements", "many", "Tariff")]
    assert ability_after(PricingAbility(max_elements=3), odd) == PricingAbility()


def test_other_variables_change_nothing() -> None:
    known = PricingAbility("EUR")
    assert ability_after(known, [variable("TxCtrlr", "EVConnectionTimeOut", "30")]) is known
    assert ability_after(known, [variable("TariffCostCtrlr", "Currency", "EUR")]) is known
    assert ability_after(None, []) is None


def test_costs_are_shown_by_who_has_said_so_or_has_taken_one() -> None:
    assert shows_costs(None, ()) is False
    assert shows_costs(None, (can("display-messages", True),)) is True
    assert shows_costs(None, (can("cost-updates", False, "refused"), can("tariffs", True))) is False
    assert shows_costs(PricingAbility(takes_cost_messages=False), (can("display-messages", True),)) is False
    assert shows_costs(PricingAbility(takes_cost_messages=True), ()) is True


def test_tariffs_are_taken_unless_the_station_was_told_not_to_reckon_by_them() -> None:
    assert takes_tariffs(None, ()) is False
    assert takes_tariffs(PricingAbility(), (can("tariffs", True),)) is True
    assert takes_tariffs(PricingAbility(reckons_by_tariff=False), (can("tariffs", True),)) is False
