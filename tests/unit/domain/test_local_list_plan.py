"""Which updates bring a station's list in step."""

import pytest

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.local_list import Entry, HeldEntry, HeldList
from pilotwire.domain.local_list_commands import SendLocalList
from pilotwire.domain.local_list_plan import (
    LAST_VERSION,
    Known,
    ListLimits,
    ListTooLargeError,
    applied,
    check_fits,
    oversized,
    plan,
)
from pilotwire.kernel.ids import StationId

CS1 = StationId("CS-1")
FREE = ListLimits()


def entry(value: str, group: str | None = None) -> Entry:
    return Entry(IdToken(value, "ISO14443"), Authorization("Accepted", group))


def gone(value: str) -> Entry:
    return Entry(IdToken(value, "ISO14443"))


def holding(version: int, *entries: Entry) -> HeldList:
    return HeldList(CS1, "in-sync", "depot", 1, version, tuple(one.held for one in entries))


A, B, C, D = entry("A"), entry("B"), entry("C"), entry("D")


def test_a_station_without_a_list_gets_all_of_it() -> None:
    assert plan([A, B], Known(HeldList(CS1), 0), FREE) == (SendLocalList(1, "Full", (A, B)),)


def test_a_station_that_holds_the_list_gets_nothing() -> None:
    assert plan([A, B], Known(holding(7, A, B), 7), FREE) == ()


def test_a_change_is_sent_as_a_change_what_goes_first() -> None:
    grouped = entry("A", "FLEET")
    known = Known(holding(7, A, B, C), 7)
    assert plan([grouped, C, D], known, FREE) == (SendLocalList(8, "Differential", (gone("B"), grouped, D)),)


def test_a_change_that_is_longer_than_the_list_is_sent_as_the_whole_list() -> None:
    assert plan([D], Known(holding(7, A, B, C), 7), FREE) == (SendLocalList(8, "Full", (D,)),)


def test_a_list_that_was_emptied_is_sent_as_an_empty_one() -> None:
    assert plan([], Known(holding(7, A, B), 7), FREE) == (SendLocalList(8, "Full"),)
    assert plan([], Known(holding(8), 8), FREE) == ()
    assert plan([], Known(holding(8), 0), FREE) == ()


@pytest.mark.parametrize(("reported", "version"), [(0, 8), (6, 8), (9, 10), (500, 501)])
def test_a_version_that_we_did_not_give_means_the_whole_list_above_all_that_was(reported: int, version: int) -> None:
    assert plan([A], Known(holding(7, A), reported), FREE) == (SendLocalList(version, "Full", (A,)),)


def test_after_a_refusal_the_whole_list_has_a_version_above_the_refused_one() -> None:
    known = Known(holding(7, A), 7, tried=8, full=True)
    assert plan([A, B], known, FREE) == (SendLocalList(9, "Full", (A, B)),)


@pytest.mark.parametrize("before", [HeldEntry("a", "ISO14443", "x"), HeldEntry("A", "eMAID", "x")])
def test_a_token_with_another_spelling_or_type_is_not_sent_as_a_change(before: HeldEntry) -> None:
    held = HeldList(CS1, version=7, entries=(before, B.held))
    assert plan([A, B], Known(held, 7), FREE) == (SendLocalList(8, "Full", (A, B)),)


@pytest.mark.requirement("D01.FR.11")
def test_a_long_list_is_split_into_a_full_update_and_changes() -> None:
    assert plan([A, B, C, D], Known(HeldList(CS1), 4), ListLimits(items=3)) == (
        SendLocalList(5, "Full", (A, B, C)),
        SendLocalList(6, "Differential", (D,)),
    )


def test_messages_keep_the_limit_of_bytes() -> None:
    known = Known(HeldList(CS1), 0)
    assert [len(one.entries) for one in plan([A, B, C, D], known, ListLimits(bytes=700))] == [2, 2]
    assert [len(one.entries) for one in plan([A, B, C, D], known, ListLimits(bytes=500))] == [1, 1, 1, 1]


def test_an_entry_that_no_message_can_carry_is_named() -> None:
    talkative = Entry(IdToken("T", "eMAID"), Authorization("Accepted", personal_message="x" * 400))
    assert oversized([A, talkative], ListLimits(bytes=600)) == (talkative,)
    assert oversized([A, talkative], FREE) == ()


def test_versions_begin_again_whole_when_they_have_come_to_the_last_number() -> None:
    known = Known(holding(LAST_VERSION - 1, A), LAST_VERSION - 1)
    assert plan([A, B], known, FREE) == (SendLocalList(LAST_VERSION, "Differential", (B,)),)
    known = Known(holding(LAST_VERSION, A), LAST_VERSION)
    assert plan([A, B], known, FREE) == (SendLocalList(1, "Full", (A, B)),)


def test_a_list_with_more_entries_than_the_station_holds_is_refused_by_name() -> None:
    check_fits([A, B], ListLimits(entries=2), "depot", CS1)
    with pytest.raises(ListTooLargeError) as refused:
        check_fits([A, B, C], ListLimits(entries=2), "depot", CS1)
    assert refused.value.message == "list 'depot' has 3 entries, station CS-1 holds at most 2"


def test_what_a_station_holds_after_an_update_is_what_it_was_sent() -> None:
    grouped = entry("A", "FLEET")
    held = applied((A.held, B.held), SendLocalList(2, "Differential", (grouped, gone("B"), C)))
    assert held == (grouped.held, C.held)
    assert applied(held, SendLocalList(3, "Full", (D,))) == (D.held,)
