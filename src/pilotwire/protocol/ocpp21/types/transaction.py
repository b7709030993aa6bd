# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""Shared object types: transaction."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import ChargingState, OperationMode, Reason
from pilotwire.protocol.ocpp21.scalars import Int0To100, Text36, Text60


class TransactionLimit(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "max_cost": "maxCost",
        "max_energy": "maxEnergy",
        "max_time": "maxTime",
        "max_soc": "maxSoC",
        "custom_data": "customData",
    },
):
    """Cost, energy, time or state of charge at which a transaction is to end."""

    max_cost: Maybe[float] = None
    max_energy: Maybe[float] = None
    max_time: Maybe[int] = None
    max_soc: Maybe[Int0To100] = None
    custom_data: Maybe[CustomData] = None


class Transaction(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "transaction_id": "transactionId",
        "charging_state": "chargingState",
        "time_spent_charging": "timeSpentCharging",
        "stopped_reason": "stoppedReason",
        "remote_start_id": "remoteStartId",
        "operation_mode": "operationMode",
        "tariff_id": "tariffId",
        "transaction_limit": "transactionLimit",
        "custom_data": "customData",
    },
):
    """The state of a transaction."""

    transaction_id: Text36
    charging_state: Maybe[ChargingState] = None
    time_spent_charging: Maybe[int] = None
    stopped_reason: Maybe[Reason] = None
    remote_start_id: Maybe[int] = None
    operation_mode: Maybe[OperationMode] = None
    tariff_id: Maybe[Text60] = None
    transaction_limit: Maybe[TransactionLimit] = None
    custom_data: Maybe[CustomData] = None
