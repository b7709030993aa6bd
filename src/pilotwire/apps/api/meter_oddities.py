"""What is odd about a transaction's readings, as its own route shows it."""

import asyncio
from decimal import Decimal
from typing import Final

from pilotwire.client.transaction import MeterOddity
from pilotwire.domain.device_model import Address, Component
from pilotwire.domain.meter_oddities import MOST_POWER_W, meter_oddities
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import EvseId
from pilotwire.services.ports import Queries
from pilotwire.services.transaction_cost import readings_of

from .shaping import instant

_WATTS: Final = {"W": 1, "kW": 1000}


async def shown_oddities(queries: Queries, transaction: Transaction) -> list[MeterOddity]:
    """The oddities of its readings, by the EVSE's own greatest power where that is known."""
    readings, _ = await readings_of(queries, transaction)
    if not readings:
        return []
    most_power_w = await _most_power_w(queries, transaction)
    found = await asyncio.to_thread(meter_oddities, readings, most_power_w)
    return [
        MeterOddity(
            kind=one.kind, since=instant(one.since), until=instant(one.until), from_wh=one.from_wh, to_wh=one.to_wh,
            power_w=one.power_w,
        )
        for one in found
    ]  # fmt: skip


async def _most_power_w(queries: Queries, transaction: Transaction) -> Decimal:
    """The EVSE's greatest power as the limit of its variable Power. Source: OCPP 2.0.1 part 2 appendices, 3.1."""
    power = Address(Component("EVSE", evse_id=transaction.evse_id or EvseId(1)), "Power")
    for variable in await queries.variables_of(transaction.station, (power,)):
        told = variable.characteristics
        if told is not None and told.max_limit:
            return Decimal(str(told.max_limit)) * _WATTS.get(told.unit or "W", 1)
    return MOST_POWER_W
