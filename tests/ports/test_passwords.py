"""The port `Passwords`: slow once, quick afterwards, and never wrong."""

from collections.abc import Iterator
from time import process_time

import pytest
from argon2 import PasswordHasher

from pilotwire.adapters.pki.passwords import Argon2Passwords

CHEAP = PasswordHasher(1, 8, 1)
DEAR = PasswordHasher(2, 19_456, 1)


def _counting(size: int) -> bytes:
    return bytes(range(size))


@pytest.fixture
def passwords() -> Iterator[Argon2Passwords]:
    """Hashing that costs little, and remembers two."""
    made = Argon2Passwords(_counting, CHEAP, remembered=2)
    yield made
    made.close()


async def test_the_right_password_fits_its_hash_and_no_other_does(passwords: Argon2Passwords) -> None:
    stored = await passwords.hash(b"secret-0123456789")
    assert await passwords.verify(b"secret-0123456789", stored)
    assert not await passwords.verify(b"secret-012345678", stored)
    assert not await passwords.verify(b"", stored)


async def test_a_wrong_password_stays_wrong_after_the_right_one_was_remembered(passwords: Argon2Passwords) -> None:
    stored = await passwords.hash(b"right")
    assert [await passwords.verify(word, stored) for word in (b"right", b"wrong", b"right", b"wrong")] == [
        True, False, True, False,
    ]  # fmt: skip


async def test_two_hashes_of_one_password_differ_and_both_fit(passwords: Argon2Passwords) -> None:
    first, second = await passwords.hash(b"same"), await passwords.hash(b"same")
    assert first != second
    assert await passwords.verify(b"same", first)
    assert await passwords.verify(b"same", second)


async def test_a_password_right_for_one_hash_is_not_right_for_another(passwords: Argon2Passwords) -> None:
    mine, theirs = await passwords.hash(b"mine"), await passwords.hash(b"theirs")
    assert await passwords.verify(b"mine", mine)
    assert not await passwords.verify(b"mine", theirs)


async def test_any_bytes_are_a_password(passwords: Argon2Passwords) -> None:
    odd = b"\x00\xff\xfe \xc3\xa4"
    stored = await passwords.hash(odd)
    assert await passwords.verify(odd, stored)
    assert stored.isascii()


@pytest.mark.parametrize("stored", ["", "plain text", "$argon2id$broken", "$2b$12$abcdefghijklmnopqrstuv"])
async def test_a_stored_text_that_is_no_hash_fits_no_password(passwords: Argon2Passwords, stored: str) -> None:
    assert not await passwords.verify(b"plain text", stored)


async def test_checking_the_same_right_password_again_costs_next_to_nothing() -> None:
    passwords = Argon2Passwords(_counting, DEAR)
    stored = await passwords.hash(b"secret")
    begun = process_time()
    assert await passwords.verify(b"secret", stored)
    once_s = process_time() - begun
    begun = process_time()
    for _ in range(100):
        assert await passwords.verify(b"secret", stored)
    passwords.close()
    assert process_time() - begun < once_s


async def test_only_so_many_are_remembered_and_a_forgotten_one_is_still_right(passwords: Argon2Passwords) -> None:
    hashes = [await passwords.hash(bytes([number])) for number in range(5)]
    for _ in range(2):
        assert [await passwords.verify(bytes([number]), stored) for number, stored in enumerate(hashes)] == [True] * 5
    assert len(passwords._right) == 2


async def test_what_was_judged_is_recalled_and_nothing_else(passwords: Argon2Passwords) -> None:
    stored = await passwords.hash(b"right")
    assert passwords.recalls(b"right", stored) is None
    assert await passwords.verify(b"right", stored)
    assert not await passwords.verify(b"wrong", stored)
    assert (passwords.recalls(b"right", stored), passwords.recalls(b"wrong", stored)) == (True, False)
    assert passwords.recalls(b"another", stored) is None
    assert passwords.recalls(b"wrong", await passwords.hash(b"wrong")) is None
    for number in range(2):
        assert not await passwords.verify(b"%d" % number, stored)
    assert passwords.recalls(b"wrong", stored) is None
