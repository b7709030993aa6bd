"""How default tariffs of a station come to be what is wanted."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from pilotwire.domain.station_tariff import HeldTariffs, InstalledTariff
from pilotwire.domain.tariff import Element, PriceComponent, Tariff
from pilotwire.domain.tariff_commands import ClearTariffs, SetDefaultTariff
from pilotwire.domain.tariff_plan import plan
from pilotwire.kernel.ids import EvseId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ONE, TWO, THREE = EvseId(1), EvseId(2), EvseId(3)


def tariff(name: str) -> Tariff:
    elements = (Element((PriceComponent("ENERGY", Decimal(1)),)),)
    return Tariff(name, NOON, NOON, "EUR", elements, version="9d2c41b07a5e3f68")


A, B = tariff("a"), tariff("b")
A_NAME, B_NAME = "a@9d2c41b07a5e3f68", "b@9d2c41b07a5e3f68"


def held(**names: tuple[EvseId, ...]) -> HeldTariffs:
    rows = {"a": A_NAME, "b": B_NAME, "b2": f"{B_NAME}#2", "old": "old"}
    return HeldTariffs(NOON, tuple(InstalledTariff(rows[name], "DefaultTariff", at) for name, at in names.items()))


def acts(wanted: dict[EvseId, Tariff | None], known: HeldTariffs) -> list[Any]:
    return list(plan(wanted, known))


def test_what_is_in_step_is_left_alone_also_where_it_is_a_copy() -> None:
    assert acts({ONE: A, TWO: A}, held(a=(ONE, TWO))) == []
    assert acts({ONE: A, TWO: B}, held(a=(ONE,), b2=(TWO,))) == []
    assert acts({ONE: None}, held()) == []


def test_one_for_all_is_installed_at_once_over_what_is_there() -> None:
    assert acts({ONE: A, TWO: A}, held(old=(ONE, TWO))) == [SetDefaultTariff(EvseId(0), A_NAME, A)]


def test_a_name_that_the_station_knows_already_is_removed_first() -> None:
    assert acts({ONE: A, TWO: A}, held(a=(ONE,))) == [ClearTariffs((A_NAME,)), SetDefaultTariff(EvseId(0), A_NAME, A)]


def test_one_that_is_to_begin_later_is_removed_since_it_would_stay() -> None:
    later = HeldTariffs(NOON, (InstalledTariff("spring", "DefaultTariff", (ONE,), valid_from=NOON),))
    assert acts({ONE: A}, later) == [ClearTariffs(("spring",)), SetDefaultTariff(EvseId(0), A_NAME, A)]


def test_different_ones_are_copies_for_each_evse_that_needs_one() -> None:
    assert acts({ONE: A, TWO: B, THREE: None}, held(a=(ONE, TWO, THREE))) == [
        SetDefaultTariff(TWO, f"{B_NAME}#2", B), ClearTariffs(evse_id=THREE)
    ]  # fmt: skip


def test_what_nobody_wants_any_more_is_removed() -> None:
    assert acts({ONE: None, TWO: None}, held(a=(ONE,), old=(TWO,))) == [ClearTariffs((A_NAME, "old"))]
