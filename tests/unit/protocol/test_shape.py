import pytest

from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocpp16.core import HeartbeatRequest, StartTransactionRequest
from pilotwire.protocol.ocpp16.smart_charging import SetChargingProfileRequest
from pilotwire.protocol.ocpp201.authorization import ClearCacheRequest
from pilotwire.protocol.ocpp201.transactions import TransactionEventRequest
from pilotwire.protocol.shape import Member, Moment, Text, Whole, shape_of


def test_a_message_is_known_by_its_fields_in_the_order_of_the_schema() -> None:
    assert shape_of(StartTransactionRequest).members == (
        Member("connector_id", "connectorId", Whole(), True),
        Member("id_tag", "idTag", Text(20), True),
        Member("meter_start", "meterStart", Whole(), True),
        Member("reservation_id", "reservationId", Whole(), False),
        Member("timestamp", "timestamp", Moment(), True),
    )


@pytest.mark.parametrize(
    ("kind", "dated"),
    [
        (StartTransactionRequest, ["timestamp"]),
        (TransactionEventRequest, ["meter_value", "timestamp"]),
        (SetChargingProfileRequest, ["cs_charging_profiles"]),
        (HeartbeatRequest, []),
        (ClearCacheRequest, []),
    ],
)
def test_the_fields_with_instants_in_them_are_known(kind: type[Payload], dated: list[str]) -> None:
    assert [member.attribute for member in shape_of(kind).dated] == dated
