"""Which message a class stands for."""

import pytest

from pilotwire.protocol.ocpp16 import core
from pilotwire.protocol.ocpp16.types import MeterValue
from pilotwire.protocol.ocpp21 import transactions as transactions21
from pilotwire.protocol.ocpp201 import transactions as transactions201
from pilotwire.protocol.ocppj.version import Version
from pilotwire.protocol.quirks.message_kind import message_kind


def test_a_class_has_its_version_action_and_direction() -> None:
    assert message_kind(core.GetConfigurationResponse) == (Version.V16, "GetConfiguration", "response")
    assert message_kind(transactions201.TransactionEventRequest) == (Version.V201, "TransactionEvent", "request")
    assert message_kind(transactions21.TransactionEventRequest) == (Version.V21, "TransactionEvent", "request")


def test_a_part_of_a_message_is_none() -> None:
    with pytest.raises(LookupError, match="MeterValue is no message"):
        message_kind(MeterValue)
