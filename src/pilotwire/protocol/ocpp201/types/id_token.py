# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""Shared object types: id token."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import AuthorizationStatus, IdTokenKind
from pilotwire.protocol.ocpp201.scalars import Text8, Text36, Text50
from pilotwire.protocol.ocpp201.types.message_content import MessageContent


class AdditionalInfo(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "additional_id_token": "additionalIdToken"}
):
    """More identification of the driver, of an agreed type."""

    custom_data: Maybe[CustomData] = None
    additional_id_token: Text36
    type: Text50


class AuthorizationData(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "id_token": "idToken", "id_token_info": "idTokenInfo"},
):
    """An entry of the local list; without idTokenInfo it is to be removed."""

    custom_data: Maybe[CustomData] = None
    id_token: IdToken
    id_token_info: Maybe[IdTokenInfo] = None


class IdTokenInfo(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "cache_expiry_date_time": "cacheExpiryDateTime",
        "charging_priority": "chargingPriority",
        "evse_id": "evseId",
        "group_id_token": "groupIdToken",
        "personal_message": "personalMessage",
    },
):
    """What the CSMS knows about an id token."""

    custom_data: Maybe[CustomData] = None
    status: AuthorizationStatus
    cache_expiry_date_time: Maybe[Instant] = None
    charging_priority: Maybe[int] = None
    language1: Maybe[Text8] = None
    evse_id: Maybe[Annotated[tuple[int, ...], Meta(min_length=1)]] = None
    group_id_token: Maybe[IdToken] = None
    language2: Maybe[Text8] = None
    personal_message: Maybe[MessageContent] = None


class IdToken(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "additional_info": "additionalInfo", "id_token": "idToken"},
):
    """What identifies a driver, with the kind of token that it is."""

    custom_data: Maybe[CustomData] = None
    additional_info: Maybe[Annotated[tuple[AdditionalInfo, ...], Meta(min_length=1)]] = None
    id_token: Text36
    type: IdTokenKind
