# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""The messages about tariffs and cost."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp201.scalars import Text36


class CostUpdatedRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "total_cost": "totalCost", "transaction_id": "transactionId"},
):
    """CSMS to station: tells the cost of a transaction so far. OCPP 2.0.1, block I."""

    custom_data: Maybe[CustomData] = None
    total_cost: float
    transaction_id: Text36


class CostUpdatedResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to CostUpdated. OCPP 2.0.1, block I."""

    custom_data: Maybe[CustomData] = None
