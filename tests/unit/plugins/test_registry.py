"""Plug-ins are asked in turn, and one that does not fit is refused by name."""

import pytest

from pilotwire.domain.vendor_data import VendorAnswer, VendorData
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import StationId
from pilotwire.plugins.defaults.accepted_vendors import AcceptedVendors
from pilotwire.plugins.hookspecs import hookimpl
from pilotwire.plugins.registry import Registry


class Acme:
    """Answers its own vendor."""

    @hookimpl
    def data_from_station(self, received: VendorData) -> VendorAnswer | None:
        return VendorAnswer("Rejected") if received.vendor_id == "com.acme" else None


class Misspelt:
    """Wants an argument that the hook has not."""

    @hookimpl
    def data_from_station(self, data: VendorData) -> None:
        return None


class Unknown:
    """Implements a hook that there is not."""

    @hookimpl
    def price_of_tea(self) -> None:
        return None


def asked(registry: Registry, vendor_id: str) -> list[tuple[str, object]]:
    received = VendorData(StationId("CS"), vendor_id, "m")
    return [(name, ask()) for name, ask in registry.answers(received)]


def test_plug_ins_are_asked_the_newest_first_and_those_that_take_all_last() -> None:
    registry = Registry(())
    registry.add(AcceptedVendors(["COM.ACME"]), "all")
    registry.add(Acme(), "acme")
    assert asked(registry, "com.acme") == [("acme", VendorAnswer("Rejected")), ("all", VendorAnswer("Accepted"))]
    assert asked(registry, "com.other") == [("acme", None), ("all", None)]


def test_those_that_come_along_know_two_messages_of_etrel() -> None:
    known = [(one.vendor_id, one.message_id) for one in Registry().messages()]
    assert known == [("Etrel", "SetChargingMode"), ("Etrel", "SetChargingRateKmPerKWh")]


@pytest.mark.parametrize("plugin", [Misspelt(), Unknown()])
def test_a_plug_in_that_does_not_fit_is_refused_with_its_name(plugin: object) -> None:
    with pytest.raises(PilotwireError, match=r"The plug-in .odd. does not fit") as raised:
        Registry(()).add(plugin, "odd")
    assert raised.value.remedy == "Compare its hooks with docs/plugins.md."


def test_a_plug_in_that_is_not_installed_is_refused_with_what_to_do() -> None:
    with pytest.raises(PilotwireError, match=r"No installed package has a plug-in 'nobody'\.") as raised:
        Registry(()).load("nobody")
    assert raised.value.remedy is not None
    assert "take it out of the setting plugins" in raised.value.remedy
