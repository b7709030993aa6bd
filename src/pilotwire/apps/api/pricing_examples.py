"""Examples of tariffs and costs; they go with those in `examples`."""

from datetime import UTC
from decimal import Decimal
from typing import Final

from pilotwire.client import resources as r
from pilotwire.client import tariff as rt
from pilotwire.client.codec import Instant


def _at(hour: int, minute: int, second: int = 0) -> Instant:
    return Instant(2026, 3, 1, hour, minute, second, tzinfo=UTC)


def _eur(amount: str) -> r.Money:
    return r.Money(amount=amount, currency="EUR")


TARIFF: Final = rt.Tariff(
    id="day",
    version="9d2c41b07a5e3f68",
    currency="EUR",
    tax_included="NO",
    elements=[
        rt.TariffElement(
            price_components=[
                rt.PriceComponent(type="FLAT", price="0.50", step_size=1, vat_percent=Decimal(20)),
                rt.PriceComponent(type="ENERGY", price="0.25", step_size=1, vat_percent=Decimal(10)),
            ]
        ),
        rt.TariffElement(
            price_components=[
                rt.PriceComponent(type="PARKING_TIME", price="2.00", step_size=900, vat_percent=Decimal(20))
            ],
            restrictions=rt.Restrictions(start_time="08:00", end_time="20:00", min_duration_s=7200),
        ),
    ],
    created_at=_at(7, 0),
    updated_at=_at(7, 0),
    alt_texts=[rt.AltText(language="en", text="0.25 EUR per kWh; from 08:00 to 20:00 move on after 2 hours")],
)
TARIFF_INPUT: Final = rt.TariffInput(
    currency="EUR",
    elements=[
        rt.TariffElementInput(
            price_components=[
                rt.PriceComponentInput(type="FLAT", price="0.50", vat_percent=20.0),
                rt.PriceComponentInput(type="ENERGY", price="0.25", vat_percent=10.0),
            ]
        ),
        rt.TariffElementInput(
            price_components=[
                rt.PriceComponentInput(type="PARKING_TIME", price="2.00", step_size=900, vat_percent=20.0)
            ],
            restrictions=rt.RestrictionsInput(start_time="08:00", end_time="20:00", min_duration_s=7200),
        ),
    ],
    alt_texts=[rt.AltTextInput(language="en", text="0.25 EUR per kWh; from 08:00 to 20:00 move on after 2 hours")],
)
ASSIGNMENT: Final = rt.TariffAssignment(
    target="station:CS-0042",
    version="41b07a5e3f689d2c",
    tariffs=["day"],
    created_at=_at(7, 0),
    updated_at=_at(7, 0),
)
ASSIGNMENT_INPUT: Final = rt.TariffAssignmentInput(tariffs=["day"])
COST: Final = r.Cost(
    tariff="day",
    tariff_version="9d2c41b07a5e3f68",
    final=True,
    since=_at(9, 0),
    until=_at(11, 30),
    before_taxes=_eur("6.63"),
    after_taxes=_eur("7.44"),
    lines=[
        r.CostLine(
            dimension="FLAT", element=0, since=_at(9, 0), until=_at(9, 0), unit="session", volume=Decimal(1),
            billed_volume=Decimal(1), price=_eur("0.50"), before_taxes=_eur("0.5"), after_taxes=_eur("0.6"),
        ),
        r.CostLine(
            dimension="ENERGY", element=0, since=_at(9, 0), until=_at(11, 30), unit="Wh", volume=Decimal("20500"),
            billed_volume=Decimal("20500"), price=_eur("0.25"), before_taxes=_eur("5.125"), after_taxes=_eur("5.6375"),
        ),
        r.CostLine(
            dimension="PARKING_TIME", element=1, since=_at(11, 0), until=_at(11, 30), unit="s", volume=Decimal(1800),
            billed_volume=Decimal(1800), price=_eur("2.00"), before_taxes=_eur("1"), after_taxes=_eur("1.2"),
        ),
    ],
    adjustments=[
        r.CostAdjustment(reason="rounding", before_taxes=_eur("0.005"), after_taxes=_eur("0.0025")),
    ],
    taxes=[
        r.TaxAmount(name="VAT", percent=Decimal(20), amount=_eur("0.30")),
        r.TaxAmount(name="VAT", percent=Decimal(10), amount=_eur("0.51")),
    ],
    notes=[],
)  # fmt: skip
TRANSACTION_COST: Final = r.TransactionCost(station="CS-0042", transaction_id="2f1a", cost=COST)
CHARGE_RECORD: Final = r.ChargeRecord(
    id="4f1c9a52d07be3861c5a90f2b7e64d13",
    station="CS-0042",
    transaction_id="2f1a",
    number=1,
    created_at=_at(11, 30, 12),
    started_at=_at(9, 0),
    ended_at=_at(11, 30),
    energy_wh=Decimal(20_500),
    time_s=9000,
    parking_s=1800,
    flags=[],
    evse_id=1,
    connector_id=1,
    id_token=r.IdToken(value="04E1B2C3D4", type="ISO14443"),
    group_id="FLEET-1",
    stopped_reason="EVDisconnected",
    cost=COST,
)
