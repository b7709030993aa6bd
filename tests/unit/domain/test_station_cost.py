"""Whether what a station has reckoned is what its tariff comes to."""

from datetime import UTC, datetime
from decimal import Decimal

import msgspec
import pytest

from pilotwire.domain.cost import Cost
from pilotwire.domain.station_cost import StationCost, difference

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = "day@9d2c41b07a5e3f68"
OURS = Cost("EUR", "day", NOON, NOON, True, Decimal("5.00"), Decimal("5.95"))
TOLD = StationCost(NOON, "EUR", before_taxes=Decimal("5.01"), after_taxes=Decimal("5.95"), tariffs=(f"{DAY}#2",))


def test_a_rounding_is_no_difference() -> None:
    assert difference(TOLD, OURS, DAY) is None
    assert difference(msgspec.structs.replace(TOLD, before_taxes=Decimal("4.99"), after_taxes=None), OURS, DAY) is None


@pytest.mark.parametrize(
    ("told", "name", "words"),
    [
        (
            msgspec.structs.replace(TOLD, after_taxes=Decimal("5.97")),
            "station-cost-differs", "the station reckoned 5.97 EUR after taxes, it comes to 5.95",
        ),
        (
            msgspec.structs.replace(TOLD, currency="SEK"),
            "station-cost-differs", "the station reckoned in SEK, its tariff is in EUR",
        ),
        (
            msgspec.structs.replace(TOLD, tariffs=("night@41b07a5e3f689d2c",)), "station-tariff-differs",
            "the station reckoned by night@41b07a5e3f689d2c, the transaction has day@9d2c41b07a5e3f68",
        ),
        (
            msgspec.structs.replace(TOLD, failure="no memory"),
            "station-cost-failed", "the station could not reckon the cost: no memory",
        ),
    ],
)  # fmt: skip
def test_anything_else_is_named(told: StationCost, name: str, words: str) -> None:
    assert difference(told, OURS, DAY) == (name, words)
