"""Vendor data in the words of OCPP 2.0.1 and 2.1, where it is any JSON value."""

from pilotwire.domain.vendor_data import SendVendorData, VendorReply
from pilotwire.protocol.ocpp201 import data_transfer as messages


def data_transfer(command: SendVendorData) -> messages.DataTransferRequest:
    """DataTransfer."""
    return messages.DataTransferRequest(vendor_id=command.vendor_id, message_id=command.message_id, data=command.data)


def answered(answer: messages.DataTransferResponse) -> VendorReply:
    """The station's status, reason and data."""
    info = answer.status_info
    return VendorReply(
        answer.status, None if info is None else info.reason_code, None if info is None else info.additional_info,
        answer.data,
    )  # fmt: skip
