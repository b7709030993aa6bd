"""Reservations in the words of each version."""

from datetime import UTC, datetime

import msgspec
import pytest

from pilotwire.dialects import ocpp2x_reservation as ocpp2x
from pilotwire.dialects import ocpp16_reservation as ocpp16
from pilotwire.domain.command import CannotError
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.reservation_commands import Reserve
from pilotwire.kernel.ids import EvseId
from pilotwire.protocol.decode import encode

UNTIL = datetime(2026, 3, 1, 13, tzinfo=UTC)
ASKED = Reserve(7, IdToken("ABC", "ISO14443"), UNTIL, EvseId(2), None, "fleet")


def test_1_6_reserves_a_connector_or_any_as_connector_0() -> None:
    one = {
        "connectorId": 2, "expiryDate": "2026-03-01T13:00:00Z", "idTag": "ABC", "parentIdTag": "fleet",
        "reservationId": 7,
    }  # fmt: skip
    assert msgspec.json.decode(encode(ocpp16.reserve(ASKED))) == one
    assert ocpp16.reserve(msgspec.structs.replace(ASKED, evse_id=None)).connector_id == 0


def test_1_6_reserves_no_type_of_connector_and_no_long_group() -> None:
    with pytest.raises(CannotError, match="no type of connector"):
        ocpp16.reserve(msgspec.structs.replace(ASKED, evse_id=None, connector_type="cCCS2"))
    with pytest.raises(CannotError, match="20 characters"):
        ocpp16.reserve(msgspec.structs.replace(ASKED, group_id="g" * 21))


@pytest.mark.parametrize("say", [ocpp2x.reserve, ocpp2x.reserve21])
def test_2_x_reserves_with_types_of_tokens(say: object) -> None:
    assert callable(say)
    assert msgspec.json.decode(encode(say(ASKED))) == {
        "id": 7, "expiryDateTime": "2026-03-01T13:00:00Z", "idToken": {"idToken": "ABC", "type": "ISO14443"},
        "evseId": 2, "groupIdToken": {"idToken": "fleet", "type": "Central"},
    }  # fmt: skip


def test_a_type_of_connector_of_a_vendor_can_be_reserved_from_2_1_on() -> None:
    odd = Reserve(7, IdToken("ABC"), UNTIL, connector_type="cMCS-X")
    with pytest.raises(CannotError, match="no type of connector 'cMCS-X'"):
        ocpp2x.reserve(odd)
    assert ocpp2x.reserve21(odd).connector_type == "cMCS-X"
