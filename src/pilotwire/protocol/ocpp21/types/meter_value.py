# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""Shared object types: meter value."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import Location, Measurand, Phase, ReadingContext
from pilotwire.protocol.ocpp21.scalars import Text20, Text50, Text2500, Text32768


class MeterValue(
    Payload, frozen=True, kw_only=True, rename={"sampled_value": "sampledValue", "custom_data": "customData"}
):
    """Samples taken at one instant."""

    sampled_value: Annotated[tuple[SampledValue, ...], Meta(min_length=1)]
    timestamp: Instant
    custom_data: Maybe[CustomData] = None


class SampledValue(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"signed_meter_value": "signedMeterValue", "unit_of_measure": "unitOfMeasure", "custom_data": "customData"},
):
    """One sample; what is left out means active import register, in Wh, at the outlet."""

    value: float
    measurand: Maybe[Measurand] = None
    context: Maybe[ReadingContext] = None
    phase: Maybe[Phase] = None
    location: Maybe[Location] = None
    signed_meter_value: Maybe[SignedMeterValue] = None
    unit_of_measure: Maybe[UnitOfMeasure] = None
    custom_data: Maybe[CustomData] = None


class SignedMeterValue(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "signed_meter_data": "signedMeterData",
        "signing_method": "signingMethod",
        "encoding_method": "encodingMethod",
        "public_key": "publicKey",
        "custom_data": "customData",
    },
):
    """A sample as the meter signed it."""

    signed_meter_data: Text32768
    signing_method: Maybe[Text50] = None
    encoding_method: Text50
    public_key: Maybe[Text2500] = None
    custom_data: Maybe[CustomData] = None


class UnitOfMeasure(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """A unit, and the power of ten that a value is to be multiplied with."""

    unit: Maybe[Text20] = None
    multiplier: Maybe[int] = None
    custom_data: Maybe[CustomData] = None
