"""What a 1.6 station says: boot, status, transactions with readings of six samples."""

import re
from typing import Final

from pilotwire.apps.lab.bench.talk import ENERGY_STEP_WH, READINGS, Stamp, Talk, UnexpectedAnswerError, expect
from pilotwire.apps.lab.bench.talk_ocpp201 import token_of


def boot(serial_number: str, stamp: Stamp) -> Talk:
    """Boot, be accepted, report one connector, and end."""
    answer = yield _BOOT % serial_number.encode()
    expect(answer, b'"Accepted"')
    yield _STATUS % stamp()


def transactions(station: str, lead: int, stamp: Stamp) -> Talk:
    """One transaction after the other, without end, as those of 2.0.1: a start, READINGS meter values, a stop."""
    token = token_of(station).encode()
    energy_wh, readings = 0, lead
    while True:
        answer = yield _START % (token, energy_wh, stamp())
        expect(answer, b'"Accepted"')
        number = transaction_number(answer)
        for _ in range(readings):
            energy_wh += ENERGY_STEP_WH
            at = stamp()
            yield _METER_VALUES % (number, at, energy_wh)
        yield _STOP % (token, energy_wh, stamp(), number)
        readings = READINGS


def transaction_number(answer: bytes) -> int:
    """The number that the CSMS gave a transaction. Raises UnexpectedAnswerError where there is none."""
    found = _NUMBER.search(answer)
    if found is None:
        raise UnexpectedAnswerError(f"transactionId is missing in {answer.decode('utf-8', 'replace')}")
    return int(found[1])


_NUMBER: Final = re.compile(rb'"transactionId":\s*([0-9]+)')
_BOOT: Final = (
    b'"BootNotification",{"chargePointVendor":"Pilotwire","chargePointModel":"Bench 22",'
    b'"chargePointSerialNumber":"%b","firmwareVersion":"1.4.2"}]'
)
_STATUS: Final = b'"StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Available","timestamp":"%b"}]'
_START: Final = b'"StartTransaction",{"connectorId":1,"idTag":"%b","meterStart":%d,"timestamp":"%b"}]'
_STOP: Final = b'"StopTransaction",{"idTag":"%b","meterStop":%d,"timestamp":"%b","transactionId":%d,"reason":"Local"}]'
_METER_VALUES: Final = (
    b'"MeterValues",{"connectorId":1,"transactionId":%d,"meterValue":[{"timestamp":"%b","sampledValue":['
    b'{"value":"%d","context":"Sample.Periodic","format":"Raw","measurand":"Energy.Active.Import.Register",'
    b'"location":"Outlet","unit":"Wh"},'
    b'{"value":"11040","context":"Sample.Periodic","format":"Raw","measurand":"Power.Active.Import",'
    b'"location":"Outlet","unit":"W"},'
    b'{"value":"15.9","context":"Sample.Periodic","format":"Raw","measurand":"Current.Import","phase":"L1",'
    b'"location":"Outlet","unit":"A"},'
    b'{"value":"16.1","context":"Sample.Periodic","format":"Raw","measurand":"Current.Import","phase":"L2",'
    b'"location":"Outlet","unit":"A"},'
    b'{"value":"16.0","context":"Sample.Periodic","format":"Raw","measurand":"Current.Import","phase":"L3",'
    b'"location":"Outlet","unit":"A"},'
    b'{"value":"48","context":"Sample.Periodic","format":"Raw","measurand":"SoC","location":"EV","unit":"Percent"}'
    b"]}]}]"
)
