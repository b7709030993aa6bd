"""What is read of EVBox's own status, in the form in which real chargers send it."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pilotwire.domain.reading import Reading, Sample
from pilotwire.domain.vendor_data import MeterReading, VendorAnswer, VendorData
from pilotwire.kernel.ids import EvseId, StationId
from pilotwire.plugins.defaults.evbox_status import data_from_station

CHARGING = (
    "1,Charging,NoError,No error.,1,Blue,1,{32,4784,41},{11905680,1280},{C,11912,5908,11944},16,6680,445,"
    "2026-03-01T12:00:00Z,815,96,{245,0,0,0,0,0,1000,0,0},49,0,0,0,0,0,250,5000"
)


def status(data: object, message: str | None = "evbStatusNotification", vendor: str = "EV-BOX") -> VendorAnswer | None:
    return data_from_station(VendorData(StationId("CS"), vendor, message, data))


def test_a_charging_station_tells_its_register_and_its_pilot() -> None:
    reading = Reading(datetime(2026, 3, 1, 12, tzinfo=UTC), (Sample(value=Decimal(11905680)),), "Other")
    assert status(CHARGING) == VendorAnswer(
        "Accepted",
        readings=(MeterReading(EvseId(1), reading),),
        facts={
            "status": "Charging",
            "light": "Blue",
            "car": "car draws power",
            "offered current": "24.6 A",
            "energy of the session": "1280 Wh",
        },
    )


def test_a_fault_is_named_and_an_idle_charger_offers_no_current() -> None:
    told = status("2,Faulted,GroundFailure,,9,Red,1,{0,4784,0},{0,0},{A,12100,12050,0},0,0,400,2026-03-01T12:00:00Z,0")
    assert told == VendorAnswer(
        "Accepted", facts={"status": "Faulted", "error": "GroundFailure", "light": "Red", "car": "no car"}
    )


def test_a_time_without_a_zone_is_taken_as_utc() -> None:
    told = status(CHARGING.replace("12:00:00Z", "12:00:00"))
    assert told is not None
    assert told.readings[0].reading.at == datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("register", ["", "-5", "NaN", "1e30", "many", "{"])
def test_a_register_that_cannot_be_is_no_reading(register: str) -> None:
    told = status(CHARGING.replace("11905680", register))
    assert told is not None
    assert (told.status, told.readings) == ("Accepted", ())


@pytest.mark.parametrize(("data", "fields"), [("1,Charging", 2), ("", 1), (None, 0), ({"a": 1}, 0), ("{{{{,,,,", 1)])
def test_what_is_too_short_is_accepted_and_becomes_a_finding(data: object, fields: int) -> None:
    assert status(data) == VendorAnswer("Accepted", trouble=f"{fields} fields where 15 or more were expected")


def test_other_messages_of_evbox_are_taken_unread_and_other_vendors_are_left_to_others() -> None:
    assert status("x", "evbConnectionInfo") == VendorAnswer("Accepted")
    assert status(CHARGING, vendor="com.example") is None
