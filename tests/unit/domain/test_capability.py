"""What is learned of a station's features, and which word counts."""

from datetime import UTC, datetime, timedelta

import pytest

from pilotwire.domain.capability import (
    Capability,
    Feature,
    Source,
    UnsupportedError,
    check_can,
    learned,
    told_by,
    without_refusals,
)
from pilotwire.domain.device_model import Address, Attribute, Component, Variable
from pilotwire.kernel.ids import StationId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def capability(supported: bool, source: Source, minutes: int = 0, feature: Feature = "reservation") -> Capability:
    return Capability(feature, supported, source, NOON + timedelta(minutes=minutes), "it said so")


def variable(component: str, name: str, value: str | None, instance: str | None = None) -> Variable:
    return Variable(StationId("CS"), Address(Component(component), name, instance), NOON, (Attribute("Actual", value),))


@pytest.mark.parametrize(
    ("before", "fresh", "counts"),
    [
        (None, capability(True, "told", 1), True),
        (capability(True, "told"), capability(True, "told", 1), False),
        (capability(True, "told"), capability(False, "told", 1), True),
        (capability(True, "told"), capability(False, "refused", 1), True),
        (capability(False, "refused"), capability(True, "told", 1), False),
        (capability(False, "refused"), capability(True, "answered", 1), True),
        (capability(True, "answered"), capability(False, "told", 1), False),
        (capability(True, "answered"), capability(False, "refused", 1), True),
        (capability(True, "told"), capability(True, "answered", 1), False),
    ],
)
def test_the_later_word_counts_and_an_answer_more_than_what_is_told(
    before: Capability | None, fresh: Capability, counts: bool
) -> None:
    known = () if before is None else (before,)
    assert learned(known, fresh) == ((fresh,) if counts else None)


def test_other_features_stay_and_all_stand_by_name() -> None:
    other = capability(True, "told", feature="unlock")
    first = capability(False, "refused", feature="local-list")
    assert learned((other,), first) == (first, other)


def test_new_firmware_forgets_refusals_alone() -> None:
    told, refused = capability(False, "told"), capability(False, "refused", feature="unlock")
    assert without_refusals((told, refused)) == (told,)


def test_what_the_station_cannot_do_is_refused_with_its_reason() -> None:
    known = (Capability("unlock", False, "refused", NOON, "it answered UnlockConnector with NotImplemented"),)
    with pytest.raises(UnsupportedError, match=r"\(unlock\): it answered UnlockConnector with NotImplemented on 2026-"):
        check_can(known, "unlock")
    check_can(known, "reset")
    check_can(known, None)
    check_can((capability(True, "told"),), "reservation")


def test_the_profiles_of_a_1_6_station_say_yes_and_no() -> None:
    said = told_by([variable("Ocpp16Ctrlr", "SupportedFeatureProfiles", "Core, Reservation,RemoteTrigger")])
    assert {feature: has for feature, has, _ in said} == {
        "firmware-update": False,
        "local-list": False,
        "reservation": True,
        "smart-charging": False,
        "trigger": True,
    }
    assert said[0][2] == "its SupportedFeatureProfiles were Core, Reservation,RemoteTrigger"


def test_a_component_that_is_not_available_says_no_and_nothing_else_does() -> None:
    said = told_by(
        [
            variable("SmartChargingCtrlr", "Available", "false"),
            variable("LocalAuthListCtrlr", "Enabled", "false"),
            variable("TariffCostCtrlr", "Available", "True", "Tariff"),
            variable("ReservationCtrlr", "Available", None),
            variable("DisplayMessageCtrlr", "Available", "perhaps"),
        ]
    )
    assert said == (
        ("smart-charging", False, "its SmartChargingCtrlr/Available was false"),
        ("tariffs", True, "its TariffCostCtrlr/Available[Tariff] was True"),
    )
