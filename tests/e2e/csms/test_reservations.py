"""Reservations at stations of literal frames, in each version, from the request to the end of the transaction."""

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from pilotwire.client.client import Client
from pilotwire.client.control import StartInput, StartToken
from pilotwire.client.filters import ReservationFilter
from pilotwire.client.problem import ApiProblem
from pilotwire.client.reservation import Reservation, ReservationInput
from pilotwire.client.token import TokenInput

from .conftest import Running, running
from .raw_station import EACH, RawStation, station

IN_EACH: Final = pytest.mark.parametrize("version", EACH)
IN_2X: Final = pytest.mark.parametrize("version", EACH[1:])
TAG, OTHER = StartToken(value="04A2B3"), StartToken(value="BEEF")
ACCEPTS: Final = {"ReserveNow": {"status": "Accepted"}, "CancelReservation": {"status": "Accepted"}}


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


def in_an_hour() -> datetime:
    return datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)


async def tokens(client: Client) -> None:
    await client.put_token("04A2B3", TokenInput(type="ISO14443", group_id="fleet"))
    await client.put_token("BEEF", TokenInput(type="ISO14443"))


async def becomes(one: RawStation, status: str) -> None:
    """Its only connector reports this status."""
    if one.version == "ocpp1.6":
        await one.call("StatusNotification", {"connectorId": 1, "errorCode": "NoError", "status": status})
        return
    at = datetime.now(UTC).isoformat()
    await one.call("StatusNotification", {"timestamp": at, "connectorStatus": status, "evseId": 1, "connectorId": 1})


async def begins(one: RawStation, number: int | None = None) -> Any:
    """A transaction of the reserved token starts; the station's id of it in 1.6."""
    at = datetime.now(UTC).isoformat()
    named = {} if number is None else {"reservationId": number}
    if one.version == "ocpp1.6":
        payload = {"connectorId": 1, "idTag": "04A2B3", "meterStart": 0, "timestamp": at, **named}
        return (await one.call("StartTransaction", payload))["transactionId"]
    payload = {
        "eventType": "Started", "timestamp": at, "triggerReason": "Authorized", "seqNo": 0,
        "transactionInfo": {"transactionId": "t-1"}, "evse": {"id": 1, "connectorId": 1},
        "idToken": {"idToken": "04A2B3", "type": "ISO14443"}, **named,
    }  # fmt: skip
    await one.call("TransactionEvent", payload)
    return "t-1"


async def ends(one: RawStation, transaction: Any) -> None:
    at = datetime.now(UTC).isoformat()
    if one.version == "ocpp1.6":
        await one.call("StopTransaction", {"transactionId": transaction, "meterStop": 900, "timestamp": at})
        return
    info = {"transactionId": transaction, "stoppedReason": "Local"}
    payload = {
        "eventType": "Ended", "timestamp": at, "triggerReason": "StopAuthorized", "seqNo": 1, "transactionInfo": info
    }  # fmt: skip
    await one.call("TransactionEvent", payload)


async def until(client: Client, number: int, state: str) -> Reservation:
    """The reservation once it is in this state."""
    for _ in range(500):
        found = await client.reservations.get("CS", number)
        if found.state == state:
            return found
        await asyncio.sleep(0.02)
    raise AssertionError(f"it is {found.state}")


@pytest.mark.requirement("1.6 5.13 reserve")
@IN_EACH
async def test_a_reservation_is_sent_used_by_its_token_and_over_with_its_transaction(
    server: Running, version: str
) -> None:
    one = station("CS", version, answers=dict(ACCEPTS))
    async with server.client() as client, one.connected(server.ocpp_url):
        await tokens(client)
        await becomes(one, "Available")
        end = in_an_hour()
        answer = await client.reservations.create("CS", ReservationInput(id_token=TAG, expires_at=end, evse_id=1))
        assert (answer.status, answer.noticed, answer.reservation.state) == ("Accepted", [], "accepted")
        number, shown = answer.reservation.id, end.strftime("%Y-%m-%dT%H:%M:%SZ")
        if version == "ocpp1.6":
            asked: dict[str, Any] = {
                "connectorId": 1, "expiryDate": shown, "idTag": "04A2B3", "parentIdTag": "fleet",
                "reservationId": number,
            }  # fmt: skip
        else:
            asked = {
                "id": number, "expiryDateTime": shown, "idToken": {"idToken": "04A2B3", "type": "ISO14443"},
                "evseId": 1, "groupIdToken": {"idToken": "fleet", "type": "Central"},
            }  # fmt: skip
        assert one.asked == [("ReserveNow", asked)]
        await becomes(one, "Reserved")
        with pytest.raises(ApiProblem) as told:
            await client.start("CS", StartInput(id_token=OTHER, evse_id=1))
        problem = told.value.problem
        assert (problem.status, [field.pointer for field in problem.errors or []]) == (409, ["/evse_id"])
        assert problem.detail.startswith(f"EVSE 1 is kept for others: reservation {number} for token 04A2B3 until ")
        transaction = await begins(one, number)
        used = await until(client, number, "in-use")
        assert used.transaction_id == str(transaction)
        await ends(one, transaction)
        assert (await until(client, number, "used")).transaction_id == str(transaction)


@IN_EACH
async def test_a_start_that_does_not_name_its_reservation_uses_it_by_token_and_evse(
    server: Running, version: str
) -> None:
    async with (
        server.client() as client,
        station("CS", version, answers=dict(ACCEPTS)).connected(server.ocpp_url) as one,
    ):
        await tokens(client)
        wanted = ReservationInput(id_token=TAG, expires_at=in_an_hour(), evse_id=1)
        number = (await client.reservations.create("CS", wanted)).reservation.id
        transaction = await begins(one)
        await until(client, number, "in-use")
        assert (await client.transaction("CS", str(transaction))).reservation_id == number


@pytest.mark.requirement("1.6 5.1 cancel-reservation")
@IN_EACH
async def test_a_cancelled_reservation_is_over_and_the_evse_can_be_reserved_again(
    server: Running, version: str
) -> None:
    async with (
        server.client() as client,
        station("CS", version, answers=dict(ACCEPTS)).connected(server.ocpp_url) as one,
    ):
        await tokens(client)
        wanted = ReservationInput(id_token=TAG, expires_at=in_an_hour(), evse_id=1)
        number = (await client.reservations.create("CS", wanted)).reservation.id
        again = ReservationInput(id_token=OTHER, expires_at=in_an_hour(), evse_id=1)
        with pytest.raises(ApiProblem, match="EVSE 1 is reserved already"):
            await client.reservations.create("CS", again)
        answer = await client.reservations.cancel("CS", number)
        assert (answer.status, answer.reservation.state) == ("Accepted", "cancelled")
        assert one.asked[-1] == ("CancelReservation", {"reservationId": number})
        assert (await client.reservations.create("CS", again)).reservation.state == "accepted"
        listed = await client.reservations.list(ReservationFilter(station="CS", since=datetime.now(UTC)))
        assert [found.id_token.value for found in listed.items] == ["BEEF"]
        assert len((await client.reservations.list(ReservationFilter(token="beef"))).items) == 1


@IN_EACH
async def test_what_the_station_does_not_take_is_refused_with_its_own_word(server: Running, version: str) -> None:
    answers = {"ReserveNow": {"status": "Occupied"}}
    async with server.client() as client, station("CS", version, answers=answers).connected(server.ocpp_url):
        await tokens(client)
        wanted = ReservationInput(id_token=TAG, expires_at=in_an_hour())
        answer = await client.reservations.create("CS", wanted)
        assert (answer.status, answer.reservation.state) == ("Occupied", "refused")
        with pytest.raises(ApiProblem, match="is refused"):
            await client.reservations.cancel("CS", answer.reservation.id)


@IN_2X
async def test_a_station_tells_that_it_holds_a_reservation_no_longer(server: Running, version: str) -> None:
    words = ("Expired", "Removed") + (("NoTransaction",) if version == "ocpp2.1" else ())
    ends_as = {"Expired": "expired", "Removed": "removed", "NoTransaction": "used"}
    async with (
        server.client() as client,
        station("CS", version, answers=dict(ACCEPTS)).connected(server.ocpp_url) as one,
    ):
        await tokens(client)
        for word in words:
            wanted = ReservationInput(id_token=TAG, expires_at=in_an_hour(), evse_id=1)
            number = (await client.reservations.create("CS", wanted)).reservation.id
            update = {"reservationId": number, "reservationUpdateStatus": word}
            assert await one.call("ReservationStatusUpdate", update) == {}
            found = await client.reservations.get("CS", number)
            assert (found.state, found.ended_by) == (ends_as[word], word)


async def test_a_connector_of_1_6_that_fails_ends_what_was_reserved_there(server: Running) -> None:
    async with (
        server.client() as client,
        station("CS", "ocpp1.6", answers=dict(ACCEPTS)).connected(server.ocpp_url) as one,
    ):
        await tokens(client)
        wanted = ReservationInput(id_token=TAG, expires_at=in_an_hour(), evse_id=1)
        number = (await client.reservations.create("CS", wanted)).reservation.id
        await becomes(one, "Faulted")
        assert (await client.reservations.get("CS", number)).state == "removed"


async def test_what_expired_while_the_server_was_down_is_found_when_it_is_back(tmp_path: Path) -> None:
    async with running(tmp_path) as server, server.client() as client:
        await tokens(client)
        async with station("CS", "ocpp2.0.1", answers=dict(ACCEPTS)).connected(server.ocpp_url):
            wanted = ReservationInput(id_token=TAG, expires_at=in_an_hour(), evse_id=1)
            number = (await client.reservations.create("CS", wanted)).reservation.id
    with closing(sqlite3.connect(tmp_path / "pilotwire.db")) as database, database:
        (body,) = database.execute("select body from reservations where id = ?", (number,)).fetchone()
        past = {**json.loads(body), "expires_at": "2026-03-01T12:00:00Z"}
        database.execute("update reservations set body = ? where id = ?", (json.dumps(past), number))
    async with running(tmp_path) as server, server.client() as client:
        assert (await until(client, number, "expired")).status == "Accepted"
