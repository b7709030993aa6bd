# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""Shared object types: meter value."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import Location, Measurand, Phase, ReadingContext
from pilotwire.protocol.ocpp201.scalars import Text20, Text50, Text2500


class MeterValue(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "sampled_value": "sampledValue"}
):
    """Samples taken at one instant."""

    custom_data: Maybe[CustomData] = None
    sampled_value: Annotated[tuple[SampledValue, ...], Meta(min_length=1)]
    timestamp: Instant


class SampledValue(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "signed_meter_value": "signedMeterValue", "unit_of_measure": "unitOfMeasure"},
):
    """One sample; what is left out means active import register, in Wh, at the outlet."""

    custom_data: Maybe[CustomData] = None
    value: float
    context: Maybe[ReadingContext] = None
    measurand: Maybe[Measurand] = None
    phase: Maybe[Phase] = None
    location: Maybe[Location] = None
    signed_meter_value: Maybe[SignedMeterValue] = None
    unit_of_measure: Maybe[UnitOfMeasure] = None


class SignedMeterValue(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "signed_meter_data": "signedMeterData",
        "signing_method": "signingMethod",
        "encoding_method": "encodingMethod",
        "public_key": "publicKey",
    },
):
    """A sample as the meter signed it."""

    custom_data: Maybe[CustomData] = None
    signed_meter_data: Text2500
    signing_method: Text50
    encoding_method: Text50
    public_key: Text2500


class UnitOfMeasure(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """A unit, and the power of ten that a value is to be multiplied with."""

    custom_data: Maybe[CustomData] = None
    unit: Maybe[Text20] = None
    multiplier: Maybe[int] = None
