# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""Shared object types: status info."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp201.scalars import Text20, Text512


class StatusInfo(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "reason_code": "reasonCode", "additional_info": "additionalInfo"},
):
    """Why an answer is as it is: a code and a text."""

    custom_data: Maybe[CustomData] = None
    reason_code: Text20
    additional_info: Maybe[Text512] = None
