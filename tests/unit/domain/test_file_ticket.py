"""Tickets: who gets in, when a use is spent, and how they end."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from pilotwire.domain.file_ticket import FileTicket, Refusal, delivered, ended, entry_refusal, received
from pilotwire.domain.kept_file import FileId, TicketId
from pilotwire.kernel.ids import StationId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)


def ticket(**more: Any) -> FileTicket:
    first = FileTicket(TicketId("t1"), "download", "firmware", NOON, LATER, station=StationId("CS-1"))
    return msgspec.structs.replace(first, **{"file": FileId("7"), **more})


def reason(one: FileTicket, at: datetime = NOON, resumes: bool = False) -> str | None:
    found = entry_refusal(one, one.direction, at, resumes=resumes)
    return None if found is None else found.reason


def test_a_ticket_is_good_until_its_time_is_over() -> None:
    assert reason(ticket()) is None
    assert reason(ticket(), LATER - timedelta(microseconds=1)) is None
    assert reason(ticket(), LATER) == "expired"
    assert reason(ended(ticket(), "expired", "its time was over", LATER), NOON) == "expired"


def test_a_withdrawn_ticket_says_why() -> None:
    gone = ended(ticket(), "ended", "a newer request has taken its place", NOON)
    assert entry_refusal(gone, "download", NOON) == Refusal(
        "ended", "This address is good no more: a newer request has taken its place."
    )


def test_a_ticket_is_good_for_one_direction() -> None:
    assert entry_refusal(ticket(), "upload", NOON) == Refusal("wrong-direction", "This address is for fetching a file.")


def test_a_use_is_spent_by_a_whole_delivery_however_it_was_cut() -> None:
    one, whole = delivered(ticket(), 0, 60, 100)
    assert (one.used, one.state, whole) == (0, "open", False)
    one, whole = delivered(one, 60, 100, 100)
    assert (one.used, one.state, whole, one.delivered) == (1, "spent", True, ())
    assert reason(one) == "spent"
    assert reason(one, resumes=True) is None


def test_looking_at_the_end_of_a_file_spends_nothing() -> None:
    one, whole = delivered(ticket(), 90, 100, 100)
    assert (one.used, whole) == (0, False)


def test_what_is_taken_up_after_the_last_use_counts_no_more() -> None:
    spent, _ = delivered(ticket(), 0, 100, 100)
    again, whole = delivered(spent, 0, 100, 100)
    assert (again.used, again.state, whole) == (1, "spent", False)


def test_so_many_uses_as_were_allowed() -> None:
    one = ticket(uses=2)
    one, _ = delivered(one, 0, 100, 100)
    assert (one.used, one.state) == (1, "open")
    one, _ = delivered(one, 0, 100, 100)
    assert (one.used, one.state) == (2, "spent")


def test_an_empty_file_is_delivered_at_once() -> None:
    one, whole = delivered(ticket(), 0, 0, 0)
    assert (one.used, whole) == (1, True)


def test_crumbs_are_not_gathered_for_ever() -> None:
    one = ticket()
    for start in range(0, 2 * 65, 2):
        one, _ = delivered(one, start, start + 1, 1000)
    assert one.delivered == ()


@pytest.mark.parametrize(("most", "state"), [(2, "open"), (1, "spent")])
def test_an_upload_ticket_counts_files_and_bytes(most: int, state: str) -> None:
    one = received(ticket(direction="upload", file=None, max_files=most), FileId("8"), 40)
    assert (one.files, one.taken_bytes, one.state) == (("8",), 40, state)
    assert reason(one) == (None if most == 2 else "ticket-full")
