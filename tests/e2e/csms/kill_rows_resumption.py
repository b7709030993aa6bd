"""A transaction resumed after a power loss, as a row for a test that kills the server meanwhile."""

from typing import Any, Final

import msgspec

from pilotwire.client.client import Client
from pilotwire.client.control import StartInput
from pilotwire.client.token import TokenInput

from .kill_row import Row, Site, of_station
from .raw_station import RawStation, station
from .test_transactions_2x import event, told

ANNE: Final = {"idToken": "04A2B3", "type": "ISO14443"}
WISH: Final = {
    "id_token": {"value": "04A2B3"}, "evse_id": 1,
    "charging_profile": {"schedules": [{"rate_unit": "A", "periods": [{"start_s": 0, "limit": 10}]}]},
}  # fmt: skip


def resuming(site: Site, name: str, version: str) -> RawStation:
    """A station that can be started from here."""
    accepted = {"status": "Accepted"}
    return station(name, version, answers={"RequestStartTransaction": accepted, "SetChargingProfile": accepted})


async def resumed(client: Client, one: RawStation) -> None:
    """A transaction that was started from here with a profile, and resumed. The station is slow from now on."""
    await client.put_token("04A2B3", TokenInput(type="ISO14443"))
    started = await client.start(one.name, msgspec.convert(WISH, StartInput))
    first = event("Started", 0, 0, "RemoteStart", idToken=ANNE, evse={"id": 1, "connectorId": 1}, wh=0)
    first["transactionInfo"]["remoteStartId"] = started.remote_start_id
    await told(one, first, event("Updated", 1, 30, "MeterValuePeriodic", wh=12_000))
    one.answer_pause_s = 1.2
    await one.boot()
    await told(one, event("Updated", 2, 40, "TxResumed", state="Charging", wh=12_000))


async def begun(client: Client, one: RawStation) -> str:
    """It begins by itself, within seconds."""
    return (await of_station(client, "transaction.resume", one.name)).id


async def profiled(client: Client, result: Any, one: RawStation) -> None:
    """The station has its profile, the transaction says so once, and all energy is in it."""
    assert result == {"status": "Accepted"}
    sent = [payload for action, payload in one.asked if action == "SetChargingProfile"]
    assert {(payload["evseId"], payload["chargingProfile"]["transactionId"]) for payload in sent} == {(1, "t-1")}
    assert all(payload == sent[0] for payload in sent)
    history = [step.kind for step in (await client.charging.history(one.name, "t-1")).items]
    assert history.count("profile-sent") == 1
    await told(
        one,
        event("Updated", 3, 50, "MeterValuePeriodic", state="Charging", wh=14_000),
        event("Ended", 4, 55, "EVCommunicationLost", reason="EVDisconnected", wh=15_000),
    )
    done = await client.transaction(one.name, "t-1")
    assert (done.state, float(done.energy_wh), done.flags, done.missing) == ("ended", 15_000.0, [], [])
    assert (await of_station(client, "transaction.resume", one.name)).state == "done"


RESUMED: Final = (Row("transaction.resume", resuming, begun, profiled, resumed, versions=("ocpp2.1",), turn="first"),)
"""1.6 and 2.0.1 have no word for it."""
