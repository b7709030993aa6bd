"""What the routes of vendor data say of themselves; part of the route table."""

from collections.abc import Mapping
from typing import Final

from pilotwire.client.data_transfer import (
    DataTransferAnswer,
    DataTransferInput,
    VendorMessage,
    VendorMessageList,
)

from .route import ACT, IDEMPOTENT, RouteFacts

_SENT: Final = DataTransferInput(
    vendor_id="Etrel", message_id="SetChargingMode",
    data={"connectorId": 1, "chargingMode": "Smart", "departureTime": "2026-03-01T17:30:00Z"},
)  # fmt: skip
_KNOWN: Final = VendorMessage(
    vendor_id="Etrel", message_id="SetChargingMode", title="Fast or smart charging, and the time of departure",
    source="Etrel, INCH: description of DataTransfer messages",
    fields={
        "title": "SetChargingMode", "type": "object", "required": ["connectorId", "chargingMode"],
        "properties": {"connectorId": {"type": "integer", "minimum": 0}, "chargingMode": {"enum": ["Fast", "Smart"]}},
    },
)  # fmt: skip

DATA_TRANSFERS: Final[Mapping[str, RouteFacts]] = {
    "send_vendor_data": RouteFacts(
        scope="operate", tag="vendor data", headers=IDEMPOTENT, body=DataTransferInput, body_example=_SENT,
        answer=DataTransferAnswer, example=DataTransferAnswer(status="Accepted", noticed=[]), problems=ACT,
    ),
    "list_vendor_messages": RouteFacts(
        scope="read", tag="vendor data", answer=VendorMessageList, example=VendorMessageList(items=[_KNOWN])
    ),
}  # fmt: skip
