"""The table of quirks in payloads, in the order in which they are repaired: lists first, then what is in them."""

from collections.abc import Iterable
from typing import Final

from pilotwire.protocol.ocppj.version import Version
from pilotwire.protocol.quirks import numbers_and_text, shapes, times, words
from pilotwire.protocol.quirks.record import Direction, Field, Normaliser, Repair
from pilotwire.protocol.shape import Amount, Flag, Moment, Text, Whole, Word

_V16: Final = frozenset({Version.V16})
_READINGS: Final = (
    ("MeterValues", "/meterValue"),
    ("StopTransaction", "/transactionData"),
    ("TransactionEvent", "/meterValue"),
)
_BOOT_FIELDS: Final = (
    "/chargeBoxSerialNumber", "/chargePointModel", "/chargePointSerialNumber", "/chargePointVendor",
    "/firmwareVersion", "/iccid", "/imsi", "/meterSerialNumber", "/meterType",
    "/chargingStation/firmwareVersion", "/chargingStation/model", "/chargingStation/serialNumber",
    "/chargingStation/vendorName", "/chargingStation/modem/iccid", "/chargingStation/modem/imsi",
)  # fmt: skip
_TOKEN_FIELDS: Final = (
    ("Authorize", "/idTag"), ("StartTransaction", "/idTag"),
    ("Authorize", "/idToken/idToken"), ("TransactionEvent", "/idToken/idToken"),
)  # fmt: skip


def _at(
    repair: Repair, keyword: str, places: Iterable[tuple[str, str]], direction: Direction = "request"
) -> tuple[Field, ...]:
    return tuple(Field(repair, frozenset({keyword}), action, direction, place) for action, place in places)


def _samples(below: str) -> tuple[tuple[str, str], ...]:
    """A place within the readings of every message that has them."""
    return tuple((action, readings + below) for action, readings in _READINGS)


NORMALISERS: Final = (
    Normaliser(
        name="meter-value-object",
        row=17,
        what="A single meter value, or a single sample, stands alone where a list of them should be.",
        does="It is read as a list of one.",
        fields=_at(shapes.wrapped, "type", _samples("")) + _at(shapes.wrapped, "type", _samples("/*/sampledValue")),
    ),
    Normaliser(
        name="sampled-value-empty",
        row=18,
        what="A meter value has no samples, or the message no meter values.",
        does="The empty meter value is left out; what is left, even nothing, is taken.",
        fields=_at(shapes.owner_left_out, "minItems", _samples("/*/sampledValue"))
        + _at(shapes.emptied, "minItems", _samples("")),
    ),
    Normaliser(
        name="null-field",
        what="An optional field is null in place of being left out.",
        does="It counts as absent.",
        fields=(Field(numbers_and_text.null_left_out, frozenset({"type"}), optional_only=True),),
    ),
    Normaliser(
        name="empty-string",
        row=11,
        what="An optional field that is no free text (a word, a time, a number) is an empty text.",
        does="It counts as absent.",
        fields=(
            Field(
                numbers_and_text.empty_left_out,
                frozenset({"type", "enum", "format"}),
                wanted=(Word, Moment, Whole, Amount, Flag),
                optional_only=True,
            ),
        ),
    ),
    Normaliser(
        name="timestamp-naive",
        row=13,
        what="A time names no zone.",
        does="It is read in the zone of the station's profile, UTC unless set.",
        severity="warning",
        shows_value=True,
        fields=(Field(times.zone_added, frozenset({"format"}), wanted=(Moment,)),),
    ),
    Normaliser(
        name="timestamp-form",
        what="A time is written in a form near RFC 3339: a space for the T, a zone like +0200, no seconds.",
        does="It is read as the instant that it means.",
        shows_value=True,
        fields=(Field(times.respelt, frozenset({"format"}), wanted=(Moment,)),),
    ),
    Normaliser(
        name="sample-value-number",
        row=16,
        versions=_V16,
        what="The value of a sample is a JSON number; OCPP 1.6 has texts there.",
        does="It is read as the shortest text of that number.",
        shows_value=True,
        fields=_at(numbers_and_text.number_to_text, "type", _samples("/*/sampledValue/*/value")),
    ),
    Normaliser(
        name="config-value-type",
        row=41,
        versions=_V16,
        what="The value of a configuration key is a JSON number, true or false.",
        does="It is read as its text.",
        fields=_at(
            numbers_and_text.scalar_to_text, "type", (("GetConfiguration", "/configurationKey/*/value"),), "response"
        ),
    ),
    Normaliser(
        name="number-as-text",
        what="A number stands in quotation marks.",
        does="It is read as the number.",
        fields=(Field(numbers_and_text.text_to_number, frozenset({"type"}), wanted=(Whole, Amount)),),
    ),
    Normaliser(
        name="integer-with-fraction",
        what="A whole number has decimals.",
        does="It is rounded to the nearest whole number; the number sent is kept beside.",
        severity="warning",
        shows_value=True,
        keeps_raw=True,
        fields=(Field(numbers_and_text.rounded, frozenset({"type"}), wanted=(Whole,)),),
    ),
    Normaliser(
        name="text-as-number",
        what="A text is sent as a number, as true or as false.",
        does="It is read as its text.",
        fields=(Field(numbers_and_text.scalar_to_text, frozenset({"type"}), wanted=(Text, Word)),),
    ),
    Normaliser(
        name="flag-as-text",
        what="True or false is sent as a text, or as 0 or 1.",
        does="It is read as true or false.",
        fields=(Field(numbers_and_text.to_flag, frozenset({"type"}), wanted=(Flag,)),),
    ),
    Normaliser(
        name="unit-alias",
        row=21,
        versions=_V16,
        what="A unit is spelt in another way, such as Hz for Hertz.",
        does="It is read as the unit that is meant; an unknown unit stays as it is and is no case of this.",
        shows_value=True,
        fields=_at(words.unit, "enum", _samples("/*/sampledValue/*/unit")),
    ),
    Normaliser(
        name="error-code-unknown",
        row=39,
        versions=_V16,
        what="StatusNotification has an error code that OCPP 1.6 does not know.",
        does="In other capitals it is the known code, else OtherError; the word sent is kept beside.",
        severity="warning",
        shows_value=True,
        keeps_raw=True,
        fields=_at(words.error_code, "enum", (("StatusNotification", "/errorCode"),)),
    ),
    Normaliser(
        name="boot-field-length",
        row=10,
        what="Vendor, model, serial number or the like is longer than allowed.",
        does="It is kept in full.",
        severity="warning",
        fields=_at(words.kept, "maxLength", (("BootNotification", place) for place in _BOOT_FIELDS)),
    ),
    Normaliser(
        name="context-unknown",
        row=19,
        what="The context of a sample is a word that the version does not know.",
        does="The word is kept.",
        severity="warning",
        fields=_at(words.kept, "enum", _samples("/*/sampledValue/*/context")),
    ),
    Normaliser(
        name="measurand-unknown",
        row=20,
        what="The measurand of a sample is a word that the version does not know.",
        does="The word is kept.",
        severity="warning",
        fields=_at(words.kept, "enum", _samples("/*/sampledValue/*/measurand")),
    ),
    Normaliser(
        name="stop-tx-extras",
        row=31,
        versions=_V16,
        what="StopTransaction ends with an id tag of more than 20 characters, an echo of a remote start.",
        does="It is kept in full.",
        fields=_at(words.kept, "maxLength", (("StopTransaction", "/idTag"),)),
    ),
    Normaliser(
        name="id-tag-free-text",
        row=32,
        what="An id tag is longer than allowed, as texts made up by stations are.",
        does="It is kept in full.",
        fields=_at(words.kept, "maxLength", _TOKEN_FIELDS),
    ),
    Normaliser(
        name="extra-fields",
        row=47,
        what="The message, or its answer, has fields that the schema does not know.",
        does="They are kept beside the message and change nothing.",
        fields=(Field(shapes.set_aside, frozenset({"additionalProperties"})),),
    ),
)
