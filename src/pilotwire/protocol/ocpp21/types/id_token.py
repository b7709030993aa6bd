# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""Shared object types: id token."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import AuthorizationStatus
from pilotwire.protocol.ocpp21.scalars import IntFrom0, Text8, Text20, Text50, Text255
from pilotwire.protocol.ocpp21.types.message_content import MessageContent


class AdditionalInfo(
    Payload, frozen=True, kw_only=True, rename={"additional_id_token": "additionalIdToken", "custom_data": "customData"}
):
    """More identification of the driver, of an agreed type."""

    additional_id_token: Text255
    type: Text50
    custom_data: Maybe[CustomData] = None


class AuthorizationData(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"id_token": "idToken", "id_token_info": "idTokenInfo", "custom_data": "customData"},
):
    """An entry of the local list; without idTokenInfo it is to be removed."""

    id_token: IdToken
    id_token_info: Maybe[IdTokenInfo] = None
    custom_data: Maybe[CustomData] = None


class IdTokenInfo(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "cache_expiry_date_time": "cacheExpiryDateTime",
        "charging_priority": "chargingPriority",
        "group_id_token": "groupIdToken",
        "evse_id": "evseId",
        "personal_message": "personalMessage",
        "custom_data": "customData",
    },
):
    """What the CSMS knows about an id token."""

    status: AuthorizationStatus
    cache_expiry_date_time: Maybe[Instant] = None
    charging_priority: Maybe[int] = None
    group_id_token: Maybe[IdToken] = None
    language1: Maybe[Text8] = None
    language2: Maybe[Text8] = None
    evse_id: Maybe[Annotated[tuple[IntFrom0, ...], Meta(min_length=1)]] = None
    personal_message: Maybe[MessageContent] = None
    custom_data: Maybe[CustomData] = None


class IdToken(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"additional_info": "additionalInfo", "id_token": "idToken", "custom_data": "customData"},
):
    """What identifies a driver, with the kind of token that it is."""

    additional_info: Maybe[Annotated[tuple[AdditionalInfo, ...], Meta(min_length=1)]] = None
    id_token: Text255
    type: Text20
    custom_data: Maybe[CustomData] = None
