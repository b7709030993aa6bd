"""Vendor data in the words of OCPP 1.6, where it is a text."""

from typing import Any

import msgspec

from pilotwire.domain.vendor_data import SendVendorData, VendorReply
from pilotwire.protocol.ocpp16 import core


def data_transfer(command: SendVendorData) -> core.DataTransferRequest:
    """DataTransfer; what is no text goes as JSON in one."""
    return core.DataTransferRequest(
        vendor_id=command.vendor_id, message_id=command.message_id, data=as_text(command.data)
    )


def answered(answer: core.DataTransferResponse) -> VendorReply:
    """The station's status and data."""
    return VendorReply(answer.status, data=answer.data)


def as_text(data: Any) -> str | None:
    """The data as 1.6 carries it."""
    if data is None or isinstance(data, str):
        return data
    return msgspec.json.encode(data).decode()
