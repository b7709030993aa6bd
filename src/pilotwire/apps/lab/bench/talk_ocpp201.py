"""What a 2.0.1 station says: boot, status, heartbeats, transactions with readings of six samples."""

from typing import Final

from pilotwire.apps.lab.bench.talk import ENERGY_STEP_WH, READINGS, Stamp, Talk, expect


def boot(serial_number: str, stamp: Stamp) -> Talk:
    """Boot, be accepted, report one connector, and end."""
    answer = yield _BOOT % serial_number.encode()
    expect(answer, b'"Accepted"')
    yield _STATUS % stamp()


def heartbeats(station: str, lead: int, stamp: Stamp) -> Talk:
    """Heartbeats without end; neither the station's id nor the time is in them."""
    while True:
        yield HEARTBEAT


def transactions(station: str, lead: int, stamp: Stamp) -> Talk:
    """One transaction after the other, without end.

    Each has a start, READINGS updates and an end, all with a meter value. The first one has only `lead` updates, so
    that a crowd of stations does not move in step. The station's id token is `token_of(station)`.
    """
    card = _ID_TOKEN % token_of(station).encode()
    started, ended = (*_STARTED, card), (*_ENDED, card)
    number, energy_wh, updates = 0, 0, lead

    def event(kind: _Kind, seq_no: int) -> bytes:
        at = stamp()
        return _event(kind, seq_no, name, _METER_VALUE % (energy_wh, _OTHER_SAMPLES, at), at)

    while True:
        number += 1
        name = f"{station}-{number}".encode()
        answer = yield event(started, 0)
        expect(answer, b'"Accepted"')
        for seq_no in range(1, updates + 1):
            energy_wh += ENERGY_STEP_WH
            yield event(_UPDATED, seq_no)
        yield event(ended, updates + 1)
        updates = READINGS


def token_of(station: str) -> str:
    """The id token that a station's driver holds, one for each, at most 20 characters for ids of at most 15."""
    return f"CARD-{station}"


def update(*, samples: int) -> bytes:
    """A whole call frame with the event that a CSMS gets most: an update whose reading has one sample, or six."""
    others = _OTHER_SAMPLES if samples > 1 else b""
    rest = _event(_UPDATED, 4, b"B1-00042-7", _METER_VALUE % (4 * ENERGY_STEP_WH, others, _SOME_TIME), _SOME_TIME)
    return b'[2,"6f9619ff-8b86-4011-b42d-000000000042",' + rest


HEARTBEAT: Final = b'"Heartbeat",{}]'

_BOOT: Final = (
    b'"BootNotification",{"chargingStation":{"serialNumber":"%b","model":"Bench 22","vendorName":"Pilotwire",'
    b'"firmwareVersion":"1.4.2"},"reason":"PowerUp"}]'
)
_STATUS: Final = b'"StatusNotification",{"timestamp":"%b","connectorStatus":"Available","evseId":1,"connectorId":1}]'
_REGISTER: Final = (
    b'{"value":%d,"context":"Sample.Periodic","measurand":"Energy.Active.Import.Register","location":"Outlet",'
    b'"unitOfMeasure":{"unit":"Wh"}}'
)
_OTHER_SAMPLES: Final = (
    b',{"value":11040,"context":"Sample.Periodic","measurand":"Power.Active.Import","location":"Outlet",'
    b'"unitOfMeasure":{"unit":"W"}},'
    b'{"value":15.9,"context":"Sample.Periodic","measurand":"Current.Import","phase":"L1","location":"Outlet",'
    b'"unitOfMeasure":{"unit":"A"}},'
    b'{"value":16.1,"context":"Sample.Periodic","measurand":"Current.Import","phase":"L2","location":"Outlet",'
    b'"unitOfMeasure":{"unit":"A"}},'
    b'{"value":16.0,"context":"Sample.Periodic","measurand":"Current.Import","phase":"L3","location":"Outlet",'
    b'"unitOfMeasure":{"unit":"A"}},'
    b'{"value":48,"context":"Sample.Periodic","measurand":"SoC","location":"EV","unitOfMeasure":{"unit":"Percent"}}'
)
_METER_VALUE: Final = b'{"sampledValue":[' + _REGISTER + b'%b],"timestamp":"%b"}'
_HEAD: Final = b'"TransactionEvent",{"eventType":"%b","meterValue":[%b],"timestamp":"%b","triggerReason":"%b",'
_TAIL: Final = b'"seqNo":%d,"transactionInfo":{"transactionId":"%b",%b},"evse":{"id":1,"connectorId":1}%b}]'
_ID_TOKEN: Final = b',"idToken":{"idToken":"%b","type":"ISO14443"}'

_SOME_TIME: Final = b"2026-05-04T10:15:30.250Z"
_Kind = tuple[bytes, bytes, bytes, bytes]
"""Event type, trigger, state, and what comes last."""
_CHARGING: Final = b'"chargingState":"Charging"'
_STOPPED: Final = b'"chargingState":"EVConnected","stoppedReason":"Local"'
_STARTED: Final = (b"Started", b"Authorized", _CHARGING)
_UPDATED: Final[_Kind] = (b"Updated", b"MeterValuePeriodic", _CHARGING, b"")
_ENDED: Final = (b"Ended", b"StopAuthorized", _STOPPED)


def _event(kind: _Kind, seq_no: int, name: bytes, meter_value: bytes, at: bytes) -> bytes:
    event_type, trigger, state, last = kind
    return _HEAD % (event_type, meter_value, at, trigger) + _TAIL % (seq_no, name, state, last)
