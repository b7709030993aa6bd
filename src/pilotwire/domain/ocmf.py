"""The Open Charge Metering Format: what a meter has signed, read without changing a byte of it.

Source: S.A.F.E. e.V., Open Charge Metering Format 1.4.
"""

import json
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import msgspec

HEADER: Final = "OCMF|"
DEFAULT_METHOD: Final = "ECDSA-secp256r1-SHA256"
_MOST_READINGS: Final = 1000


class OcmfError(ValueError):
    """It is no OCMF, or not one that can be read; the text says why."""


class OcmfReading(msgspec.Struct, frozen=True, omit_defaults=True):
    """One reading as signed. `at` is the meter's time with its synchronisation mark as `clock`: U, I, S or R.

    `kind`: B begin, E end, C charging, S suspended, T tariff changed; L, R, A, P, X are ends out of the ordinary.
    `errors`: E energy, t time. `status`: G good, anything else is not.
    """

    at: str
    clock: str | None = None
    kind: str | None = None
    value: Decimal | None = None
    obis: str | None = None
    unit: str | None = None
    errors: str = ""
    status: str | None = None


class Ocmf(msgspec.Struct, frozen=True, omit_defaults=True):
    """A signed dataset. `payload` is the signed text as it came, `signature` and `method` are what it is signed with.

    `pagination` counts the meter's datasets, apart for transactions (T) and others (F). `identified`, `id_level`,
    `id_flags`, `id_type` and `id_data` say how the driver was identified.
    """

    payload: str
    signature: bytes
    method: str
    readings: tuple[OcmfReading, ...]
    version: str | None = None
    gateway_serial: str | None = None
    meter_vendor: str | None = None
    meter_model: str | None = None
    meter_serial: str | None = None
    meter_firmware: str | None = None
    pagination: str | None = None
    identified: bool | None = None
    id_level: str | None = None
    id_flags: tuple[str, ...] = ()
    id_type: str | None = None
    id_data: str | None = None

    @property
    def error_flags(self) -> str:
        """The error flags of all readings, each once."""
        return "".join(sorted({flag for one in self.readings for flag in one.errors}))


def parse(text: str) -> Ocmf:
    """Read a dataset: `OCMF|{payload}|{signature}`. Raises OcmfError."""
    if not text.startswith(HEADER):
        raise OcmfError("it does not begin with OCMF|")
    payload, end = _object(text, len(HEADER), "the payload")
    if text[end : end + 1] != "|":
        raise OcmfError("no signature follows the payload")
    signature, after = _object(text, end + 1, "the signature")
    if text[after:].strip():
        raise OcmfError("something follows the signature")
    return Ocmf(
        text[len(HEADER) : end],
        _signature(signature),
        _text(signature.get("SA")) or DEFAULT_METHOD,
        _readings(payload.get("RD")),
        version=_text(payload.get("FV")),
        gateway_serial=_text(payload.get("GS")),
        meter_vendor=_text(payload.get("MV")),
        meter_model=_text(payload.get("MM")),
        meter_serial=_text(payload.get("MS")),
        meter_firmware=_text(payload.get("MF")),
        pagination=_text(payload.get("PG")),
        identified=payload["IS"] if isinstance(payload.get("IS"), bool) else None,
        id_level=_text(payload.get("IL")),
        id_flags=tuple(word for word in map(_text, _list(payload.get("IF"))) if word),
        id_type=_text(payload.get("IT")),
        id_data=_text(payload.get("ID")),
    )


def _object(text: str, start: int, what: str) -> tuple[dict[str, Any], int]:
    try:
        value, end = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError) as error:
        raise OcmfError(f"{what} is no JSON: {error}") from None
    if not isinstance(value, dict):
        raise OcmfError(f"{what} is no JSON object")
    return value, end


def _signature(section: Mapping[str, Any]) -> bytes:
    data, encoding = _text(section.get("SD")), _text(section.get("SE")) or "hex"
    if not data:
        raise OcmfError("the signature has no data (SD)")
    try:
        if encoding == "hex":
            return bytes.fromhex(data)
        if encoding == "base64":
            return b64decode(data, validate=True)
    except (ValueError, Base64Error):
        raise OcmfError(f"the signature's data is no {encoding}") from None
    raise OcmfError(f"the signature's encoding '{encoding[:20]}' is not known")


def _readings(rows: object) -> tuple[OcmfReading, ...]:
    """The readings, oldest first; a field left out is that of the reading before."""
    found: list[OcmfReading] = []
    before: dict[str, Any] = {}
    for row in _list(rows):
        if not isinstance(row, dict) or len(found) == _MOST_READINGS:
            raise OcmfError(f"the readings (RD) are no list of at most {_MOST_READINGS} objects")
        before = {**{key: before[key] for key in _KEPT if key in before}, **row}
        at, _, clock = (_text(before.get("TM")) or "").partition(" ")
        found.append(
            OcmfReading(
                at,
                clock or None,
                _text(row.get("TX")),
                _number(before.get("RV")),
                _text(before.get("RI")),
                _text(before.get("RU")),
                _text(before.get("EF")) or "",
                _text(before.get("ST")),
            )
        )
    if not found:
        raise OcmfError("it holds no readings (RD)")
    return tuple(found)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str | None:
    if value is None or isinstance(value, dict | list):
        return None
    return str(value)


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        return None
    return number if number.is_finite() else None


_DECODER: Final = json.JSONDecoder(parse_float=Decimal)
_KEPT: Final = ("TM", "RV", "RI", "RU", "EF", "ST")
