"""What stands in for a field that a message about a transaction lacks, so that the rest of it can be stored."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

import msgspec

from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocpp16 import core
from pilotwire.protocol.ocpp21 import authorization as authorization21
from pilotwire.protocol.ocpp21 import transactions as transactions21
from pilotwire.protocol.ocpp21.types.transaction import Transaction as Transaction21
from pilotwire.protocol.ocpp201 import transactions as transactions201
from pilotwire.protocol.ocpp201.types.transaction import Transaction as Transaction201
from pilotwire.protocol.ocppj.version import Version
from pilotwire.protocol.quirks.policy import IngestPolicy
from pilotwire.protocol.text_format import read_leniently

MISSING: Final = "field-missing"
"""The finding of a required field that was not there, or could not be read."""
NOT_GIVEN: Final = -1
"""Stands in for a number that the station did not give: no register, counter or transaction of ours is negative."""

TRANSACTION_ACTIONS: Final[Mapping[Version, frozenset[str]]] = MappingProxyType(
    {
        Version.V16: frozenset({"MeterValues", "StartTransaction", "StopTransaction"}),
        Version.V201: frozenset({"TransactionEvent"}),
        Version.V21: frozenset({"NotifySettlement", "TransactionEvent"}),
    }
)
"""Calls of a station that carry what is billed, by version: an error in return makes the station drop them.

MeterValues is one only in 1.6, where it brings the readings of transactions; 2.x sends those in TransactionEvent.
Source: OCPP-J 1.6, 4.2; OCPP 1.6, 3.7.1 (errata 3.18 in the 2025 sheet); OCPP 2.0.1 part 2, E13; OCPP 2.1 part 2, C20.
"""


class Filler(msgspec.Struct, frozen=True):
    """What happens where a required field is missing or unusable, and how a finding tells it.

    `value` stands in. `is_time`: the message's own time does, or else that of its receipt. With neither nothing stands
    in, and the object that lacks the field is left out.
    """

    told: str
    value: object = None
    is_time: bool = False


_A_TIME: Final = Filler("the message's own time, or else that of its receipt, stands in", is_time=True)
_LEFT_OUT: Final = Filler("what lacks it is left out")
_NO_NUMBER: Final = Filler("it counts as not given", NOT_GIVEN)
_NO_TEXT: Final = Filler("it counts as not given", "")
_STATION: Final = Filler("the station as a whole stands in", 0)
_NO_READINGS: Final = Filler("it counts as none", ())
_EVENT: Final[Mapping[str, Filler]] = {
    "/eventType": Filler("Updated stands in", "Updated"),
    "/timestamp": _A_TIME,
    "/triggerReason": Filler("Other stands in", "Other"),
    "/seqNo": _NO_NUMBER,
    "/transactionInfo/transactionId": _NO_TEXT,
    "/idToken/type": _NO_TEXT,
    "/meterValue/*/timestamp": _A_TIME,
    "/meterValue/*/sampledValue": _LEFT_OUT,
    "/meterValue/*/sampledValue/*/value": _LEFT_OUT,
}

FILLERS: Final[Mapping[type[Payload], Mapping[str, Filler]]] = MappingProxyType(
    {
        core.StartTransactionRequest: {
            "/connectorId": _STATION,
            "/idTag": _NO_TEXT,
            "/meterStart": _NO_NUMBER,
            "/timestamp": _A_TIME,
        },
        core.StopTransactionRequest: {
            "/meterStop": _NO_NUMBER,
            "/timestamp": _A_TIME,
            "/transactionId": _NO_NUMBER,
            "/transactionData/*/timestamp": _A_TIME,
            "/transactionData/*/sampledValue": _LEFT_OUT,
            "/transactionData/*/sampledValue/*/value": _LEFT_OUT,
        },
        core.MeterValuesRequest: {
            "/connectorId": _STATION,
            "/meterValue": _NO_READINGS,
            "/meterValue/*/timestamp": _A_TIME,
            "/meterValue/*/sampledValue": _LEFT_OUT,
            "/meterValue/*/sampledValue/*/value": _LEFT_OUT,
        },
        transactions201.TransactionEventRequest: {
            **_EVENT,
            "/transactionInfo": Filler("it counts as not given", Transaction201(transaction_id="")),
        },
        transactions21.TransactionEventRequest: {
            **_EVENT,
            "/transactionInfo": Filler("it counts as not given", Transaction21(transaction_id="")),
        },
        authorization21.NotifySettlementRequest: {"/pspRef": _NO_TEXT, "/settlementTime": _A_TIME},
    }
)
"""By message and place ("*" for any index)."""


def filler_values(
    fillers: Mapping[str, Filler], payload: object, policy: IngestPolicy, received_at: datetime
) -> dict[str, object]:
    """The value for each place that has one."""
    own = payload.get("timestamp") if isinstance(payload, dict) else None
    at = read_leniently(own, policy.naive_offset) if isinstance(own, str) else None
    return {
        place: (at or received_at) if filler.is_time else filler.value
        for place, filler in fillers.items()
        if filler is not _LEFT_OUT
    }
