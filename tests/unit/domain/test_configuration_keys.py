"""Keys of OCPP 1.6 as variables."""

import pytest

from pilotwire.domain.configuration_keys import STANDARD_KEYS, address_of, key_of, standard
from pilotwire.domain.device_model import Address, Component


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("HeartbeatInterval", "OCPPCommCtrlr/HeartbeatInterval"),
        ("ConnectionTimeOut", "TxCtrlr/EVConnectionTimeOut"),
        ("GetConfigurationMaxKeys", "DeviceDataCtrlr/ItemsPerMessage[GetVariables]"),
        ("LocalAuthListEnabled", "LocalAuthListCtrlr/Enabled"),
        ("ChargingScheduleMaxPeriods", "SmartChargingCtrlr/PeriodsPerSchedule"),
        ("CpoName", "SecurityCtrlr/OrganizationName"),
        ("LightIntensity", "Ocpp16Ctrlr/LightIntensity"),
        ("AcmeColour", "VendorKeys/AcmeColour"),
    ],
)
def test_a_key_is_a_variable_and_the_variable_is_the_key(key: str, address: str) -> None:
    assert str(address_of(key)) == address
    assert key_of(address_of(key)) == key


def test_keys_are_known_in_any_case_and_spelt_as_the_standard_does() -> None:
    assert key_of(address_of("heartbeatinterval")) == "HeartbeatInterval"


def test_every_standard_key_has_a_variable_of_its_own() -> None:
    assert len(STANDARD_KEYS) == 55
    assert len({known.address.key for known in STANDARD_KEYS}) == 55
    assert all(key_of(known.address) == known.key for known in STANDARD_KEYS)


def test_a_variable_that_1_6_does_not_have_has_no_key() -> None:
    assert key_of(Address(Component("ClockCtrlr"), "TimeSource")) is None
    assert key_of(Address(Component("VendorKeys"), "a", "instance")) is None


def test_a_standard_key_has_its_type_and_unit() -> None:
    known = standard(address_of("HeartbeatInterval"))
    assert known is not None
    assert (known.data_type, known.unit, known.mutability) == ("integer", "s", "ReadWrite")
    password = standard(address_of("AuthorizationKey"))
    assert password is not None
    assert password.mutability == "WriteOnly"
    assert standard(address_of("AcmeColour")) is None
