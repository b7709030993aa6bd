"""Signed readings of stations of literal frames, in each version: kept to the byte, judged, and given out as files."""

import json
from base64 import b64encode
from pathlib import Path
from typing import Any, Final

import pytest

from pilotwire.client.client import Client
from pilotwire.client.problem import ApiProblem
from pilotwire.client.signed_reading import MeterKeyInput

from .conftest import Running
from .raw_station import EACH, RawStation, station

IN_EACH: Final = pytest.mark.parametrize("version", EACH)
NOON: Final = "2026-03-01T12:00:00Z"

VECTOR: Final = json.loads((Path(__file__).parents[2] / "vectors" / "ocmf" / "kcp30.json").read_text(encoding="utf-8"))
OCMF: Final[str] = VECTOR["ocmf"]
KEY: Final[str] = VECTOR["public_key"]
OTHER_KEY: Final = (
    "3056301006072a8648ce3d020106052b8104000a03420004"
    "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
    "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"
)  # fmt: skip


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


def wrapped(public_key: str = "") -> dict[str, str]:
    """The value as OCPP 2.x carries it, and 1.6 by the paper on signed values."""
    return {
        "signedMeterData": b64encode(OCMF.encode()).decode(), "signingMethod": "", "encodingMethod": "OCMF",
        "publicKey": public_key,
    }  # fmt: skip


async def charges(one: RawStation, public_key: str = "") -> str:
    """A whole transaction whose end is signed; its id."""
    if one.version == "ocpp1.6":
        started = await one.call(
            "StartTransaction", {"connectorId": 1, "idTag": "X", "meterStart": 259, "timestamp": NOON}
        )
        value = {"format": "SignedData", "value": json.dumps(wrapped(public_key)), "context": "Transaction.End"}
        stop = {
            "transactionId": started["transactionId"], "meterStop": 260, "timestamp": "2026-03-01T12:00:21Z",
            "transactionData": [{"timestamp": "2026-03-01T12:00:21Z", "sampledValue": [value]}],
        }  # fmt: skip
        await one.call("StopTransaction", stop)
        return str(started["transactionId"])
    info = {"transactionId": "t-1"}
    begun = {
        "eventType": "Started", "timestamp": NOON, "triggerReason": "Authorized", "seqNo": 0, "transactionInfo": info,
        "evse": {"id": 1, "connectorId": 1},
    }  # fmt: skip
    await one.call("TransactionEvent", begun)
    sampled = {"value": 260, "context": "Transaction.End", "signedMeterValue": wrapped(public_key)}
    ended = {
        "eventType": "Ended", "timestamp": "2026-03-01T12:00:21Z", "triggerReason": "StopAuthorized", "seqNo": 1,
        "transactionInfo": info, "meterValue": [{"timestamp": "2026-03-01T12:00:21Z", "sampledValue": [sampled]}],
    }  # fmt: skip
    assert await one.call("TransactionEvent", ended) == {}
    return "t-1"


async def only(client: Client, transaction: str) -> Any:
    found = await client.metering.signed_readings("CS", transaction)
    assert (len(found.items), found.complete) == (1, True)
    return found.items[0]


@pytest.mark.requirement("J02.FR.19")
@IN_EACH
async def test_a_signed_value_is_kept_to_the_byte_and_verified_with_the_key_that_was_entered(
    server: Running, version: str
) -> None:
    async with server.client() as client, station("CS", version).connected(server.ocpp_url) as one:
        transaction = await charges(one)
        sent = json.dumps(wrapped()) if version == "ocpp1.6" else wrapped()["signedMeterData"]
        unknown = await only(client, transaction)
        assert (unknown.data, unknown.text, unknown.verdict) == (sent, OCMF, "no-key")
        assert (unknown.dataset.meter_serial, unknown.dataset.pagination) == (None, "T32")
        assert [reading.kind for reading in unknown.dataset.readings] == ["B", "E"]
        added = await client.metering.add_key("CS", MeterKeyInput(public_key=KEY, evse_id=1))
        known = await only(client, transaction)
        assert (known.verdict, known.key_source, known.key_id) == ("verified", "entered", added.id)
        await client.metering.remove_key("CS", added.id)
        await client.metering.add_key("CS", MeterKeyInput(public_key=OTHER_KEY))
        assert (await only(client, transaction)).verdict == "wrong"
        with pytest.raises(ApiProblem, match="no public key") as told:
            await client.metering.add_key("CS", MeterKeyInput(public_key="0401"))
        assert told.value.problem.status == 422


@IN_EACH
async def test_a_key_that_came_along_counts_until_a_person_enters_one(server: Running, version: str) -> None:
    async with server.client() as client, station("CS", version).connected(server.ocpp_url) as one:
        own = b64encode(f"oca:base16:asn1:{KEY}".encode()).decode()
        transaction = await charges(one, own)
        found = await only(client, transaction)
        assert (found.verdict, found.key_source) == ("verified", "value")
        await client.metering.add_key("CS", MeterKeyInput(public_key=OTHER_KEY))
        assert (await only(client, transaction)).verdict == "wrong"


@IN_EACH
async def test_the_files_hold_what_was_signed_to_the_byte(server: Running, version: str) -> None:
    async with server.client() as client, station("CS", version).connected(server.ocpp_url) as one:
        transaction = await charges(one)
        await client.metering.add_key("CS", MeterKeyInput(public_key=KEY))
        assert await client.metering.values_file("CS", transaction, "ocmf") == f"{OCMF}\n"
        assert await client.metering.values_file("CS", transaction, "xml") == (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<values>\n'
            f'  <value transactionId="{transaction}" context="Transaction.End">\n'
            f'    <publicKey encoding="hex">{KEY}</publicKey>\n'
            f'    <signedData format="OCMF" encoding="plain">{OCMF}</signedData>\n  </value>\n</values>\n'
        )
