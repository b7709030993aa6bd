"""Public keys of meters: from the many ways in which they are written to their bytes."""

from base64 import b64decode
from binascii import Error as Base64Error
from datetime import datetime
from hashlib import sha256
from re import fullmatch, sub
from typing import Final, Literal

import msgspec

from pilotwire.kernel.ids import EvseId, StationId

KeySource = Literal["entered", "station", "value"]
"""Entered by a person; told by the station as a variable; sent along with the value that it is to prove."""
MOST_KEYS: Final = 64
LONGEST_KEY: Final = 5_000


class MeterKey(msgspec.Struct, frozen=True, omit_defaults=True):
    """A key that a person entered for a station's meters, for one EVSE or (None) all. `data` is DER in hex."""

    id: str
    data: str
    created_at: datetime
    evse_id: EvseId | None = None
    note: str | None = None
    actor: str | None = None


class MeterKeys(msgspec.Struct, frozen=True, omit_defaults=True):
    """All keys entered for a station."""

    station: StationId
    keys: tuple[MeterKey, ...] = ()

    def of(self, evse_id: EvseId | None) -> tuple[MeterKey, ...]:
        """Those that may have signed at this EVSE."""
        return tuple(one for one in self.keys if one.evse_id is None or evse_id in (None, 0, one.evse_id))


def key_bytes(text: str) -> bytes | None:
    """The bytes of a key: `oca:base16:asn1:...`, that in Base64, PEM, hexadecimal or Base64; None when it is none.

    Source: OCA, signed meter values in OCPP 1.0, 3.2.2.
    """
    text = text.strip()
    if not text or len(text) > LONGEST_KEY:
        return None
    if "-----BEGIN" in text:
        inner = sub(r"-----[^-]+-----", "", text)
        return _base64(sub(r"\s", "", inner))
    if text.startswith("oca:"):
        _, _, rest = text.partition(":")
        encoding, _, rest = rest.partition(":")
        _, _, printed = rest.partition(":")
        return _hex(printed) if encoding == "base16" else _base64(sub(r"\s", "", printed))
    plain = _hex(text) if fullmatch(r"(0[xX])?[0-9a-fA-F\s:]+", text) else None
    if plain is not None:
        return plain
    inner_bytes = _base64(sub(r"\s", "", text))
    if inner_bytes is None:
        return None
    try:
        nested = inner_bytes.decode("ascii")
    except UnicodeDecodeError:
        return inner_bytes
    return key_bytes(nested) or inner_bytes


def key_id(data: bytes) -> str:
    """A short name of a key, the same wherever it came from."""
    return sha256(data).hexdigest()[:16]


def _hex(text: str) -> bytes | None:
    digits = sub(r"[^0-9a-fA-F]", "", text[2:] if text[:2].lower() == "0x" else text)
    return bytes.fromhex(digits) if digits and len(digits) % 2 == 0 else None


def _base64(text: str) -> bytes | None:
    try:
        return b64decode(text, validate=True) or None
    except (ValueError, Base64Error):
        return None
