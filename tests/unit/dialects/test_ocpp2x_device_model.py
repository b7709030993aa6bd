"""Reports of 2.0.1 and 2.1 in the domain's words."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from pilotwire.dialects.ocpp2x_device_model import report_part, reported_variables
from pilotwire.domain.device_model import Address, Attribute, Characteristics, Component, Variable
from pilotwire.domain.report import Part
from pilotwire.kernel.ids import EvseId, StationId
from pilotwire.protocol.ocpp21 import actions as actions21
from pilotwire.protocol.ocpp201 import actions as actions201

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CS = StationId("CS")
BOTH = pytest.mark.parametrize("actions", [actions201.ACTIONS, actions21.ACTIONS], ids=["2.0.1", "2.1"])
REPORT = (
    '{"requestId":7,"generatedAt":"2026-03-01T11:00:00Z","seqNo":3,"tbc":true,"reportData":['
    '{"component":{"name":"EVSE","evse":{"id":1}},"variable":{"name":"Power"},"variableAttribute":['
    '{"value":"7.4","mutability":"ReadOnly","persistent":true,"constant":false},{"type":"MaxSet","value":"22"}],'
    '"variableCharacteristics":{"unit":"kW","dataType":"decimal","maxLimit":22.5,"supportsMonitoring":true}},'
    '{"component":{"name":"A"},"variable":{"name":"b","instance":"c"},"variableAttribute":[{}],'
    '"variableCharacteristics":{"dataType":"OptionList","valuesList":"on, off","supportsMonitoring":false}}]}'
)


@BOTH
def test_a_part_of_a_report_tells_variables_with_all_their_attributes(actions: Any) -> None:
    message = msgspec.json.decode(REPORT, type=actions["NotifyReport"].request)
    assert report_part(message, 500) == Part(request_id=7, seq_no=3, more=True, variables=2, bytes=500)
    assert list(reported_variables(message, CS, NOON)) == [
        Variable(
            CS,
            Address(Component("EVSE", None, EvseId(1)), "Power"),
            NOON,
            (Attribute("Actual", "7.4", "ReadOnly", True), Attribute("MaxSet", "22")),
            Characteristics("decimal", "kW", None, 22.5, (), True),
        ),
        Variable(
            CS,
            Address(Component("A"), "b", "c"),
            NOON,
            (Attribute("Actual"),),
            Characteristics("OptionList", values=("on", "off")),
        ),
    ]


@BOTH
def test_a_part_without_variables_is_the_last_one_when_it_does_not_say_otherwise(actions: Any) -> None:
    text = '{"requestId":7,"generatedAt":"2026-03-01T11:00:00Z","seqNo":0}'
    message = msgspec.json.decode(text, type=actions["NotifyReport"].request)
    assert report_part(message, 50) == Part(request_id=7, seq_no=0, more=False, bytes=50)
    assert list(reported_variables(message, CS, NOON)) == []
