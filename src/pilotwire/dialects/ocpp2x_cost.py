"""Costs in the words of OCPP 2.0.1 and 2.1. Source: OCPP 2.0.1 part 2, block I."""

from decimal import Decimal

from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.cost_commands import TellCost
from pilotwire.protocol.ocpp201 import tariff_cost

_ID_CHARACTERS = 36


def cost_updated(command: TellCost) -> tariff_cost.CostUpdatedRequest:
    """CostUpdated."""
    if len(command.transaction) > _ID_CHARACTERS:
        raise CannotError("OCPP 2.x has no such long transaction ids", "look at the transaction's messages")
    return tariff_cost.CostUpdatedRequest(total_cost=amount(command.amount), transaction_id=command.transaction)


def taken(_: object) -> Reply:
    """An answer that only says that the message came."""
    return Reply("Accepted")


def amount(value: Decimal) -> float:
    """A sum of money as JSON has numbers: the shortest one that means it."""
    return float(value)
