# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The messages about start, stop, unlock and trigger from afar."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import MessageTrigger, RequestStartStopStatus, TriggerMessageStatus, UnlockStatus
from pilotwire.protocol.ocpp21.scalars import IntFrom0, IntFrom1, Text36, Text50
from pilotwire.protocol.ocpp21.types.charging_profile import ChargingProfile
from pilotwire.protocol.ocpp21.types.id_token import IdToken
from pilotwire.protocol.ocpp21.types.station import EVSE
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo


class RequestStartTransactionRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "evse_id": "evseId",
        "group_id_token": "groupIdToken",
        "id_token": "idToken",
        "remote_start_id": "remoteStartId",
        "charging_profile": "chargingProfile",
        "custom_data": "customData",
    },
):
    """CSMS to station: asks to start a transaction. OCPP 2.1, block F."""

    evse_id: Maybe[IntFrom1] = None
    group_id_token: Maybe[IdToken] = None
    id_token: IdToken
    remote_start_id: int
    charging_profile: Maybe[ChargingProfile] = None
    custom_data: Maybe[CustomData] = None


class RequestStartTransactionResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"status_info": "statusInfo", "transaction_id": "transactionId", "custom_data": "customData"},
):
    """The answer to RequestStartTransaction. OCPP 2.1, block F."""

    status: RequestStartStopStatus
    status_info: Maybe[StatusInfo] = None
    transaction_id: Maybe[Text36] = None
    custom_data: Maybe[CustomData] = None


class RequestStopTransactionRequest(
    Payload, frozen=True, kw_only=True, rename={"transaction_id": "transactionId", "custom_data": "customData"}
):
    """CSMS to station: asks to stop a transaction. OCPP 2.1, block F."""

    transaction_id: Text36
    custom_data: Maybe[CustomData] = None


class RequestStopTransactionResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to RequestStopTransaction. OCPP 2.1, block F."""

    status: RequestStartStopStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class TriggerMessageRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"requested_message": "requestedMessage", "custom_trigger": "customTrigger", "custom_data": "customData"},
):
    """CSMS to station: asks for a message. OCPP 2.1, block F."""

    evse: Maybe[EVSE] = None
    requested_message: MessageTrigger
    custom_trigger: Maybe[Text50] = None
    custom_data: Maybe[CustomData] = None


class TriggerMessageResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to TriggerMessage. OCPP 2.1, block F."""

    status: TriggerMessageStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class UnlockConnectorRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"evse_id": "evseId", "connector_id": "connectorId", "custom_data": "customData"},
):
    """CSMS to station: asks to release a cable. OCPP 2.1, block F."""

    evse_id: IntFrom0
    connector_id: IntFrom0
    custom_data: Maybe[CustomData] = None


class UnlockConnectorResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to UnlockConnector. OCPP 2.1, block F."""

    status: UnlockStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None
