"""Passwords changed in stations of the `ocpp` package, over real sockets, with a transaction running meanwhile."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

import ocpp.v16.call as call16
import ocpp.v16.call_result as result16
import ocpp.v201.call as call201
import ocpp.v201.call_result as result201
import pytest
import websockets
from ocpp.routing import on

from pilotwire.client.client import Client
from pilotwire.client.filters import MessageFilter, TransactionFilter
from pilotwire.client.password import PasswordInput
from pilotwire.client.station import StationInput

from .conftest import Running
from .foreign_stations import Station16, Station201, clock

OLD, NEW = "the-old-password-1", "the-new-password-2"


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


class Keeping201(Station201):
    """A 2.0.1 station that keeps its password, and says of a new one what the test wants it to."""

    password = OLD.encode()
    status = "Accepted"
    vanishes = False

    @on("SetVariables")  # type: ignore[untyped-decorator]
    async def set_variables(self, set_variable_data: Any, **_: Any) -> Any:
        """Takes the password."""
        data = set_variable_data[0]
        assert (data["component"]["name"], data["variable"]["name"]) == ("SecurityCtrlr", "BasicAuthPassword")
        if self.status == "Accepted":
            type(self).password = data["attribute_value"].encode()
        if self.vanishes:
            await self._connection.close()
        named = {name: data[name] for name in ("component", "variable")}
        return result201.SetVariables(set_variable_result=[{"attribute_status": self.status, **named}])


class Keeping16(Station16):
    """A 1.6 station that keeps its key as bytes."""

    password = OLD.encode()

    @on("ChangeConfiguration")  # type: ignore[untyped-decorator]
    async def change_configuration(self, key: str, value: str, **_: Any) -> Any:
        """Takes the key."""
        assert key == "AuthorizationKey"
        type(self).password = bytes.fromhex(value)
        return result16.ChangeConfiguration(status="Accepted")


@asynccontextmanager
async def dialled(server: Running, kind: Any, password: bytes) -> AsyncIterator[Any]:
    """The station on a connection that was opened with this password."""
    version = "ocpp1.6" if issubclass(kind, Station16) else "ocpp2.0.1"
    pair = base64.b64encode(b"CP:" + password).decode()
    url, headers = f"{server.ocpp_url}/CP", {"Authorization": f"Basic {pair}"}
    protocols = [websockets.Subprotocol(version)]
    async with websockets.connect(url, subprotocols=protocols, additional_headers=headers) as socket:
        station = kind("CP", socket)
        reading = asyncio.create_task(station.start())
        try:
            yield station
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)


async def is_let_in(server: Running, kind: Any, password: bytes) -> bool:
    """Whether the door opens for it."""
    try:
        async with dialled(server, kind, password):
            return True
    except websockets.InvalidStatus as refused:
        if refused.response.status_code != HTTPStatus.UNAUTHORIZED:
            raise
        return False


def event(kind: str, seq_no: int, register: float) -> Any:
    """A report of the one transaction."""
    return call201.TransactionEvent(
        event_type=kind, timestamp=clock(seq_no), trigger_reason="MeterValuePeriodic", seq_no=seq_no,
        transaction_info={"transaction_id": "t-1"}, evse={"id": 1, "connector_id": 1},
        meter_value=[{"timestamp": clock(seq_no), "sampled_value": [{"value": register}]}],
    )  # fmt: skip


@pytest.fixture
async def client(server: Running) -> AsyncIterator[Client]:
    """A client, and a station with its old password."""
    Keeping201.password = Keeping16.password = OLD.encode()
    Keeping201.status, Keeping201.vanishes = "Accepted", False
    async with server.client() as made:
        await made.put_station("CP", StationInput(password=OLD))
        yield made


@pytest.mark.requirement("A01.FR.02", "A01.FR.03")
async def test_a_password_is_changed_while_a_transaction_runs_and_nothing_of_it_is_lost(
    server: Running, client: Client
) -> None:
    async with dialled(server, Keeping201, OLD.encode()) as station:
        await station.call(
            call201.BootNotification(charging_station={"model": "Two", "vendor_name": "Acme"}, reason="PowerUp")
        )
        await station.call(event("Started", 0, 1000.0))
        done = await client.change_password("CP", PasswordInput(password=NEW))
        assert (done.change, done.status, done.password) == ("changed", "Accepted", None)
        await station.call(event("Updated", 1, 1500.0))
    assert not await is_let_in(server, Keeping201, OLD.encode())
    async with dialled(server, Keeping201, Keeping201.password) as station:
        await station.call(event("Ended", 2, 3000.0))
    found = (await client.transactions(TransactionFilter(station="CP"))).items
    assert [(one.id, float(one.energy_wh), one.state, one.flags) for one in found] == [("t-1", 2000.0, "ended", [])]


@pytest.mark.requirement("A01.FR.04", "1.6 sec A01.FR.04")
async def test_a_password_that_the_station_refuses_leaves_the_old_one(server: Running, client: Client) -> None:
    Keeping201.status = "Rejected"
    async with dialled(server, Keeping201, OLD.encode()):
        done = await client.change_password("CP", PasswordInput(password=NEW))
        assert (done.change, done.status) == ("refused", "Rejected")
    assert not await is_let_in(server, Keeping201, NEW.encode())
    assert await is_let_in(server, Keeping201, OLD.encode())


@pytest.mark.parametrize("applied", [True, False], ids=["applied", "not applied"])
async def test_a_station_that_vanishes_before_its_answer_comes_back_with_either_password(
    server: Running, client: Client, applied: bool
) -> None:
    Keeping201.vanishes = True
    async with dialled(server, Keeping201, OLD.encode()):
        done = await client.change_password("CP", PasswordInput(password=NEW))
        assert done.change == "unknown"
    if not applied:
        assert await is_let_in(server, Keeping201, OLD.encode())
        return
    assert await is_let_in(server, Keeping201, NEW.encode())
    assert not await is_let_in(server, Keeping201, OLD.encode())
    assert await is_let_in(server, Keeping201, NEW.encode())


@pytest.mark.requirement("A01.FR.07")
async def test_a_1_6_station_gets_a_made_up_key_and_comes_back_with_its_bytes(server: Running, client: Client) -> None:
    async with dialled(server, Keeping16, OLD.encode()) as station:
        await station.call(call16.BootNotification(charge_point_model="One", charge_point_vendor="Acme"))
        done = await client.change_password("CP", PasswordInput())
    assert done.change == "changed"
    assert done.password is not None
    assert bytes.fromhex(done.password) == Keeping16.password
    assert not await is_let_in(server, Keeping16, OLD.encode())
    assert await is_let_in(server, Keeping16, Keeping16.password)


@pytest.mark.requirement("A01.FR.08", "A01.FR.09")
async def test_no_password_stands_in_the_log_of_frames(server: Running, client: Client) -> None:
    async with dialled(server, Keeping201, OLD.encode()):
        await client.change_password("CP", PasswordInput(password=NEW))
    sent = (await client.messages(MessageFilter(station="CP", action="SetVariables", direction="out"))).items
    assert len(sent) == 1
    assert '"attributeValue":"***"' in sent[0].text
    assert (await client.messages(MessageFilter(q=NEW))).items == []
