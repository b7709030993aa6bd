"""A maker's own way to show a text, as a file describes it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from pilotwire.domain.display_message import Content, DisplayMessage
from pilotwire.domain.vendor_data import DisplayAct, SendVendorData
from pilotwire.kernel.ids import EvseId, StationId
from pilotwire.plugins.defaults.described_displays import DescribedDisplay, DescribedDisplays, Said

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DATA: dict[str, Any] = {"line": "{text}", "connector": "{evse}", "for": "{seconds}", "tag": "no {number} ({language})"}
DISPLAYS = DescribedDisplays(
    [
        DescribedDisplay("Acme", Said("com.acme", "Big", ["{text}"]), model="XL"),
        DescribedDisplay("Acme", Said("com.acme", "Show", DATA), Said("com.acme", "Hide", {"id": "{number}"})),
    ]
)


def act(vendor: str | None, model: str | None = None, *, shown: bool = True) -> SendVendorData | None:
    message = DisplayMessage(
        station=StationId("CS"), id=7, content=Content("Hi {you}", language="en"), evse_id=EvseId(2), state_at=NOON,
        end_at=NOON + timedelta(minutes=5),
    )  # fmt: skip
    return DISPLAYS.display_in_vendor_words(DisplayAct(vendor, model, message, shown))


def test_placeholders_become_values_of_their_own_kind() -> None:
    data = {"line": "Hi {you}", "connector": 2, "for": 300, "tag": "no 7 (en)"}
    assert act("ACME ", "One") == SendVendorData("com.acme", "Show", data)


def test_a_model_has_its_own_way_and_clearing_is_another_message() -> None:
    assert act("acme", "xl") == SendVendorData("com.acme", "Big", ["Hi {you}"])
    assert act("Acme", "One", shown=False) == SendVendorData("com.acme", "Hide", {"id": 7})


def test_a_maker_that_is_not_described_has_no_way() -> None:
    assert act("Other") is None
    assert act(None) is None
