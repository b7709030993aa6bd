# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""Shared object types: status info."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp21.scalars import Text20, Text1024


class StatusInfo(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"reason_code": "reasonCode", "additional_info": "additionalInfo", "custom_data": "customData"},
):
    """Why an answer is as it is: a code and a text."""

    reason_code: Text20
    additional_info: Maybe[Text1024] = None
    custom_data: Maybe[CustomData] = None
