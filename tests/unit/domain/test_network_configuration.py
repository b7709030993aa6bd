"""What must go along with a change of a way to a CSMS, and which ways are in use."""

import pytest

from pilotwire.domain.device_model import Address, Component
from pilotwire.domain.device_model_commands import Write
from pilotwire.domain.network_configuration import completed, slot_of, slots_in


def write(name: str, value: str = "x", slot: str = "2") -> Write:
    return Write(Address(Component("NetworkConfiguration", slot), name), value)


def added(*wanted: Write) -> dict[str, str]:
    return {str(one.address): one.value for one in completed(wanted)[len(wanted) :]}


@pytest.mark.requirement("B09.FR.29")
@pytest.mark.parametrize("name", ["Apn", "ApnUserName", "SimPin"])
def test_variables_of_an_apn_turn_it_on(name: str) -> None:
    assert added(write(name)) == {"NetworkConfiguration[2]/ApnEnabled": "true"}


@pytest.mark.requirement("B09.FR.29")
def test_variables_of_a_vpn_turn_it_on() -> None:
    assert added(write("VpnServer"), write("VpnUser")) == {"NetworkConfiguration[2]/VpnEnabled": "true"}


@pytest.mark.requirement("B09.FR.30")
def test_a_way_without_them_has_both_off() -> None:
    assert added(write("OcppCsmsUrl", "wss://csms.example")) == {
        "NetworkConfiguration[2]/ApnEnabled": "false",
        "NetworkConfiguration[2]/VpnEnabled": "false",
    }


def test_what_is_said_stays_as_it_is_said_and_each_slot_is_for_itself() -> None:
    assert added(write("OcppCsmsUrl"), write("ApnEnabled", "true"), write("VpnEnabled", "true")) == {}
    assert added(write("Apn", slot="1"), write("MessageTimeout", slot="2")) == {
        "NetworkConfiguration[1]/ApnEnabled": "true"
    }


def test_other_variables_bring_nothing_along() -> None:
    other = Write(Address(Component("OCPPCommCtrlr"), "HeartbeatInterval"), "60")
    assert completed((other,)) == (other,)
    assert slot_of(other.address) is None


def test_the_slots_in_use_are_those_of_the_priority() -> None:
    assert slots_in("1, 3") == {"1", "3"}
    assert slots_in(None) == slots_in("") == frozenset()
