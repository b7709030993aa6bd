"""Calls of ours before they leave."""

import pytest

from pilotwire.handlers.outgoing import Calls, brings
from pilotwire.services.station_link import (
    BadCallError,
)


def test_a_call_that_keeps_its_schema_passes() -> None:
    Calls().check("ocpp1.6", "Reset", b'{"type":"Soft"}')
    Calls().check("ocpp2.0.1", "Reset", b'{"type":"Immediate"}')
    Calls().check("ocpp2.1", "GetTariffs", b'{"evseId":0}')


def test_a_broken_field_is_named() -> None:
    with pytest.raises(BadCallError) as refused:
        Calls().check("ocpp1.6", "Reset", b'{"type":"Gently"}')
    assert [pointer for pointer, _ in refused.value.errors] == ["/payload/type"]


def test_an_action_of_another_version_is_refused_with_what_there_is() -> None:
    with pytest.raises(BadCallError, match="is no action of") as refused:
        Calls().check("ocpp1.6", "GetVariables", b"{}")
    assert "GetConfiguration" in refused.value.remedy


def test_a_misspelt_action_is_answered_with_its_right_name() -> None:
    with pytest.raises(BadCallError) as refused:
        Calls().check("ocpp1.6", "reset", b"{}")
    assert refused.value.remedy == "Write it Reset."


def test_what_only_stations_send_is_refused() -> None:
    with pytest.raises(BadCallError, match="is sent by stations"):
        Calls().check("ocpp2.0.1", "Heartbeat", b"{}")


def test_a_payload_that_is_no_json_is_refused() -> None:
    with pytest.raises(BadCallError):
        Calls().check("ocpp1.6", "Reset", b'{"type":')


@pytest.mark.parametrize(
    ("action", "payload", "expected"),
    [
        ("TriggerMessage", b'{"requestedMessage":"Heartbeat"}', {"Heartbeat"}),
        ("TriggerMessage", b'{"requestedMessage":"SignChargingStationCertificate"}', {"SignCertificate"}),
        ("ExtendedTriggerMessage", b'{"requestedMessage":"StatusNotification"}', {"StatusNotification"}),
        ("GetBaseReport", b"{}", {"NotifyReport"}),
        ("Reset", b"{}", set()),
        ("TriggerMessage", b"nonsense", set()),
    ],
)
def test_what_a_call_makes_the_station_send_is_known(action: str, payload: bytes, expected: set[str]) -> None:
    assert brings(action, payload) == expected
