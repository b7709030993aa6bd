# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""Shared object types: battery."""

from __future__ import annotations

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.scalars import IntFrom0, Number0To100, Text50, Text500


class BatteryData(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "evse_id": "evseId",
        "serial_number": "serialNumber",
        "soc": "soC",
        "soh": "soH",
        "production_date": "productionDate",
        "vendor_info": "vendorInfo",
        "custom_data": "customData",
    },
):
    """One battery that was put in or taken out."""

    evse_id: IntFrom0
    serial_number: Text50
    soc: Number0To100
    soh: Number0To100
    production_date: Maybe[Instant] = None
    vendor_info: Maybe[Text500] = None
    custom_data: Maybe[CustomData] = None
