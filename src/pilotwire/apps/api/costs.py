"""The route that shows what a transaction costs."""

import asyncio
from decimal import Decimal
from typing import Final

from litestar import Response, get, post
from litestar.params import FromPath

from pilotwire.client import cost as shapes
from pilotwire.client.account import Money
from pilotwire.client.control import ControlAnswer, ControlInput
from pilotwire.client.filters import CostWish
from pilotwire.domain import cost as domain
from pilotwire.domain.cost_total import TaxAmount
from pilotwire.kernel.ids import StationId, TransactionId
from pilotwire.services.cost_updates import tell_now
from pilotwire.services.transaction_cost import cost_by, material_of, tariff_for
from pilotwire.services.transaction_record import known_transaction

from .accounts import shown_money
from .asking import path_text, read_query
from .control import acted, answer_shown, desk_of
from .once import Answers
from .parts import ApiRequest, Parts
from .payments import PAYMENT_ROUTES
from .shaping import instant
from .station_tariffs import STATION_TARIFF_ROUTES


@get("/stations/{station_id:str}/transactions/{transaction_id:str}/cost")
async def get_cost(
    station_id: FromPath[str], transaction_id: FromPath[str], request: ApiRequest, parts: Parts
) -> shapes.TransactionCost:
    """Read what a transaction costs.

    By the tariff that it started with, of its stored readings and charging states, to its end or its last report; line
    by line. With `tariff` what it would cost under another one, as that is now.
    """
    station, transaction = StationId(path_text(station_id)), TransactionId(path_text(transaction_id))
    known = await known_transaction(parts.store, station, transaction)
    wish = read_query(request, CostWish).tariff
    tariff = await tariff_for(parts.store, parts.queries, known, wish)
    material = await material_of(parts.queries, known)
    cost = await asyncio.to_thread(cost_by, material, tariff, parts.rules.zone)
    shown = shown_cost(cost, tariff.version)
    return shapes.TransactionCost(station=known.station, transaction_id=known.id, cost=shown)


@post("/stations/{station_id:str}/transactions/{transaction_id:str}/cost", status_code=200)
async def tell_cost(
    station_id: FromPath[str], transaction_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[ControlAnswer]:
    """Tell a station what a running transaction costs.

    It is told by itself whenever that has changed; this is for now. 409, with the reason, for one that does not show
    costs of ours: it reckons itself, or speaks OCPP 1.6 and takes no such messages.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, ControlInput)
    known = await known_transaction(parts.store, desk.station, TransactionId(path_text(transaction_id)))
    tariff = await tariff_for(parts.store, parts.queries, known)
    material = await material_of(parts.queries, known, tariff)
    cost = await asyncio.to_thread(cost_by, material, tariff, parts.rules.zone)
    live = parts.link.connection(desk.station)
    has_words = live is None or "cost-updates" in parts.call_book.features(live.protocol)
    return await acted(
        desk, wanted, lambda asker: answer_shown(tell_now(asker, known, tariff, cost, has_words=has_words))
    )  # fmt: skip


def shown_cost(cost: domain.Cost, version: str) -> shapes.Cost:
    """A cost as the API shows it; `version` is the tariff's."""
    currency = cost.currency
    return shapes.Cost(
        tariff=cost.tariff,
        tariff_version=version,
        final=cost.is_final,
        since=instant(cost.since),
        until=instant(cost.until),
        before_taxes=shown_money(cost.before_taxes, currency),
        after_taxes=shown_money(cost.after_taxes, currency),
        lines=[_line(one, currency) for one in cost.lines],
        adjustments=[
            shapes.CostAdjustment(
                reason=one.reason,
                before_taxes=shown_money(one.before_taxes, currency),
                after_taxes=shown_money(one.after_taxes, currency),
            )
            for one in cost.adjustments
        ],
        taxes=[_tax(one, currency) for one in cost.taxes],
        notes=list(cost.notes),
    )


def _line(line: domain.Line, currency: str) -> shapes.CostLine:
    return shapes.CostLine(
        dimension=line.dimension,
        element=line.element,
        since=instant(line.since),
        until=instant(line.until),
        unit=line.unit,
        volume=line.volume,
        billed_volume=line.billed_volume,
        price=_money(line.price, currency),
        before_taxes=shown_money(line.before_taxes, currency),
        after_taxes=shown_money(line.after_taxes, currency),
        reserved=line.reserved,
        tariff=line.tariff,
    )


def _tax(tax: TaxAmount, currency: str) -> shapes.TaxAmount:
    return shapes.TaxAmount(name=tax.name, percent=tax.percent, amount=_money(tax.amount, currency))


def _money(amount: Decimal, currency: str) -> Money:
    return Money(amount=f"{amount:f}", currency=currency)


COST_ROUTES: Final = (get_cost, tell_cost, *STATION_TARIFF_ROUTES, *PAYMENT_ROUTES)
