"""What DataTransfer of OCPP 1.6 carries for plug and charge: its vendor ids, and their JSON read and made."""

from collections.abc import Mapping
from typing import Final, TypeVar

import msgspec

from pilotwire.domain.security_commands import CarDialect
from pilotwire.protocol.decode import decode_tolerant_raw, encode
from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocpp16 import core

M = TypeVar("M", bound=Payload)
OCA: Final = "org.openchargealliance.iso15118pnc"
"""The vendor id of the Open Charge Alliance's white paper: payloads of 2.0.1 as text."""
HAS2BE: Final = "iso15118"
"""The older one of has·to·be: nearly the same, with names of its own."""
DIALECTS: Final[Mapping[str, CarDialect]] = {OCA: "oca", HAS2BE: "has2be"}
VENDOR_IDS: Final[Mapping[CarDialect, str]] = {dialect: vendor for vendor, dialect in DIALECTS.items()}


class DataError(ValueError):
    """The data is no such message; the text says why."""


def fields_of(data: str | None) -> dict[str, msgspec.Raw]:
    """The fields of a JSON object in a text. Raises DataError."""
    try:
        return msgspec.json.decode(data or "", type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        raise DataError("the data is no JSON object in a text, or not such a one") from None


def built(kind: type[M], fields: Mapping[str, msgspec.Raw]) -> M:
    """The message that these fields make, as far as they keep its rules. Raises DataError that names the field."""
    found = decode_tolerant_raw(kind, msgspec.json.encode(fields))
    if found.value is None:
        first = found.violations[0]
        raise DataError(f"{first.pointer or '/'}: {first.message}")
    return found.value


def read(kind: type[M], data: str | None) -> M:
    """The message in a text. Raises DataError that names the field."""
    return built(kind, fields_of(data))


def text_of(message: Payload) -> str:
    """A message as data."""
    return encode(message).decode()


def transfer(dialect: CarDialect, message_id: str, message: Payload) -> core.DataTransferRequest:
    """A message within DataTransfer."""
    return core.DataTransferRequest(vendor_id=VENDOR_IDS[dialect], message_id=message_id, data=text_of(message))
