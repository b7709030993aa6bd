"""The tariff of a transaction: frozen at its start, whatever becomes of tariffs and assignments later."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec

from pilotwire.domain.id_token import IdToken, Token
from pilotwire.domain.tariff import Element, PriceComponent, Tariff
from pilotwire.domain.tariff_choice import Assignment
from pilotwire.domain.transaction import Report, Transaction
from pilotwire.kernel.ids import EvseId, TransactionId
from pilotwire.services.tariff_record import put_assignment, put_tariff
from pilotwire.services.transactions import record

from .conftest import Desk, finish

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANNE = IdToken("04A2B3")
T1 = TransactionId("t-1")


def puts(desk: Desk, name: str, each: str = "0.25", **changes: datetime) -> Tariff:
    elements = (Element((PriceComponent("ENERGY", Decimal(each)),)),)
    tariff = msgspec.structs.replace(Tariff(name, NOON, NOON, "EUR", elements), **changes)
    return finish(put_tariff(desk.store, tariff)).tariff


def assigns(desk: Desk, target: str, *tariffs: str) -> None:
    finish(put_assignment(desk.store, Assignment(target, NOON, NOON, tariffs)))


def report(minute: int, seq_no: int, token: IdToken | None = ANNE, kind: str = "Updated") -> Report:
    at = NOON + timedelta(minutes=minute)
    return msgspec.convert({"kind": kind, "at": at, "seq_no": seq_no, "evse_id": EvseId(1), "id_token": token}, Report)


def tells(desk: Desk, said: Report) -> Transaction:
    return desk.does(lambda context: record(context, T1, said)).transaction


def test_a_transaction_keeps_the_version_that_it_started_with(desk: Desk) -> None:
    first = puts(desk, "day")
    assigns(desk, "default", "day")
    assert tells(desk, report(0, 0, kind="Started")).tariff == first.reference
    second = puts(desk, "day", "0.90")
    puts(desk, "other")
    assigns(desk, "default", "other")
    assert second.reference != first.reference
    assert tells(desk, report(5, 1)).tariff == first.reference
    assert tells(desk, report(9, 2, kind="Ended")).tariff == first.reference


def test_one_that_starts_before_its_driver_is_known_gets_the_drivers_tariff_once(desk: Desk) -> None:
    desk.knows(Token("04A2B3", group_id="fleet"))
    plain, fleet, own = puts(desk, "plain"), puts(desk, "fleet"), puts(desk, "own")
    assigns(desk, "default", "plain")
    assigns(desk, "group:FLEET", "fleet")
    assert tells(desk, report(0, 0, None, "Started")).tariff == plain.reference
    assert tells(desk, report(1, 1)).tariff == fleet.reference
    assigns(desk, "token:04a2b3", "own")
    assert tells(desk, report(2, 2)).tariff == fleet.reference
    another = desk.does(lambda context: record(context, TransactionId("t-2"), report(3, 0, kind="Started")))
    assert another.transaction.tariff == own.reference


def test_validity_counts_at_the_start_that_the_station_told(desk: Desk) -> None:
    old = puts(desk, "old", valid_until=NOON)
    puts(desk, "new", valid_from=NOON)
    assigns(desk, "default", "old", "new")
    assert tells(desk, report(-1, 0, kind="Started")).tariff == old.reference


def test_nothing_is_chosen_where_nothing_is_assigned(desk: Desk) -> None:
    puts(desk, "day")
    assert tells(desk, report(0, 0, kind="Started")).tariff is None
