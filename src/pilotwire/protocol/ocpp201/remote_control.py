# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""The messages about start, stop, unlock and trigger from afar."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import MessageTrigger, RequestStartStopStatus, TriggerMessageStatus, UnlockStatus
from pilotwire.protocol.ocpp201.scalars import Text36
from pilotwire.protocol.ocpp201.types.charging_profile import ChargingProfile
from pilotwire.protocol.ocpp201.types.id_token import IdToken
from pilotwire.protocol.ocpp201.types.station import EVSE
from pilotwire.protocol.ocpp201.types.status_info import StatusInfo


class RequestStartTransactionRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "evse_id": "evseId",
        "group_id_token": "groupIdToken",
        "id_token": "idToken",
        "remote_start_id": "remoteStartId",
        "charging_profile": "chargingProfile",
    },
):
    """CSMS to station: asks to start a transaction. OCPP 2.0.1, block F."""

    custom_data: Maybe[CustomData] = None
    evse_id: Maybe[int] = None
    group_id_token: Maybe[IdToken] = None
    id_token: IdToken
    remote_start_id: int
    charging_profile: Maybe[ChargingProfile] = None


class RequestStartTransactionResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "status_info": "statusInfo", "transaction_id": "transactionId"},
):
    """The answer to RequestStartTransaction. OCPP 2.0.1, block F."""

    custom_data: Maybe[CustomData] = None
    status: RequestStartStopStatus
    status_info: Maybe[StatusInfo] = None
    transaction_id: Maybe[Text36] = None


class RequestStopTransactionRequest(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "transaction_id": "transactionId"}
):
    """CSMS to station: asks to stop a transaction. OCPP 2.0.1, block F."""

    custom_data: Maybe[CustomData] = None
    transaction_id: Text36


class RequestStopTransactionResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to RequestStopTransaction. OCPP 2.0.1, block F."""

    custom_data: Maybe[CustomData] = None
    status: RequestStartStopStatus
    status_info: Maybe[StatusInfo] = None


class TriggerMessageRequest(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "requested_message": "requestedMessage"}
):
    """CSMS to station: asks for a message. OCPP 2.0.1, block F."""

    custom_data: Maybe[CustomData] = None
    evse: Maybe[EVSE] = None
    requested_message: MessageTrigger


class TriggerMessageResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to TriggerMessage. OCPP 2.0.1, block F."""

    custom_data: Maybe[CustomData] = None
    status: TriggerMessageStatus
    status_info: Maybe[StatusInfo] = None


class UnlockConnectorRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "evse_id": "evseId", "connector_id": "connectorId"},
):
    """CSMS to station: asks to release a cable. OCPP 2.0.1, block F."""

    custom_data: Maybe[CustomData] = None
    evse_id: int
    connector_id: int


class UnlockConnectorResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to UnlockConnector. OCPP 2.0.1, block F."""

    custom_data: Maybe[CustomData] = None
    status: UnlockStatus
    status_info: Maybe[StatusInfo] = None
