"""What is held in memory, and how it is taken back."""

from datetime import UTC, datetime, timedelta

import msgspec

from pilotwire.adapters.storage.hot import Hot, Step
from pilotwire.domain.finding import Oddity
from pilotwire.domain.id_token import IdToken, Token
from pilotwire.domain.station import ChargingStation, Connector
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId, TransactionId
from pilotwire.services.work import Change, Removed, SeenOddity

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CS1 = StationId("CS-1")
STATION = ChargingStation(CS1, NOON, NOON)
NAMED = msgspec.structs.replace(STATION, name="named")
RENAMED = msgspec.structs.replace(STATION, name="renamed")
CONNECTOR = Connector(CS1, EvseId(1), ConnectorId(2), "Available", NOON, NOON)
OPEN = Transaction(CS1, TransactionId("t-1"), NOON, NOON, NOON, NOON, id_token=IdToken("ABC"))
ENDED = msgspec.structs.replace(OPEN, ended=True)
KEY = (CS1, TransactionId("t-1"))


def applied(hot: Hot, *changes: Change) -> list[Step]:
    steps: list[Step] = []
    for change in changes:
        hot.apply(change, steps)
    return steps


def test_a_refused_record_gives_way_to_the_one_before_it() -> None:
    hot = Hot()
    applied(hot, STATION)
    hot.revert(applied(hot, NAMED), [])
    assert hot.stations == {CS1: STATION}


def test_a_refused_new_record_is_gone() -> None:
    hot = Hot()
    hot.revert(applied(hot, STATION, CONNECTOR, OPEN), [])
    assert hot.stations == {}
    assert hot.connectors.of_station(CS1) == {}
    assert hot.transactions.of_station(CS1) == []
    assert hot.transactions.with_token("abc") == []


def test_a_record_that_a_later_work_has_changed_stays_as_it_is() -> None:
    hot = Hot()
    first, second = applied(hot, NAMED), applied(hot, RENAMED)
    hot.revert(first, [second])
    assert hot.stations == {CS1: RENAMED}


def test_two_refused_works_in_a_row_lead_back_to_what_is_stored() -> None:
    hot = Hot()
    applied(hot, STATION)
    first, second = applied(hot, NAMED), applied(hot, RENAMED)
    hot.revert(first, [second])
    hot.revert(second, [])
    assert hot.stations == {CS1: STATION}


def test_a_record_changed_twice_by_a_refused_work_is_taken_back_whole() -> None:
    hot = Hot()
    applied(hot, STATION)
    hot.revert(applied(hot, NAMED, RENAMED), [])
    assert hot.stations == {CS1: STATION}


def test_a_refused_removal_brings_station_and_connectors_back() -> None:
    hot = Hot()
    applied(hot, STATION, CONNECTOR)
    steps = applied(hot, Removed(ChargingStation, CS1))
    assert (hot.stations, dict(hot.connectors.of_station(CS1))) == ({}, {})
    hot.revert(steps, [])
    assert hot.stations == {CS1: STATION}
    assert dict(hot.connectors.of_station(CS1)) == {(1, 2): CONNECTOR}


def test_an_ended_transaction_is_held_until_it_is_stored() -> None:
    hot = Hot()
    applied(hot, OPEN)
    steps = applied(hot, ENDED)
    assert hot.transactions.get(KEY) is ENDED
    assert hot.transactions.of_station(CS1) == []
    hot.settle(steps)
    assert hot.transactions.get(KEY) is None


def test_an_older_state_that_is_stored_does_not_let_go_of_a_newer_one() -> None:
    hot = Hot()
    steps = applied(hot, ENDED)
    newer = msgspec.structs.replace(ENDED, flags=("after-end",))
    applied(hot, newer)
    hot.settle(steps)
    assert hot.transactions.get(KEY) is newer


def test_a_transaction_whose_end_is_refused_is_open_again() -> None:
    hot = Hot()
    applied(hot, OPEN)
    hot.revert(applied(hot, ENDED), [])
    assert hot.transactions.of_station(CS1) == [OPEN]
    assert hot.transactions.with_token("abc") == [OPEN]


def test_a_transaction_that_gets_another_token_is_found_by_that_one_alone() -> None:
    hot = Hot()
    applied(hot, OPEN, msgspec.structs.replace(OPEN, id_token=IdToken("XYZ")))
    assert hot.transactions.with_token("abc") == []
    assert [one.id for one in hot.transactions.with_token("xyz")] == ["t-1"]


def test_open_transactions_of_a_station_come_oldest_first() -> None:
    hot = Hot()
    younger = msgspec.structs.replace(OPEN, id=TransactionId("t-2"), started_at=NOON + timedelta(hours=1))
    applied(hot, younger, OPEN)
    assert hot.transactions.of_station(CS1) == [OPEN, younger]


def test_a_token_that_memory_does_not_hold_has_to_be_asked_for() -> None:
    hot = Hot()
    assert "abc" not in hot.tokens
    hot.tokens.remember("abc", None)
    assert "abc" in hot.tokens
    assert hot.tokens.get("abc") is None


def test_a_saved_token_wins_over_the_cache_before_and_after_it_is_stored() -> None:
    hot = Hot()
    hot.tokens.remember("abc", None)
    token = Token("ABC")
    steps = applied(hot, token)
    assert hot.tokens.get("abc") is token
    hot.settle(steps)
    assert hot.tokens.get("abc") is token


def test_a_removed_token_is_known_to_be_gone() -> None:
    hot = Hot()
    applied(hot, Token("ABC"))
    hot.settle(applied(hot, Removed(Token, "abc")))
    assert "abc" in hot.tokens
    assert hot.tokens.get("abc") is None


def test_a_refused_token_is_asked_for_anew() -> None:
    hot = Hot()
    hot.tokens.remember("abc", Token("ABC", note="stored"))
    changes = hot.tokens.changes
    hot.revert(applied(hot, Token("ABC", note="refused")), [])
    assert "abc" not in hot.tokens
    assert hot.tokens.changes > changes


def test_the_cache_of_tokens_has_a_bound() -> None:
    hot = Hot(cached_tokens=32)
    for number in range(1000):
        hot.tokens.remember(str(number), Token(str(number)))
    held = [number for number in range(1000) if str(number) in hot.tokens]
    assert len(held) <= 32
    assert held[-1] == 999


def test_a_finding_that_is_refused_has_not_been_found() -> None:
    hot = Hot()
    seen = SeenOddity(CS1, "1", Oddity("name", "/place"), NOON)
    steps = applied(hot, seen)
    assert list(hot.findings) == [(CS1, "1", "name", "/place")]
    hot.revert(steps, [])
    assert list(hot.findings) == []
