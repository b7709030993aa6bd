# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The messages about batteries that are exchanged."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import BatterySwapEvent, GenericStatus
from pilotwire.protocol.ocpp21.types.battery import BatteryData
from pilotwire.protocol.ocpp21.types.id_token import IdToken
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo


class BatterySwapRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "battery_data": "batteryData",
        "event_type": "eventType",
        "id_token": "idToken",
        "request_id": "requestId",
        "custom_data": "customData",
    },
):
    """Station to CSMS: reports that batteries were put in or taken out. OCPP 2.1, block S."""

    battery_data: Annotated[tuple[BatteryData, ...], Meta(min_length=1)]
    event_type: BatterySwapEvent
    id_token: IdToken
    request_id: int
    custom_data: Maybe[CustomData] = None


class BatterySwapResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to BatterySwap. OCPP 2.1, block S."""

    custom_data: Maybe[CustomData] = None


class RequestBatterySwapRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"id_token": "idToken", "request_id": "requestId", "custom_data": "customData"},
):
    """CSMS to station: asks to start a battery swap. OCPP 2.1, block S."""

    id_token: IdToken
    request_id: int
    custom_data: Maybe[CustomData] = None


class RequestBatterySwapResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to RequestBatterySwap. OCPP 2.1, block S."""

    status: GenericStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None
