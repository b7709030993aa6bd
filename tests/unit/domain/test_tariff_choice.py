"""Which tariff a transaction has: the nearest target whose tariff is valid."""

from datetime import UTC, datetime
from decimal import Decimal

import msgspec
import pytest

from pilotwire.domain.tariff import Element, PriceComponent, Tariff
from pilotwire.domain.tariff_choice import Assignment, Where, chosen, read_target, targets
from pilotwire.kernel.ids import EvseId, StationId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
WHERE = Where(StationId("CS:1"), ("Harbour", "fast"), EvseId(2), "04Ab", "Fleet")


def tariff(name: str, **changes: datetime) -> Tariff:
    elements = (Element((PriceComponent("ENERGY", Decimal(1)),)),)
    return msgspec.structs.replace(Tariff(name, NOON, NOON, "EUR", elements), **changes)


def test_targets_come_from_the_nearest_to_the_farthest() -> None:
    assert list(targets(WHERE)) == [
        "token:04ab", "group:fleet", "evse:CS:1:2", "station:CS:1", "label:harbour", "label:fast", "default"
    ]  # fmt: skip
    assert list(targets(Where(StationId("CS-1")))) == ["station:CS-1", "default"]


def test_what_is_not_valid_then_makes_way_for_the_next_of_the_list_and_the_next_target() -> None:
    known = {
        "old": tariff("old", valid_until=NOON), "new": tariff("new", valid_from=NOON),
        "summer": tariff("summer", valid_from=NOON.replace(month=6)), "all": tariff("all"),
    }  # fmt: skip
    assigned = {
        one.target: one
        for one in (
            Assignment("group:fleet", NOON, NOON, ("summer", "gone")),
            Assignment("evse:CS:1:2", NOON, NOON, ("old", "new")),
            Assignment("default", NOON, NOON, ("all",)),
        )
    }

    def name(where: Where, at: datetime) -> str | None:
        found = chosen(assigned, known, where, at)
        return None if found is None else found.id

    assert name(WHERE, NOON) == "new"
    assert name(WHERE, NOON.replace(hour=11)) == "old"
    assert name(WHERE, NOON.replace(month=7)) == "summer"
    assert name(msgspec.structs.replace(WHERE, evse_id=EvseId(1)), NOON) == "all"
    assert chosen({}, known, WHERE, NOON) is None


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("default", "default"), ("token:04AB", "token:04ab"), ("group:A:B", "group:a:b"),
        ("station:CS-1", "station:CS-1"), ("evse:CS:1:12", "evse:CS:1:12"), ("evse:CS-1:012", "evse:CS-1:12"),
        ("label:Fast", "label:fast"),
        ("", None), ("token:", None), ("default:x", None), ("evse:CS-1", None), ("evse:CS-1:0", None),
        ("evse::1", None), ("everything:x", None), ("station", None),
    ],
)  # fmt: skip
def test_a_target_is_read_or_refused(text: str, canonical: str | None) -> None:
    target = read_target(text)
    assert (None if target is None else target.text) == canonical
