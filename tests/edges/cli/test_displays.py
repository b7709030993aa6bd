"""Texts on displays as people see them."""

from collections.abc import Callable
from datetime import UTC

from pilotwire.cli.displays import message_table, template_table
from pilotwire.client.codec import Instant
from pilotwire.client.display import Content, DisplayMessage, DisplayTemplate

OnScreen = Callable[..., list[str]]
AT = Instant(2026, 3, 1, 12, 15, tzinfo=UTC)


def test_a_text_is_a_line_with_place_state_and_time(on_screen: OnScreen) -> None:
    shown = DisplayMessage(
        station="CS-1", number=815, state="accepted", state_at=AT, content=Content(text="Welcome", format="UTF8"),
        priority="InFront", shown_while="Idle", evse_id=2, actor="ops",
    )  # fmt: skip
    lines = on_screen(message_table([shown], UTC))
    assert lines[1].split() == [
        "815", "2", "accepted", "2026-03-01", "12:15:00Z", "InFront", "Idle", "ops", "Welcome",
    ]  # fmt: skip


def test_a_template_is_a_line_with_its_text(on_screen: OnScreen) -> None:
    kept = DisplayTemplate(
        name="pay", version="1", content=Content(text="https://x.example/{evse}", format="QRCODE"), priority="InFront",
        created_at=AT, updated_at=AT,
    )  # fmt: skip
    lines = on_screen(template_table([kept], UTC))
    assert lines[1].split() == ["pay", "QRCODE", "InFront", "2026-03-01", "12:15:00Z", "https://x.example/{evse}"]
