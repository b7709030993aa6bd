# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""Shared object types: transaction."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import ChargingState, Reason
from pilotwire.protocol.ocpp201.scalars import Text36


class Transaction(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "transaction_id": "transactionId",
        "charging_state": "chargingState",
        "time_spent_charging": "timeSpentCharging",
        "stopped_reason": "stoppedReason",
        "remote_start_id": "remoteStartId",
    },
):
    """The state of a transaction."""

    custom_data: Maybe[CustomData] = None
    transaction_id: Text36
    charging_state: Maybe[ChargingState] = None
    time_spent_charging: Maybe[int] = None
    stopped_reason: Maybe[Reason] = None
    remote_start_id: Maybe[int] = None
