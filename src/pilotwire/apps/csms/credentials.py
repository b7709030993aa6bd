"""What a handshake proves of who connects: a password, a certificate, and so a security profile."""

from collections.abc import Collection
from typing import Final

from pilotwire.adapters.transport.handshake import Certificate, Handshake
from pilotwire.adapters.transport.refusal import Reason, Refusal, refuse
from pilotwire.domain.finding import Oddity
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import StationId
from pilotwire.protocol.ocppj.version import Version
from pilotwire.services.ports import Passwords

NO_PROFILE: Final = 0
BASIC_PROFILE: Final = 1
TLS_BASIC_PROFILE: Final = 2
CERTIFICATE_PROFILE: Final = 3

_HEX_DIGITS: Final = frozenset(b"0123456789abcdefABCDEF")


async def check_credentials(
    handshake: Handshake,
    record: ChargingStation | None,
    passwords: Passwords,
    organizations: Collection[str] = (),
) -> tuple[int, tuple[Oddity, ...]] | Refusal:
    """The security profile that the credentials reach, and what was odd about them; or why the door stays closed.

    A station below its own minimum is refused, and where no password could help, before one is looked at. A 1.6 key is
    stored as hex text and should come as the bytes that it stands for; the text itself is taken too and noted
    (`auth-key-form`). Source: OCPP 1.6 security whitepaper and OCPP 2.0.1 part 2, A00.FR.002, 204 to 207.
    """
    lowest = None if record is None else record.min_security_profile
    too_low = _too_low(_highest(handshake), lowest)
    if too_low is not None:
        return too_low
    if handshake.certificate is not None:
        wrong = check_organization(handshake.certificate, organizations) or check_owner(
            handshake.certificate, handshake.identity, record
        )
        return wrong or (CERTIFICATE_PROFILE, ())
    reached = await _reached(handshake, record, passwords)
    return reached if isinstance(reached, Refusal) else _too_low(reached[0], lowest) or reached


async def _reached(
    handshake: Handshake, record: ChargingStation | None, passwords: Passwords
) -> tuple[int, tuple[Oddity, ...]] | Refusal:
    given = handshake.credentials
    if record is None or (record.password_hash is None and (record.next_password_hash is None or given is None)):
        return NO_PROFILE, ()
    if given is None:
        return refuse(Reason.CREDENTIALS_MISSING, f"Station '{record.id}' has a password and the charger sent none.")
    if given.user != record.id.encode():
        return refuse(Reason.CREDENTIALS_WRONG, "The user name is not the charger's identity.")
    profile = TLS_BASIC_PROFILE if handshake.secure else BASIC_PROFILE
    for stored in (record.password_hash, record.next_password_hash):
        form = None if stored is None else await _fitting(given.password, stored, passwords)
        if form is not None:
            as_text = handshake.version is Version.V16 and form == "text" and _is_key_text(given.password)
            odd = (Oddity("auth-key-form", "", "the key was sent as hex text, not as bytes"),) if as_text else ()
            return profile, odd
    return refuse(Reason.CREDENTIALS_WRONG, f"The password is not the one stored for station '{record.id}'.")


async def is_next_password(handshake: Handshake, record: ChargingStation | None, passwords: Passwords) -> bool:
    """Whether the station came with the password that it was given last, and so has taken it."""
    given = handshake.credentials
    if record is None or record.next_password_hash is None or given is None:
        return False
    return await _fitting(given.password, record.next_password_hash, passwords) is not None


def check_organization(certificate: Certificate, organizations: Collection[str]) -> Refusal | None:
    """Whether the certificate is of one of these organisations, in any case and spacing; none are given: of any.

    Source: OCPP 2.0.1 part 2 and OCPP 1.6 security whitepaper, A00.FR.404.
    """
    if not organizations or {_plain(one) for one in organizations} & {_plain(one) for one in certificate.organizations}:
        return None
    owners = ", ".join(f"'{one}'" for one in certificate.organizations) or "nobody"
    return refuse(Reason.CERTIFICATE_FOREIGN, f"The certificate names {owners} as the organisation that owns it.")


def check_owner(certificate: Certificate, identity: StationId, record: ChargingStation | None) -> Refusal | None:
    """Whether the certificate is this station's: its common name or serial number is the identity, or the common name
    is the serial number that the station told when it booted.

    So a station whose certificate names its serial number alone boots with a lower profile once, which is the order in
    which OCPP raises profiles. Source: OCPP 2.0.1 part 2 and OCPP 1.6 security whitepaper, A00.FR.405 and 511; A05.
    """
    told = None if record is None else record.identity.serial_number
    if identity in (certificate.common_name, certificate.serial_number):
        return None
    if told and certificate.common_name == told:
        return None
    known = f" and its serial number '{told}'" if told else ""
    detail = (
        f"The certificate was issued for '{certificate.common_name}', the station's identity is '{identity}'{known}."
    )
    return refuse(Reason.CERTIFICATE_WRONG, detail)


def serial_mismatch(certificate: Certificate | None, identity: StationId, told: str | None) -> str | None:
    """In words, how the serial number that a station tells at boot contradicts its certificate; None if it does not.

    A common name that is the identity is no serial number. Source: OCPP 2.0.1 part 2, B01.FR.11.
    """
    if certificate is None or not told:
        return None
    named = certificate.serial_number or ("" if certificate.common_name == identity else certificate.common_name)
    if not named or named == told:
        return None
    return f"the certificate names serial number '{named}', the boot '{told}'"


async def _fitting(sent: bytes, stored: str, passwords: Passwords) -> str | None:
    """The form in which what was sent is the stored password, `bytes` or `text`; None for a wrong one."""
    for form, password in _forms(sent):
        if await passwords.verify(password, stored):
            return form
    return None


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _highest(handshake: Handshake) -> int:
    """The profile that this kind of connection can reach at most."""
    if handshake.certificate is not None:
        return CERTIFICATE_PROFILE
    return TLS_BASIC_PROFILE if handshake.secure else BASIC_PROFILE


def _too_low(profile: int, lowest: int | None) -> Refusal | None:
    if lowest is None or profile >= lowest:
        return None
    detail = f"The connection reaches security profile {profile}, the station's minimum is {lowest}."
    return refuse(Reason.PROFILE_TOO_LOW, detail)


def _forms(sent: bytes) -> list[tuple[str, bytes]]:
    """What the stored password may be, given the bytes sent: these, or their hex text in either case."""
    hex_text = sent.hex().encode()
    binary = [("bytes", hex_text), ("bytes", hex_text.upper())] if _KEY_BYTES[0] <= len(sent) <= _KEY_BYTES[1] else []
    return [*binary, ("text", sent)] if any(byte < 0x20 or byte > 0x7E for byte in sent) else [("text", sent), *binary]


def _is_key_text(sent: bytes) -> bool:
    return 2 * _KEY_BYTES[0] <= len(sent) <= 2 * _KEY_BYTES[1] and set(sent) <= _HEX_DIGITS


_KEY_BYTES: Final = (16, 20)
