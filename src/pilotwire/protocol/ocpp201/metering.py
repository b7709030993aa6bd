# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""The messages about meter values outside a transaction."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp201.types.meter_value import MeterValue


class MeterValuesRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "evse_id": "evseId", "meter_value": "meterValue"},
):
    """Station to CSMS: reports samples outside a transaction. OCPP 2.0.1, block J."""

    custom_data: Maybe[CustomData] = None
    evse_id: int
    meter_value: Annotated[tuple[MeterValue, ...], Meta(min_length=1)]


class MeterValuesResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to MeterValues. OCPP 2.0.1, block J."""

    custom_data: Maybe[CustomData] = None
