# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""The messages about what vendors agree among themselves."""

from __future__ import annotations

from pilotwire.protocol.message import AnyJson, CustomData, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import DataTransferStatus
from pilotwire.protocol.ocpp201.scalars import Text50, Text255
from pilotwire.protocol.ocpp201.types.status_info import StatusInfo


class DataTransferRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "message_id": "messageId", "vendor_id": "vendorId"},
):
    """Either side: carries what a vendor defined. OCPP 2.0.1, block P."""

    custom_data: Maybe[CustomData] = None
    message_id: Maybe[Text50] = None
    data: AnyJson = None
    vendor_id: Text255


class DataTransferResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to DataTransfer. OCPP 2.0.1, block P."""

    custom_data: Maybe[CustomData] = None
    status: DataTransferStatus
    status_info: Maybe[StatusInfo] = None
    data: AnyJson = None
