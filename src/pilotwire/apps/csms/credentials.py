"""HTTP Basic of a handshake against a station's stored password."""

from typing import Final

from pilotwire.adapters.transport.handshake import Handshake
from pilotwire.adapters.transport.refusal import Reason, Refusal, refuse
from pilotwire.domain.finding import Oddity
from pilotwire.domain.station import ChargingStation
from pilotwire.protocol.ocppj.version import Version
from pilotwire.services.ports import Passwords

NO_PROFILE: Final = 0
BASIC_PROFILE: Final = 1
TLS_BASIC_PROFILE: Final = 2

_HEX_DIGITS: Final = frozenset(b"0123456789abcdefABCDEF")


async def check_credentials(
    handshake: Handshake, record: ChargingStation | None, passwords: Passwords
) -> tuple[int, tuple[Oddity, ...]] | Refusal:
    """The security profile that the credentials reach, and what was odd about them; or why the door stays closed.

    A 1.6 key is stored as hex text and should come as the bytes that it stands for; the text itself is taken too and
    noted (`auth-key-form`). Source: OCPP 1.6 security whitepaper, A00.FR.204 to 207; OCPP 2.0.1 part 2, the same.
    """
    if record is None or record.password_hash is None:
        return NO_PROFILE, ()
    given = handshake.credentials
    if given is None:
        return refuse(Reason.CREDENTIALS_MISSING, f"Station '{record.id}' has a password and the charger sent none.")
    if given.user != record.id.encode():
        return refuse(Reason.CREDENTIALS_WRONG, "The user name is not the charger's identity.")
    profile = TLS_BASIC_PROFILE if handshake.secure else BASIC_PROFILE
    for form, password in _forms(given.password):
        if await passwords.verify(password, record.password_hash):
            as_text = handshake.version is Version.V16 and form == "text" and _is_key_text(given.password)
            odd = (Oddity("auth-key-form", "", "the key was sent as hex text, not as bytes"),) if as_text else ()
            return profile, odd
    return refuse(Reason.CREDENTIALS_WRONG, f"The password is not the one stored for station '{record.id}'.")


def _forms(sent: bytes) -> list[tuple[str, bytes]]:
    """What the stored password may be, given the bytes sent: these, or their hex text in either case."""
    hex_text = sent.hex().encode()
    binary = [("bytes", hex_text), ("bytes", hex_text.upper())] if _KEY_BYTES[0] <= len(sent) <= _KEY_BYTES[1] else []
    return [*binary, ("text", sent)] if any(byte < 0x20 or byte > 0x7E for byte in sent) else [("text", sent), *binary]


def _is_key_text(sent: bytes) -> bool:
    return 2 * _KEY_BYTES[0] <= len(sent) <= 2 * _KEY_BYTES[1] and set(sent) <= _HEX_DIGITS


_KEY_BYTES: Final = (16, 20)
