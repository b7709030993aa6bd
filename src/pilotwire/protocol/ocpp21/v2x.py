# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The messages about energy that flows back to the grid."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import EnergyTransferMode, GenericStatus, NotifyAllowedEnergyTransferStatus
from pilotwire.protocol.ocpp21.scalars import Text36
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo


class AFRRSignalRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """CSMS to station: passes on a signal of the grid's frequency reserve. OCPP 2.1, block Q."""

    timestamp: Instant
    signal: int
    custom_data: Maybe[CustomData] = None


class AFRRSignalResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to AFRRSignal. OCPP 2.1, block Q."""

    status: GenericStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class NotifyAllowedEnergyTransferRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "transaction_id": "transactionId",
        "allowed_energy_transfer": "allowedEnergyTransfer",
        "custom_data": "customData",
    },
):
    """CSMS to station: tells which ways of energy transfer are allowed. OCPP 2.1, block Q."""

    transaction_id: Text36
    allowed_energy_transfer: Annotated[tuple[EnergyTransferMode, ...], Meta(min_length=1)]
    custom_data: Maybe[CustomData] = None


class NotifyAllowedEnergyTransferResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to NotifyAllowedEnergyTransfer. OCPP 2.1, block Q."""

    status: NotifyAllowedEnergyTransferStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None
