"""From a violation's pointer to the value, to what holds it and to what its schema wants."""

from datetime import timedelta
from typing import Any

from pilotwire.protocol.ocpp16.core import HeartbeatRequest, MeterValuesRequest, StatusNotificationRequest
from pilotwire.protocol.quirks.site import place_of, site_at
from pilotwire.protocol.shape import Items, Moment, Text, Whole


def message() -> dict[str, Any]:
    return {"connectorId": 1, "meterValue": [{"timestamp": "t", "sampledValue": [{"value": "1"}, {"value": "2"}]}]}


def test_indexes_of_a_pointer_become_stars() -> None:
    assert place_of("/meterValue/0/sampledValue/12/value") == "/meterValue/*/sampledValue/*/value"
    assert place_of("/key1/a2") == "/key1/a2"
    assert place_of("") == ""


def test_a_site_has_its_value_and_its_shape() -> None:
    site = site_at(MeterValuesRequest, message(), "/meterValue/0/sampledValue/1/value")
    assert site is not None
    assert (site.value, site.is_optional) == ("2", False)
    assert isinstance(site.shape, Text)


def test_optional_fields_and_items_of_lists_may_be_left_out() -> None:
    item = site_at(MeterValuesRequest, message(), "/meterValue/0")
    time = site_at(StatusNotificationRequest, {"timestamp": ""}, "/timestamp")
    connector = site_at(StatusNotificationRequest, {"connectorId": ""}, "/connectorId")
    assert item is not None
    assert item.is_optional
    assert time is not None
    assert (time.is_optional, time.shape) == (True, Moment())
    assert connector is not None
    assert (connector.is_optional, connector.shape) == (False, Whole())


def test_an_unknown_field_has_no_shape() -> None:
    site = site_at(HeartbeatRequest, {"a/b~c": 5}, "/a~1b~0c")
    assert site is not None
    assert (site.value, site.shape) == (5, None)
    assert not site.is_unusable(timedelta())


def test_nothing_is_where_nothing_is() -> None:
    assert site_at(MeterValuesRequest, message(), "/transactionId") is None
    assert site_at(MeterValuesRequest, message(), "/meterValue/7") is None
    assert site_at(MeterValuesRequest, message(), "/connectorId/deeper") is None


def test_a_value_is_put_and_taken_out_in_place() -> None:
    payload = message()
    value = site_at(MeterValuesRequest, payload, "/meterValue/0/sampledValue/0/value")
    assert value is not None
    value.put("9")
    assert payload["meterValue"][0]["sampledValue"] == [{"value": "9"}, {"value": "2"}]
    value.remove(levels_up=1)
    assert payload["meterValue"][0]["sampledValue"] == [{"value": "2"}]
    readings = site_at(MeterValuesRequest, payload, "/meterValue")
    assert readings is not None
    assert isinstance(readings.shape, Items)
    readings.remove()
    assert payload == {"connectorId": 1}


def test_a_value_is_unusable_when_even_lenient_reading_makes_nothing_of_it() -> None:
    for value, unusable in (("yesterday", True), ("2026-03-14 09:26", False), (5, True)):
        site = site_at(StatusNotificationRequest, {"timestamp": value}, "/timestamp")
        assert site is not None
        assert site.is_unusable(timedelta()) is unusable
