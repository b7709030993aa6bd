# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The messages about what vendors agree among themselves."""

from __future__ import annotations

from pilotwire.protocol.message import AnyJson, CustomData, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import DataTransferStatus
from pilotwire.protocol.ocpp21.scalars import Text50, Text255
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo


class DataTransferRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"message_id": "messageId", "vendor_id": "vendorId", "custom_data": "customData"},
):
    """Either side: carries what a vendor defined. OCPP 2.1, block P."""

    message_id: Maybe[Text50] = None
    data: AnyJson = None
    vendor_id: Text255
    custom_data: Maybe[CustomData] = None


class DataTransferResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to DataTransfer. OCPP 2.1, block P."""

    status: DataTransferStatus
    status_info: Maybe[StatusInfo] = None
    data: AnyJson = None
    custom_data: Maybe[CustomData] = None
