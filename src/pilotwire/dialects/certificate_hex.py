"""Certificates between PEM and the hex of their DER, as the older plug and charge of OCPP 1.6 carries them."""

import binascii
import re
import textwrap
from typing import Final

from pilotwire.domain.command import CannotError

_BLOCK: Final = re.compile(r"-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", re.DOTALL)
_HEX: Final = re.compile(r"[0-9A-Fa-f\s]+")


def hex_of(pem: str) -> str:
    """The DER of each certificate in a PEM text, one after the other, in hex. Raises CannotError for a text of none."""
    blocks = _BLOCK.findall(pem)
    try:
        der = b"".join(binascii.a2b_base64(block) for block in blocks)
    except binascii.Error:
        der = b""
    if not der:
        raise CannotError("the certificate is none in PEM", "give it as PEM")
    return der.hex()


def request_in_pem(text: str) -> str:
    """A signing request in PEM, made of hex where it came so; whatever else it is stays as it is."""
    if not _HEX.fullmatch(text):
        return text
    try:
        der = bytes.fromhex("".join(text.split()))
    except ValueError:
        return text
    body = "\n".join(textwrap.wrap(binascii.b2a_base64(der, newline=False).decode(), 64))
    return f"-----BEGIN CERTIFICATE REQUEST-----\n{body}\n-----END CERTIFICATE REQUEST-----\n"
