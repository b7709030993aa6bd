"""Prices and costs for stations of OCPP 1.6 that show them: DataTransfer as the Open Charge Alliance has agreed it.

Source: OCA, OCPP & California pricing requirements, 3: SetUserPrice, RunningCost, FinalCost.
"""

from decimal import Decimal
from typing import Final

import msgspec

from pilotwire.domain.command import CannotError
from pilotwire.domain.cost_commands import PricesNow, TellCost, TellFinalCost, TellPrice
from pilotwire.kernel.ids import TransactionId
from pilotwire.kernel.time import print_seconds
from pilotwire.protocol.ocpp16 import core

VENDOR: Final = "org.openchargealliance.costmsg"


class _Prices(msgspec.Struct, omit_defaults=True, rename={"kwh": "kWhPrice", "hour": "hourPrice", "flat": "flatFee"}):
    kwh: Decimal | None = None
    hour: Decimal | None = None
    flat: Decimal | None = None


class _RunningCost(msgspec.Struct, omit_defaults=True, rename="camel"):
    transaction_id: int
    timestamp: str
    meter_value: int
    cost: Decimal
    state: str
    charging_price: _Prices | None = None
    idle_price: _Prices | None = None


class _FinalCost(msgspec.Struct, rename="camel"):
    transaction_id: int
    cost: Decimal
    price_text: str


class _UserPrice(msgspec.Struct, rename="camel"):
    id_token: str
    price_text: str


def running_cost(command: TellCost) -> core.DataTransferRequest:
    """RunningCost."""
    prices = command.prices
    return _transfer(
        "RunningCost",
        _RunningCost(
            _number(command.transaction), print_seconds(command.at), round(command.register_wh), command.amount,
            "Idle" if command.is_idle else "Charging", _charging_prices(prices),
            None if prices.parking is None else _Prices(hour=prices.parking),
        ),
    )  # fmt: skip


def final_cost(command: TellFinalCost) -> core.DataTransferRequest:
    """FinalCost."""
    return _transfer("FinalCost", _FinalCost(_number(command.transaction), command.amount, command.text))


def user_price(command: TellPrice) -> core.DataTransferRequest:
    """SetUserPrice."""
    return _transfer("SetUserPrice", _UserPrice(command.id_token.value, command.text))


def _charging_prices(prices: PricesNow) -> _Prices | None:
    told = _Prices(prices.energy, prices.time, prices.flat)
    return None if told == _Prices() else told


def _transfer(name: str, data: msgspec.Struct) -> core.DataTransferRequest:
    return core.DataTransferRequest(vendor_id=VENDOR, message_id=name, data=_ENCODER.encode(data).decode())


def _number(transaction: TransactionId) -> int:
    if not (transaction.isascii() and transaction.isdigit()):
        raise CannotError("OCPP 1.6 knows transactions by number", "look at the transaction's messages")
    return int(transaction)


_ENCODER: Final = msgspec.json.Encoder(decimal_format="number")
