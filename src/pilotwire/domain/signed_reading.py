"""Signed readings: what was signed, out of whichever wrapping a station sent it in, and what is known of its truth."""

from base64 import b64decode
from binascii import Error as Base64Error
from typing import Final, Literal

import msgspec

from .meter_key import KeySource
from .ocmf import HEADER, Ocmf, OcmfError, parse
from .reading import SignedValue

Verdict = Literal["verified", "wrong", "no-key", "unreadable", "unsupported"]
"""Signed by that key; not by it; no key is known; the data makes no sense; a format or curve that is not known here."""
_LONGEST: Final = 1_000_000


class Judgement(msgspec.Struct, frozen=True, omit_defaults=True):
    """The verdict, why, and the key that it rests on."""

    verdict: Verdict
    why: str | None = None
    key_id: str | None = None
    key_source: KeySource | None = None


class Unwrapped(msgspec.Struct, frozen=True, omit_defaults=True):
    """A signed value as text, with what was said beside it; `ocmf` if it is one, `why_not` if it cannot be read."""

    text: str
    encoding: str | None = None
    method: str | None = None
    public_key: str | None = None
    ocmf: Ocmf | None = None
    why_not: str | None = None


class _Wrapped(msgspec.Struct, rename="camel"):
    signed_meter_data: str
    encoding_method: str = ""
    signing_method: str = ""
    public_key: str = ""


def unwrapped(signed: SignedValue) -> Unwrapped:
    """What a station has sent as signed, read: Base64 or plain, in 1.6 also as JSON within the value.

    Source: OCA, signed meter values in OCPP 1.0, 3.2.1 and 4.2.1.
    """
    data, encoding, method, key = signed.data, signed.encoding, signed.method, signed.public_key
    if data.lstrip().startswith("{"):
        try:
            inner = msgspec.json.decode(data, type=_Wrapped)
        except (msgspec.DecodeError, RecursionError):
            pass
        else:
            data = inner.signed_meter_data
            encoding, method = encoding or inner.encoding_method, method or inner.signing_method
            key = key or inner.public_key
    text = _plain(data)
    named = (encoding or "").strip() or None
    ocmf, why_not = None, None
    if text.startswith(HEADER):
        try:
            ocmf = parse(text)
        except OcmfError as error:
            why_not = str(error)
        named = named or "OCMF"
    elif named is not None and named.casefold() == "ocmf":
        why_not = "it does not begin with OCMF|"
    return Unwrapped(text, named, (method or "").strip() or None, key or None, ocmf, why_not)


def method_of(value: Unwrapped) -> str:
    """How it is signed: by the dataset's own word, which the signature covers no more than the one beside it."""
    if value.ocmf is not None:
        return value.ocmf.method
    return value.method or ""


def _plain(data: str) -> str:
    """The text that was signed: as it is, or out of Base64 or hexadecimal digits where OCMF is within."""
    stripped = data.strip()
    if stripped.startswith(HEADER) or len(stripped) > _LONGEST:
        return stripped
    try:
        inner = b64decode(stripped, validate=True)
    except (ValueError, Base64Error):
        return stripped
    found = _decoded(inner)
    if found is None:
        try:
            found = _decoded(bytes.fromhex(stripped))
        except ValueError:
            found = None
    return stripped if found is None else found


def _decoded(data: bytes) -> str | None:
    if not data.lstrip().startswith(HEADER.encode()):
        return None
    try:
        return data.decode("utf-8").strip()
    except UnicodeDecodeError:
        return None
