"""Which credentials open the door, in the forms in which chargers send them."""

from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import TypeVar

import pytest

from pilotwire.adapters.transport.handshake import Certificate, Credentials, Handshake
from pilotwire.adapters.transport.refusal import Reason, Refusal
from pilotwire.apps.csms.credentials import check_credentials, check_organization, serial_mismatch
from pilotwire.domain.station import ChargingStation, Identity
from pilotwire.kernel.ids import StationId
from pilotwire.protocol.ocppj.version import Version

T = TypeVar("T")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEY_TEXT = "00112233445566778899AABBCCDDEEFF"
KEY_BYTES = bytes.fromhex(KEY_TEXT)


class OpenPasswords:
    """Keeps passwords as they are, in place of hashing them."""

    async def hash(self, password: bytes) -> str:
        """The password."""
        return password.decode()

    async def verify(self, password: bytes, stored: str) -> bool:
        """Whether they are equal."""
        return password == stored.encode()


def finish(work: Coroutine[object, object, T]) -> T:
    """The result of a coroutine that waits for nothing."""
    try:
        work.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    raise AssertionError("it waits for something")


def outcome(
    password: bytes | None, stored: str | None, version: Version = Version.V16, secure: bool = False, user: str = "CP01"
) -> tuple[int, list[str]] | Reason:
    """The security profile and what was noted, or why the door stays closed."""
    given = None if password is None else Credentials(user.encode(), password)
    handshake = Handshake(
        StationId("CP01"), "", "/ocpp/CP01", (), version, given, "127.0.0.1", secure, None, "", ()
    )  # fmt: skip
    record = ChargingStation(StationId("CP01"), NOON, NOON, password_hash=stored)
    checked = finish(check_credentials(handshake, record, OpenPasswords()))
    if isinstance(checked, Refusal):
        return checked.reason
    return checked[0], [oddity.name for oddity in checked[1]]


def test_a_station_without_a_password_needs_none() -> None:
    assert outcome(None, None) == (0, [])
    assert outcome(b"anything", None) == (0, [])


@pytest.mark.requirement("A00.FR.207", "A00.FR.324")
def test_the_right_password_reaches_profile_1_and_over_tls_profile_2() -> None:
    assert outcome(b"a-long-enough-password", "a-long-enough-password", Version.V201) == (1, [])
    assert outcome(b"a-long-enough-password", "a-long-enough-password", Version.V201, secure=True) == (2, [])


def test_a_key_of_1_6_sent_as_its_bytes_is_right() -> None:
    assert outcome(KEY_BYTES, KEY_TEXT) == (1, [])


def test_a_key_stored_in_small_letters_is_the_same_key() -> None:
    assert outcome(KEY_BYTES, KEY_TEXT.lower()) == (1, [])


def test_a_key_of_1_6_sent_as_its_text_is_right_and_noted() -> None:
    assert outcome(KEY_TEXT.encode(), KEY_TEXT) == (1, ["auth-key-form"])


def test_the_same_text_of_a_later_version_is_a_password_and_nothing_odd() -> None:
    assert outcome(KEY_TEXT.encode(), KEY_TEXT, Version.V201) == (1, [])


@pytest.mark.parametrize("password", [b"", b"wrong", KEY_BYTES[:-1], KEY_TEXT.lower().encode()[:-1]])
def test_a_wrong_password_keeps_the_door_closed(password: bytes) -> None:
    assert outcome(password, KEY_TEXT) is Reason.CREDENTIALS_WRONG


def test_no_password_where_one_is_needed_keeps_the_door_closed() -> None:
    assert outcome(None, KEY_TEXT) is Reason.CREDENTIALS_MISSING


@pytest.mark.requirement("A00.FR.207", "A00.FR.324")
def test_the_password_of_another_station_keeps_the_door_closed() -> None:
    assert outcome(KEY_BYTES, KEY_TEXT, user="CP02") is Reason.CREDENTIALS_WRONG


def by_certificate(
    common_name: str,
    serial_number: str = "",
    *,
    told: str | None = None,
    known: bool = True,
    lowest: int | None = None,
    stored: str | None = None,
) -> int | str:
    """The profile that a certificate reaches, or the reason of the refusal."""
    shown = Certificate(common_name, b"", serial_number)
    handshake = Handshake(
        StationId("CP01"), "", "/ocpp/CP01", (), Version.V201, None, "127.0.0.1", True, shown, "", ()
    )  # fmt: skip
    record = ChargingStation(
        StationId("CP01"), NOON, NOON, identity=Identity(serial_number=told), min_security_profile=lowest,
        password_hash=stored,
    )  # fmt: skip
    checked = finish(check_credentials(handshake, record if known else None, OpenPasswords()))
    return str(checked.reason) if isinstance(checked, Refusal) else checked[0]


def test_a_certificate_for_the_identity_reaches_profile_3_without_a_password() -> None:
    assert by_certificate("CP01") == 3
    assert by_certificate("CP01", stored="a-long-enough-password") == 3
    assert by_certificate("CP01", known=False) == 3
    assert by_certificate("Acme One", "CP01") == 3


@pytest.mark.parametrize("name", ["CP02", "", "cp01", "CP01 ", "CP011", "SN-1"])
def test_a_certificate_for_another_name_keeps_the_door_closed(name: str) -> None:
    assert by_certificate(name) == "certificate-wrong"
    assert by_certificate(name, told="") == "certificate-wrong"


def test_a_certificate_for_the_serial_number_is_good_for_the_station_that_told_it() -> None:
    assert by_certificate("SN-1", told="SN-1") == 3
    assert by_certificate("SN-1", told="SN-2") == "certificate-wrong"
    assert by_certificate("SN-1", known=False) == "certificate-wrong"


@pytest.mark.parametrize(
    ("owners", "accepted", "good"),
    [
        (("Acme",), (), True),
        ((), (), True),
        (("ACME  Energy",), ("acme energy",), True),
        (("Other", "Acme"), ("Acme",), True),
        (("Acme Energy",), ("Acme",), False),
        ((), ("Acme",), False),
    ],
)
def test_a_certificate_is_good_for_its_organisations(
    owners: tuple[str, ...], accepted: tuple[str, ...], good: bool
) -> None:
    refused = check_organization(Certificate("CP01", b"", organizations=owners), accepted)
    assert (refused is None) is good
    assert refused is None or refused.reason is Reason.CERTIFICATE_FOREIGN


@pytest.mark.parametrize(
    ("lowest", "plain", "tls", "certificate"),
    [
        (None, 1, 2, 3),
        (0, 1, 2, 3),
        (1, 1, 2, 3),
        (2, "profile-too-low", 2, 3),
        (3, "profile-too-low", "profile-too-low", 3),
    ],
)
def test_a_station_below_its_minimum_is_refused(
    lowest: int | None, plain: int | str, tls: int | str, certificate: int | str
) -> None:
    reached = []
    for secure in (False, True):
        given = Credentials(b"CP01", b"a-long-enough-password")
        handshake = Handshake(
            StationId("CP01"), "", "/ocpp/CP01", (), Version.V16, given, "127.0.0.1", secure, None, "", ()
        )  # fmt: skip
        record = ChargingStation(
            StationId("CP01"), NOON, NOON, password_hash="a-long-enough-password", min_security_profile=lowest
        )
        checked = finish(check_credentials(handshake, record, OpenPasswords()))
        reached.append(str(checked.reason) if isinstance(checked, Refusal) else checked[0])
    assert [*reached, by_certificate("CP01", lowest=lowest)] == [plain, tls, certificate]


def test_tls_without_a_password_proves_nothing() -> None:
    handshake = Handshake(
        StationId("CP01"), "", "/ocpp/CP01", (), Version.V16, None, "127.0.0.1", True, None, "", ()
    )  # fmt: skip
    record = ChargingStation(StationId("CP01"), NOON, NOON, min_security_profile=2)
    checked = finish(check_credentials(handshake, record, OpenPasswords()))
    assert isinstance(checked, Refusal)
    assert checked.reason is Reason.PROFILE_TOO_LOW


@pytest.mark.parametrize(
    ("common_name", "serial_number", "told", "said"),
    [
        ("CP01", "", "SN-1", None),
        ("CP01", "SN-1", "SN-1", None),
        ("CP01", "SN-1", None, None),
        ("SN-1", "", "SN-1", None),
        ("CP01", "SN-1", "SN-2", "the certificate names serial number 'SN-1', the boot 'SN-2'"),
        ("SN-1", "", "SN-2", "the certificate names serial number 'SN-1', the boot 'SN-2'"),
    ],
)
def test_a_boot_that_contradicts_the_certificate_is_noticed(
    common_name: str, serial_number: str, told: str | None, said: str | None
) -> None:
    assert serial_mismatch(Certificate(common_name, b"", serial_number), StationId("CP01"), told) == said
    assert serial_mismatch(None, StationId("CP01"), told) is None
