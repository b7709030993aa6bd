"""Our tariffs as a station of 2.1 is told them: literal JSON, and what cannot be said."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from pilotwire.dialects.ocpp21_tariff import clear_tariffs, cleared, set_default, tariff_type, tariffs_told
from pilotwire.domain.pricing_ability import PricingAbility
from pilotwire.domain.station_tariff import InstalledTariff, name_at, obstacles, reference_of
from pilotwire.domain.tariff import (
    AltText,
    Element,
    PriceComponent,
    PriceLimit,
    Restrictions,
    Tariff,
    TaxRate,
)
from pilotwire.domain.tariff_commands import Cleared, ClearTariffs, SetDefaultTariff, TariffsTold
from pilotwire.kernel.ids import EvseId
from pilotwire.protocol.decode import decode_strict, encode
from pilotwire.protocol.ocpp21.tariff_cost import (
    ClearTariffsResponse,
    GetTariffsResponse,
    SetDefaultTariffRequest,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
VAT = Decimal(20)


def price(kind: Any, amount: str, vat: Decimal | None = VAT, step: int = 1) -> PriceComponent:
    return PriceComponent(kind, Decimal(amount), vat, step_size=step)


def tariff(*elements: Element, **more: Any) -> Tariff:
    return msgspec.structs.replace(Tariff("city", NOON, NOON, "EUR", elements, version="9d2c41b07a5e3f68"), **more)


def said(one: Tariff) -> Any:
    return json.loads(encode(tariff_type(one, one.reference)))


@pytest.mark.requirement("I07.FR.17", "I08.FR.08")
def test_each_dimension_becomes_a_list_of_prices_in_our_order() -> None:
    night = Restrictions(start_time="22:00", end_time="06:00", day_of_week=("SATURDAY", "SUNDAY"))
    wide = Restrictions(
        start_date="2026-01-01", end_date="2027-01-01", min_kwh=Decimal(10), max_kwh=Decimal("20.5"),
        min_power_kw=Decimal(11), max_power_kw=Decimal(50), min_current_a=Decimal(6), max_current_a=Decimal(32),
        min_duration_s=60, max_duration_s=3600,
    )  # fmt: skip
    one = tariff(
        Element((price("ENERGY", "0.29"),), night),
        Element((price("ENERGY", "0.44"), price("TIME", "1.80")), wide),
        Element((price("ENERGY", "0.39"), price("PARKING_TIME", "6.00", Decimal(7)), price("FLAT", "0.50", None))),
        Element((price("TIME", "3.00"), price("FLAT", "2.00")), Restrictions(reservation="RESERVATION")),
        Element((price("TIME", "9.00"),), Restrictions(reservation="RESERVATION_EXPIRES")),
        alt_texts=(AltText("en", "0.47 EUR/kWh"),), min_price=PriceLimit(Decimal(1)),
        max_price=PriceLimit(Decimal(50), Decimal("59.5")),
    )  # fmt: skip
    vat = [{"type": "VAT", "tax": 20.0}]
    limited = {
        "validFromDate": "2026-01-01", "validToDate": "2027-01-01", "minEnergy": 10000.0, "maxEnergy": 20500.0,
        "minPower": 11000.0, "maxPower": 50000.0, "minCurrent": 6.0, "maxCurrent": 32.0, "minTime": 60,
        "maxTime": 3600,
    }  # fmt: skip
    assert said(one) == {
        "tariffId": "city@9d2c41b07a5e3f68",
        "currency": "EUR",
        "description": [{"format": "UTF8", "language": "en", "content": "0.47 EUR/kWh"}],
        "energy": {
            "taxRates": vat,
            "prices": [
                {
                    "priceKwh": 0.29,
                    "conditions": {
                        "startTimeOfDay": "22:00", "endTimeOfDay": "06:00", "dayOfWeek": ["Saturday", "Sunday"]
                    },
                },
                {"priceKwh": 0.44, "conditions": limited},
                {"priceKwh": 0.39},
            ],
        },
        "chargingTime": {"taxRates": vat, "prices": [{"priceMinute": 0.03, "conditions": limited}]},
        "idleTime": {"taxRates": [{"type": "VAT", "tax": 7.0}], "prices": [{"priceMinute": 0.1}]},
        "fixedFee": {"prices": [{"priceFixed": 0.5}]},
        "reservationTime": {"taxRates": vat, "prices": [{"priceMinute": 0.05}]},
        "reservationFixed": {"taxRates": vat, "prices": [{"priceFixed": 2.0}]},
        "minCost": {"exclTax": 1.0, "inclTax": 1.2},
        "maxCost": {"exclTax": 50.0, "inclTax": 59.5},
    }  # fmt: skip
    assert list(obstacles(one, None)) == []
    assert decode_strict(
        SetDefaultTariffRequest, msgspec.Raw(encode(set_default(SetDefaultTariff(EvseId(0), "a", one))))
    )


def test_prices_that_hold_taxes_are_told_without_them() -> None:
    one = tariff(Element((price("ENERGY", "0.48"), price("TIME", "1.00"))), tax_included="YES")
    assert said(one)["energy"]["prices"] == [{"priceKwh": 0.4}]
    assert said(one)["chargingTime"]["prices"] == [{"priceMinute": 0.013888889}]


@pytest.mark.requirement("I07.FR.18")
def test_a_tariff_holds_at_once_so_no_time_is_told_from_which_it_does() -> None:
    one = tariff(Element((price("ENERGY", "0.48"),)), valid_from=NOON)
    assert "validFrom" not in said(one)


def test_a_fixed_price_is_told_as_it_is_decided_at_the_start() -> None:
    """What asks for energy or time used is settled there: before anything was used."""
    first = Element((price("FLAT", "1"), price("ENERGY", "0.30")), Restrictions(max_kwh=Decimal(10)))
    late = Element((price("FLAT", "9"),), Restrictions(min_duration_s=60))
    day = Element((price("FLAT", "2"),), Restrictions(start_time="08:00", end_time="20:00"))
    rest = Element((price("FLAT", "0.50"),))
    assert said(tariff(late, day, first, rest))["fixedFee"]["prices"] == [
        {"priceFixed": 2.0, "conditions": {"startTimeOfDay": "08:00", "endTimeOfDay": "20:00"}}, {"priceFixed": 1.0}
    ]  # fmt: skip


ENERGY = Element((price("ENERGY", "0.30"),))
FLAT = (price("FLAT", "1"),)
STATE_TAX = (PriceComponent("ENERGY", Decimal(1), taxes=(TaxRate("state", VAT),)),)
FIRST_KWH = Restrictions(max_kwh=Decimal(1))


@pytest.mark.parametrize(
    ("one", "pointers"),
    [
        (tariff(Element((price("ENERGY", "0.30", step=100),))), ["/elements/0/price_components/0/step_size"]),
        (tariff(Element((price("ENERGY", "0.30", None),)), tax_included="YES"), ["/tax_included"]),
        (
            tariff(Element((price("ENERGY", "1"),), FIRST_KWH), Element((price("ENERGY", "2", None),))),
            ["/elements/1/price_components/0"],
        ),
        (tariff(ENERGY, Element(FLAT, Restrictions(min_kwh=Decimal(5)))), ["/elements/1/restrictions"]),
        (tariff(Element((price("FLAT", "1"),), Restrictions(start_time="08:00"))), ["/elements/0/restrictions"]),
        (
            tariff(Element(FLAT, Restrictions(min_power_kw=Decimal(5))), Element((price("FLAT", "2"),))),
            ["/elements/0/restrictions"],
        ),
        (
            tariff(Element((price("TIME", "1"),), Restrictions(reservation="RESERVATION", start_time="08:00"))),
            ["/elements/0/restrictions"],
        ),
        (tariff(Element(STATE_TAX), tax_included="YES"), []),
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_named_by_its_field(one: Tariff, pointers: list[str]) -> None:
    found = list(obstacles(one, None))
    assert [each.pointer for each in found] == pointers
    assert all(each.message and each.remedy for each in found)


def test_what_the_station_says_of_itself_counts() -> None:
    one = tariff(Element((price("ENERGY", "1"),), Restrictions(max_kwh=Decimal(1))), ENERGY)
    assert [each.pointer for each in obstacles(one, PricingAbility(max_elements=1))] == ["/elements"]
    assert [each.pointer for each in obstacles(one, PricingAbility(conditions=False))] == ["/elements/0/restrictions"]
    assert list(obstacles(one, PricingAbility(max_elements=2, conditions=True))) == []


def test_a_copy_for_an_evse_has_a_name_of_its_own_and_is_the_same_version() -> None:
    assert name_at("a#b@9d2c41b07a5e3f68", EvseId(12)) == "a#b@9d2c41b07a5e3f68#12"
    assert reference_of("a#b@9d2c41b07a5e3f68#12") == "a#b@9d2c41b07a5e3f68"
    assert reference_of("a#b@9d2c41b07a5e3f68") == "a#b@9d2c41b07a5e3f68"
    assert reference_of("Default#01") == "Default#01"


def test_answers_are_read() -> None:
    told = msgspec.json.decode(
        b'{"status":"Accepted","tariffAssignments":[{"tariffId":"a","tariffKind":"DefaultTariff","evseIds":[1,2],'
        b'"validFrom":"2026-03-01T12:00:00Z"},{"tariffId":"b","tariffKind":"DriverTariff","idTokens":["04A2"]}]}',
        type=GetTariffsResponse,
    )
    assert tariffs_told(told) == TariffsTold(
        "Accepted",
        (
            InstalledTariff("a", "DefaultTariff", (EvseId(1), EvseId(2)), valid_from=NOON),
            InstalledTariff("b", "DriverTariff", id_tokens=("04A2",)),
        ),
    )
    gone = msgspec.json.decode(
        b'{"clearTariffsResult":[{"tariffId":"a","status":"Accepted"},{"status":"NoTariff"}]}',
        type=ClearTariffsResponse,
    )
    assert cleared(gone) == (Cleared("Accepted", "a"), Cleared("NoTariff"))
    assert json.loads(encode(clear_tariffs(ClearTariffs()))) == {}
    assert json.loads(encode(clear_tariffs(ClearTariffs(("a",), EvseId(2))))) == {"tariffIds": ["a"], "evseId": 2}
