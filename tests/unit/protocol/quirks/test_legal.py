"""What is odd although it is allowed."""

from pilotwire.protocol.ocpp16 import core
from pilotwire.protocol.ocpp201.provisioning import BootNotificationRequest
from pilotwire.protocol.quirks.legal import legal_quirks
from pilotwire.protocol.quirks.record import Seen


def noted(name: str, place: str) -> Seen:
    return Seen(name, place, "allowed, yet odd", "info")


def test_each_name_and_place_is_told_once() -> None:
    factor = {"measurand": "Power.Factor", "value": "-0.9"}
    message = {"connectorId": 1, "meterValue": [{"timestamp": "", "sampledValue": [factor, factor]}]}
    assert legal_quirks(core.MeterValuesRequest, message) == (
        noted("empty-string", "/meterValue/*/timestamp"),
        noted("power-factor-negative", "/meterValue/*/sampledValue/*"),
    )


def test_a_plain_message_has_none() -> None:
    assert legal_quirks(core.AuthorizeRequest, {"idTag": "04E1A2B3"}) == ()
    assert legal_quirks(core.AuthorizeRequest, 5) == ()
    good = {"measurand": "Power.Factor", "value": "0.9"}
    assert legal_quirks(core.MeterValuesRequest, {"meterValue": [{"sampledValue": [good, {"value": "-1"}]}]}) == ()


def test_what_a_vendor_puts_into_custom_data_is_his_own_matter() -> None:
    message = {"reason": "PowerUp", "customData": {"vendorId": "nordwind", "note": ""}}
    assert legal_quirks(BootNotificationRequest, message) == ()


def test_a_plain_list_of_feature_profiles_is_not_odd() -> None:
    def answer(value: object) -> dict[str, object]:
        return {"configurationKey": [{"key": "SupportedFeatureProfiles", "readonly": True, "value": value}]}

    assert legal_quirks(core.GetConfigurationResponse, answer("Core,SmartCharging")) == ()
    assert legal_quirks(core.GetConfigurationResponse, answer(None)) == ()
    assert legal_quirks(core.GetConfigurationResponse, answer("Core, SmartCharging")) == (
        noted("config-value-type", "/configurationKey/*"),
    )
