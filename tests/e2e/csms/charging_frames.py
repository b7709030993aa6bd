"""What stations of literal frames say of a charging transaction, the same story in each version."""

from datetime import UTC, datetime
from typing import Any, Final

from .raw_station import RawStation

TAG: Final = "04A2B3"


def now() -> str:
    """Our time, as a station writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


async def status(station: RawStation, word: str, evse_id: int = 1) -> None:
    """Tell the status of a connector: a word of 1.6 for 1.6."""
    if station.version == "ocpp1.6":
        payload = {"connectorId": evse_id, "errorCode": "NoError", "status": word, "timestamp": now()}
        assert await station.call("StatusNotification", payload) == {}
        return
    payload = {"timestamp": now(), "connectorStatus": word, "evseId": evse_id, "connectorId": 1}
    assert await station.call("StatusNotification", payload) == {}


async def begins(station: RawStation, remote_start_id: int | None = None, name: str = "t-1", evse_id: int = 1) -> Any:
    """Begin a transaction; the answer. In 1.6 no number is told."""
    if station.version == "ocpp1.6":
        payload: dict[str, Any] = {"connectorId": evse_id, "idTag": TAG, "meterStart": 1000, "timestamp": now()}
        return await station.call("StartTransaction", payload)
    more = {} if remote_start_id is None else {"remoteStartId": remote_start_id}
    return await event(station, "Started", "RemoteStart", 0, name, evse_id, **more)


async def event(
    station: RawStation, kind: str, trigger: str, seq_no: int, name: str = "t-1", evse_id: int = 1, **info: Any
) -> Any:
    """A TransactionEvent; the answer. A start brings the token."""
    payload: dict[str, Any] = {
        "eventType": kind,
        "timestamp": now(),
        "triggerReason": trigger,
        "seqNo": seq_no,
        "transactionInfo": {"transactionId": name, **info},
        "evse": {"id": evse_id, "connectorId": 1},
    }
    if kind == "Started":
        payload["idToken"] = {"idToken": TAG, "type": "ISO14443"}
    return await station.call("TransactionEvent", payload)


async def ends(station: RawStation, name: str, reason: str, trigger: str, seq_no: int = 5) -> Any:
    """End a transaction for this reason; the answer."""
    if station.version == "ocpp1.6":
        payload = {"transactionId": int(name), "meterStop": 5000, "timestamp": now(), "reason": reason}
        return await station.call("StopTransaction", payload)
    return await event(station, "Ended", trigger, seq_no, name, stoppedReason=reason)
