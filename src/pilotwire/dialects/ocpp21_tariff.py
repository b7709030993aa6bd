"""Tariffs in the words of OCPP 2.1: ours have been looked at before (`domain.station_tariff.obstacles`)."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeVar

import msgspec

from pilotwire.domain.command import CannotError
from pilotwire.domain.cost_total import price_of, sides_of
from pilotwire.domain.station_tariff import InstalledTariff, Part, Priced, lists_of, name_at
from pilotwire.domain.tariff import PriceLimit, Restrictions, Tariff
from pilotwire.domain.tariff_commands import (
    ChangeTransactionTariff,
    Cleared,
    ClearTariffs,
    GetTariffs,
    SetDefaultTariff,
    TariffsTold,
)
from pilotwire.kernel.ids import EvseId
from pilotwire.protocol.ocpp21 import authorization as authorization21
from pilotwire.protocol.ocpp21 import enums, tariff_cost
from pilotwire.protocol.ocpp21.types import tariff as types
from pilotwire.protocol.ocpp21.types.message_content import MessageContent
from pilotwire.protocol.ocpp201 import authorization as authorization201

T = TypeVar("T")

_LONGEST_TEXT: Final = 1024
_MOST_TEXTS: Final = 10
_LONGEST_TAX: Final = 20
_DECIMALS: Final = 9
"""Of a price: enough that no sum of a transaction differs in its cents."""


def tariff_type(tariff: Tariff, name: str) -> types.Tariff:
    """The tariff under a name; times of day and dates are the station's local ones. Source: 2.1 part 2, I07.FR.17."""
    lists = lists_of(tariff)
    texts = tuple(
        MessageContent(format="UTF8", language=one.language, content=one.text[:_LONGEST_TEXT])
        for one in tariff.alt_texts[:_MOST_TEXTS]
    )
    return types.Tariff(
        tariff_id=name,
        currency=tariff.currency,
        description=texts or None,
        energy=_energy(tariff, lists),
        charging_time=_time(tariff, lists, "charging_time"),
        idle_time=_time(tariff, lists, "idle_time"),
        fixed_fee=_fixed(tariff, lists, "fixed"),
        reservation_time=_time(tariff, lists, "reservation_time"),
        reservation_fixed=_fixed(tariff, lists, "reservation_fixed"),
        min_cost=_limit(tariff, tariff.min_price),
        max_cost=_limit(tariff, tariff.max_price),
    )


def set_default(command: SetDefaultTariff) -> tariff_cost.SetDefaultTariffRequest:
    """SetDefaultTariff; it holds at once, so no time from which it does. Source: 2.1 part 2, I07."""
    tariff = tariff_type(command.tariff, command.name)
    return tariff_cost.SetDefaultTariffRequest(evse_id=command.evse_id, tariff=tariff)


def change_transaction(command: ChangeTransactionTariff) -> tariff_cost.ChangeTransactionTariffRequest:
    """ChangeTransactionTariff."""
    if len(command.transaction) > 36:
        raise CannotError("OCPP 2.x has no such long transaction ids", "look at the transaction's messages")
    tariff = tariff_type(command.tariff, command.name)
    return tariff_cost.ChangeTransactionTariffRequest(tariff=tariff, transaction_id=command.transaction)


def get_tariffs(command: GetTariffs) -> tariff_cost.GetTariffsRequest:
    """GetTariffs."""
    return tariff_cost.GetTariffsRequest(evse_id=command.evse_id)


def tariffs_told(answer: tariff_cost.GetTariffsResponse) -> TariffsTold:
    """What it holds; NoTariff is an answer too."""
    return TariffsTold(
        answer.status,
        tuple(
            InstalledTariff(
                one.tariff_id, one.tariff_kind, tuple(EvseId(evse) for evse in one.evse_ids or ()),
                one.id_tokens or (), one.valid_from,
            )
            for one in answer.tariff_assignments or ()
        ),
    )  # fmt: skip


def clear_tariffs(command: ClearTariffs) -> tariff_cost.ClearTariffsRequest:
    """ClearTariffs."""
    return tariff_cost.ClearTariffsRequest(tariff_ids=command.names or None, evse_id=command.evse_id)


def cleared(answer: tariff_cost.ClearTariffsResponse) -> tuple[Cleared, ...]:
    """What became of each."""
    return tuple(Cleared(one.status, one.tariff_id) for one in answer.clear_tariffs_result)


def _energy(tariff: Tariff, lists: dict[Part, list[Priced]]) -> types.TariffEnergy | None:
    rows = lists.get("energy")
    if not rows:
        return None
    prices = tuple(
        types.TariffEnergyPrice(price_kwh=_price(tariff, row, 1), conditions=_conditions(row)) for row in rows
    )
    return types.TariffEnergy(prices=prices, tax_rates=_taxes(rows))


def _time(tariff: Tariff, lists: dict[Part, list[Priced]], part: Part) -> types.TariffTime | None:
    rows = lists.get(part)
    if not rows:
        return None
    prices = tuple(
        types.TariffTimePrice(price_minute=_price(tariff, row, 60), conditions=_conditions(row)) for row in rows
    )
    return types.TariffTime(prices=prices, tax_rates=_taxes(rows))


def _fixed(tariff: Tariff, lists: dict[Part, list[Priced]], part: Part) -> types.TariffFixed | None:
    rows = lists.get(part)
    if not rows:
        return None
    prices = tuple(
        types.TariffFixedPrice(price_fixed=_price(tariff, row, 1), conditions=_fixed_conditions(row)) for row in rows
    )
    return types.TariffFixed(prices=prices, tax_rates=_taxes(rows))


def _price(tariff: Tariff, row: Priced, parts: int) -> float:
    """The price before taxes."""
    return _number((price_of(tariff, row.component).before_taxes or Fraction()) / parts)


def _taxes(rows: Sequence[Priced]) -> tuple[types.TaxRate, ...] | None:
    rates = rows[0].component.tax_rates
    return tuple(types.TaxRate(type=rate.name[:_LONGEST_TAX], tax=float(rate.percent)) for rate in rates) or None


def _limit(tariff: Tariff, limit: PriceLimit | None) -> types.Price | None:
    if limit is None:
        return None
    sides = sides_of(tariff, limit)
    known = tariff.states_taxes or tariff.tax_included == "N/A" or limit.after_taxes is not None
    return types.Price(
        excl_tax=_given(sides.before_taxes, _number), incl_tax=_given(sides.after_taxes, _number) if known else None
    )


def _conditions(row: Priced) -> types.TariffConditions | None:
    said = row.restrictions
    if said is None:
        return None
    return types.TariffConditions(
        start_time_of_day=said.start_time,
        end_time_of_day=said.end_time,
        day_of_week=_days(said),
        valid_from_date=said.start_date,
        valid_to_date=said.end_date,
        min_energy=_given(said.min_kwh, _thousandfold),
        max_energy=_given(said.max_kwh, _thousandfold),
        min_current=_given(said.min_current_a, float),
        max_current=_given(said.max_current_a, float),
        min_power=_given(said.min_power_kw, _thousandfold),
        max_power=_given(said.max_power_kw, _thousandfold),
        min_time=said.min_duration_s,
        max_time=said.max_duration_s,
    )


def _fixed_conditions(row: Priced) -> types.TariffConditionsFixed | None:
    said = row.restrictions
    if said is None:
        return None
    return types.TariffConditionsFixed(
        start_time_of_day=said.start_time,
        end_time_of_day=said.end_time,
        day_of_week=_days(said),
        valid_from_date=said.start_date,
        valid_to_date=said.end_date,
    )


def _days(said: Restrictions) -> tuple[enums.DayOfWeek, ...] | None:
    return tuple(_DAYS[day] for day in said.day_of_week) or None


def _given(value: T | None, turn: Callable[[T], float]) -> float | None:
    return None if value is None else turn(value)


def _thousandfold(value: Decimal) -> float:
    return float(value * 1000)


def _number(value: Fraction) -> float:
    return float(round(value, _DECIMALS))


_DAYS: Final[dict[str, enums.DayOfWeek]] = {
    "MONDAY": "Monday", "TUESDAY": "Tuesday", "WEDNESDAY": "Wednesday", "THURSDAY": "Thursday", "FRIDAY": "Friday",
    "SATURDAY": "Saturday", "SUNDAY": "Sunday",
}  # fmt: skip


def with_tariff(answer: authorization201.AuthorizeResponse, tariff: Tariff) -> authorization21.AuthorizeResponse:
    """The answer about a token with the driver's tariff, which has no time from which it holds.

    Source: OCPP 2.1 part 2, I08.FR.01, FR.08 and FR.09.
    """
    plain = msgspec.convert(msgspec.to_builtins(answer), authorization21.AuthorizeResponse)
    return msgspec.structs.replace(plain, tariff=tariff_type(tariff, name_at(tariff.reference)))
