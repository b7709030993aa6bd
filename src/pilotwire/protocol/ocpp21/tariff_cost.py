# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The messages about tariffs and cost."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import TariffChangeStatus, TariffGetStatus, TariffSetStatus
from pilotwire.protocol.ocpp21.scalars import IntFrom0, Text36, Text60
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo
from pilotwire.protocol.ocpp21.types.tariff import ClearTariffsResult, Tariff, TariffAssignment


class ChangeTransactionTariffRequest(
    Payload, frozen=True, kw_only=True, rename={"transaction_id": "transactionId", "custom_data": "customData"}
):
    """CSMS to station: changes the tariff of a running transaction. OCPP 2.1, block I."""

    tariff: Tariff
    transaction_id: Text36
    custom_data: Maybe[CustomData] = None


class ChangeTransactionTariffResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to ChangeTransactionTariff. OCPP 2.1, block I."""

    status: TariffChangeStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class ClearTariffsRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"tariff_ids": "tariffIds", "evse_id": "evseId", "custom_data": "customData"},
):
    """CSMS to station: removes tariffs. OCPP 2.1, block I."""

    tariff_ids: Maybe[Annotated[tuple[Text60, ...], Meta(min_length=1)]] = None
    evse_id: Maybe[IntFrom0] = None
    custom_data: Maybe[CustomData] = None


class ClearTariffsResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"clear_tariffs_result": "clearTariffsResult", "custom_data": "customData"},
):
    """The answer to ClearTariffs. OCPP 2.1, block I."""

    clear_tariffs_result: Annotated[tuple[ClearTariffsResult, ...], Meta(min_length=1)]
    custom_data: Maybe[CustomData] = None


class CostUpdatedRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"total_cost": "totalCost", "transaction_id": "transactionId", "custom_data": "customData"},
):
    """CSMS to station: tells the cost of a transaction so far. OCPP 2.1, block I."""

    total_cost: float
    transaction_id: Text36
    custom_data: Maybe[CustomData] = None


class CostUpdatedResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to CostUpdated. OCPP 2.1, block I."""

    custom_data: Maybe[CustomData] = None


class GetTariffsRequest(Payload, frozen=True, kw_only=True, rename={"evse_id": "evseId", "custom_data": "customData"}):
    """CSMS to station: asks for the installed tariffs. OCPP 2.1, block I."""

    evse_id: IntFrom0
    custom_data: Maybe[CustomData] = None


class GetTariffsResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"status_info": "statusInfo", "tariff_assignments": "tariffAssignments", "custom_data": "customData"},
):
    """The answer to GetTariffs. OCPP 2.1, block I."""

    status: TariffGetStatus
    status_info: Maybe[StatusInfo] = None
    tariff_assignments: Maybe[Annotated[tuple[TariffAssignment, ...], Meta(min_length=1)]] = None
    custom_data: Maybe[CustomData] = None


class SetDefaultTariffRequest(
    Payload, frozen=True, kw_only=True, rename={"evse_id": "evseId", "custom_data": "customData"}
):
    """CSMS to station: installs the tariff that holds without another. OCPP 2.1, block I."""

    evse_id: IntFrom0
    tariff: Tariff
    custom_data: Maybe[CustomData] = None


class SetDefaultTariffResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to SetDefaultTariff. OCPP 2.1, block I."""

    status: TariffSetStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None
