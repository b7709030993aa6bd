"""Reservations: how they go on, whose a transaction is, and what stands against one."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from pilotwire.domain.command import Reply
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.reservation import Reservation, all_served, answered, meant, moved, taken
from pilotwire.domain.reservation_conflict import conflict, kept_for, kept_from
from pilotwire.domain.station import Connector, ConnectorStatus
from pilotwire.domain.transaction import Report, Transaction
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId, TransactionId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ONE = timedelta(hours=1)
CS = StationId("CS-1")
ANNA, BEN = IdToken("ANNA"), IdToken("BEN")


def reserved(number: int = 1, evse_id: int | None = 1, token: IdToken = ANNA, **more: object) -> Reservation:
    place = None if evse_id is None else EvseId(evse_id)
    held = Reservation(CS, number, token, NOON, NOON + ONE, state="accepted", evse_id=place)
    return msgspec.structs.replace(held, **more)


def site(*statuses: ConnectorStatus, kind: str | None = None) -> dict[tuple[EvseId, ConnectorId], Connector]:
    """EVSE 1, 2 ... with a connector each."""
    return {
        (EvseId(number), ConnectorId(1)): Connector(
            CS, EvseId(number), ConnectorId(1), status, NOON - ONE, NOON - ONE, type=kind
        )
        for number, status in enumerate(statuses, 1)
    }


def began(token: IdToken | None, evse_id: int = 1, reservation_id: int | None = None) -> Report:
    return Report("Started", NOON, evse_id=EvseId(evse_id), id_token=token, reservation_id=reservation_id)


def test_an_answer_that_comes_after_its_transaction_does_not_take_it_back() -> None:
    used = taken(reserved(state="requested"), TransactionId("t"), NOON)
    assert answered(used, Reply("Accepted"), NOON).state == "in-use"
    assert answered(reserved(state="requested"), Reply("NoAnswer"), NOON).state == "unanswered"
    assert answered(reserved(state="requested"), Reply("Occupied"), NOON).state == "refused"


def test_it_holds_until_it_expires_and_no_longer() -> None:
    assert reserved().holds(NOON + ONE - timedelta(seconds=1))
    assert not reserved().holds(NOON + ONE)
    assert not moved(reserved(), "cancelled", NOON).holds(NOON)
    assert moved(reserved(), "cancelled", NOON + timedelta(minutes=5)).until == NOON + timedelta(minutes=5)


def test_a_transaction_is_of_the_reservation_that_it_names_whatever_its_token() -> None:
    assert meant([reserved(7, 2), reserved(8, 1)], began(BEN, 1, 7), None, {}) == reserved(7, 2)
    assert meant([reserved(7)], began(ANNA, 1, 9), None, {}) is None


@pytest.mark.parametrize(
    ("token", "group", "evse_id", "number"),
    [(ANNA, None, 1, 1), (BEN, "fleet", 1, 1), (BEN, None, 1, None), (ANNA, None, 2, 2), (IdToken("anna"), None, 1, 1)],
)
def test_without_a_name_it_is_that_of_the_token_or_its_group_at_the_evse(
    token: IdToken, group: str | None, evse_id: int, number: int | None
) -> None:
    held = [reserved(2, None, group_id="fleet"), reserved(1, 1, group_id="fleet")]
    found = meant(held, began(token, evse_id), group, {})
    assert (None if found is None else found.id) == number


def test_one_for_a_type_of_connector_is_for_an_evse_that_has_it() -> None:
    held = [reserved(1, None, connector_type="cCCS2")]
    assert meant(held, began(ANNA, 1), None, {EvseId(1): frozenset({"cType2"})}) is None
    assert meant(held, began(ANNA, 2), None, {EvseId(2): frozenset({"cType2", "cCCS2"})}) == held[0]


def test_each_reservation_needs_an_evse_of_its_own() -> None:
    one, two = EvseId(1), EvseId(2)
    assert all_served([frozenset({one, two}), frozenset({one})])
    assert not all_served([frozenset({one, two}), frozenset({one}), frozenset({two})])
    assert not all_served([frozenset()])


def test_an_evse_is_reserved_once() -> None:
    found = conflict(reserved(2, 1, BEN), [reserved()], {}, ())
    assert found is not None
    assert found.what == "EVSE 1 is reserved already: reservation 1 for token ANNA until 2026-03-01 13:00:00 UTC"
    assert conflict(reserved(1, 1, BEN), [reserved()], site("Reserved"), ()) is None  # the same number replaces it
    assert conflict(reserved(2, 1, BEN), [reserved(state="expired")], site("Available"), ()) is None


@pytest.mark.parametrize("status", ["Faulted", "Unavailable", "Occupied"])
def test_an_evse_that_cannot_be_used_cannot_be_reserved(status: ConnectorStatus) -> None:
    found = conflict(reserved(), (), site(status, "Available"), ())
    assert found is not None
    assert str(found) == f"EVSE 1 is {status} since 2026-03-01 11:00:00 UTC"
    assert conflict(reserved(evse_id=2), (), site(status, "Available"), ()) is None
    assert conflict(reserved(evse_id=None), (), site(status, "Available"), ()) is None


def test_an_evse_that_is_reserved_by_somebody_else_cannot_be_reserved() -> None:
    found = conflict(reserved(), (), site("Reserved"), ())
    assert found is not None
    assert str(found) == "EVSE 1 is Reserved for somebody unknown here since 2026-03-01 11:00:00 UTC"


def test_an_evse_where_a_transaction_runs_cannot_be_reserved_nor_one_that_is_not_there() -> None:
    running = Transaction(CS, TransactionId("t9"), NOON, NOON, NOON, NOON, evse_id=EvseId(1))
    found = conflict(reserved(), (), site("Available"), [running])
    assert found is not None
    assert found.what == "EVSE 1 is busy: transaction t9 runs there"
    missing = conflict(reserved(evse_id=5), (), site("Available"), ())
    assert missing is not None
    assert missing.what == "the station has told of no EVSE 5, only of 1"


def test_there_are_never_more_reservations_than_evses_that_could_serve_them() -> None:
    two = site("Available", "Available", kind="cCCS2")
    held = [reserved(1, 1), reserved(2, None, BEN)]
    full = conflict(reserved(3, None), held, two, ())
    assert full is not None
    assert full.what == "all 2 free EVSEs that would do are reserved already"
    assert conflict(reserved(3, 2), held, two, ()) is not None  # it would take what is kept for Ben
    assert conflict(reserved(3, None, connector_type="cCCS2"), held[:1], two, ()) is None
    other = conflict(reserved(3, None, connector_type="cType2"), held[:1], two, ())
    assert other is not None
    assert other.what == "the station has no connector of type cType2"


def test_a_start_finds_what_is_kept_for_others_and_what_is_kept_for_it() -> None:
    held, two = [reserved(1, 1, group_id="fleet")], site("Reserved", "Available")
    assert kept_from(BEN, None, EvseId(1), held, two, NOON) == held[0]
    assert kept_from(BEN, "fleet", EvseId(1), held, two, NOON) is None
    assert kept_from(BEN, None, EvseId(2), held, two, NOON) is None
    assert kept_from(BEN, None, None, held, two, NOON) is None
    assert kept_from(BEN, None, None, [*held, reserved(2, 2)], two, NOON) == held[0]
    assert kept_from(BEN, None, EvseId(1), held, two, NOON + ONE) is None
    anywhere = [reserved(1, None)]
    assert kept_from(BEN, None, EvseId(1), anywhere, two, NOON) is None
    assert kept_from(BEN, None, EvseId(1), anywhere, site("Available"), NOON) == anywhere[0]
    freed = kept_for(ANNA, None, held, two, NOON)
    assert [one.status for one in freed.values()] == ["Available", "Available"]
    assert kept_for(BEN, None, held, two, NOON) == two
