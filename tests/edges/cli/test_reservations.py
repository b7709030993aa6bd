"""Reservations as people see them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec

from pilotwire.cli.reservation_calendar import calendar
from pilotwire.cli.reservations import reservation_table
from pilotwire.client.codec import Instant
from pilotwire.client.reservation import Reservation
from pilotwire.client.token import IdToken

OnScreen = Callable[..., list[str]]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def at(minute: int) -> Instant:
    return Instant.of(NOON + timedelta(minutes=minute))


HELD = Reservation(
    id=815, station="CS-1", state="accepted", id_token=IdToken(value="ANNA"), requested_at=at(15), expires_at=at(60),
    state_at=at(15), evse_id=1, actor="ops", status="Accepted",
)  # fmt: skip


def test_a_reservation_is_a_line_with_place_times_and_who_asked(on_screen: OnScreen) -> None:
    lines = on_screen(reservation_table([HELD], UTC))
    assert lines[1].split() == [
        "CS-1", "815", "1", "accepted", "2026-03-01", "12:15:00Z", "2026-03-01", "13:00:00Z", "ANNA", "ops", "Accepted",
    ]  # fmt: skip


def test_the_calendar_has_an_evse_a_line_and_four_columns_an_hour(on_screen: OnScreen) -> None:
    cut_short = msgspec.structs.replace(
        HELD, state="cancelled", id_token=IdToken(value="BEN"), evse_id=None, requested_at=at(0), state_at=at(20)
    )
    runs = msgspec.structs.replace(HELD, state="in-use", evse_id=2, requested_at=at(60), expires_at=at(90))
    lines = on_screen(calendar([runs, HELD, cut_short], NOON, 2, UTC))
    assert [line.split() for line in lines] == [
        ["Station", "EVSE", "12", "13", "For"],
        ["CS-1", "any", "██······", "BEN"],
        ["CS-1", "1", "·███····", "ANNA"],
        ["CS-1", "2", "····▒▒··", "ANNA"],
    ]
