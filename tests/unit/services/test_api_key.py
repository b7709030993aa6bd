"""Keys of the API, from the first one on."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.domain.access import ApiKey
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError
from pilotwire.services.api_key import (
    KeyWish,
    create_key,
    ensure_admin_key,
    find_key,
    hash_secret,
    note_use,
    remove_key,
)

from .conftest import finish

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
SECRET_OF_ZEROS = "pw_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def zeros(count: int) -> bytes:
    return bytes(count)


def ones(count: int) -> bytes:
    return b"\x01" * count


def test_a_key_is_stored_by_its_hash_alone() -> None:
    store = MemoryStore()
    new = finish(create_key(store, KeyWish("billing", "read"), NOON, zeros))
    assert new.secret == SECRET_OF_ZEROS
    assert new.key.id == "000000000000"
    assert store.api_keys() == [
        ApiKey("000000000000", "billing", "read", hash_secret(SECRET_OF_ZEROS), NOON),
    ]
    assert SECRET_OF_ZEROS not in repr(store.api_keys())
    assert len(new.key.secret_hash) == 64


def test_a_key_that_would_have_expired_is_not_made() -> None:
    with pytest.raises(BadInputError) as refused:
        finish(create_key(MemoryStore(), KeyWish("late", "read", NOON), NOON, zeros))
    assert refused.value.pointer == "/expires_at"


def test_a_key_is_found_by_its_secret_and_by_nothing_else() -> None:
    store = MemoryStore()
    new = finish(create_key(store, KeyWish("a", "read"), NOON, zeros))
    finish(create_key(store, KeyWish("b", "read"), NOON, ones))
    assert find_key(store.api_keys(), new.secret) == new.key
    for wrong in ("", "pw_", new.secret[:-1], new.secret + "A", new.key.secret_hash, "\ud800"):
        assert find_key(store.api_keys(), wrong) is None


def test_a_use_is_noted_once_a_minute() -> None:
    store = MemoryStore()
    key = finish(create_key(store, KeyWish("a", "read"), NOON, zeros)).key
    note_use(store, key, NOON)
    used = store.api_keys()[0]
    assert used == msgspec.structs.replace(key, last_used_at=NOON)
    note_use(store, used, NOON + timedelta(seconds=59))
    assert store.api_keys()[0].last_used_at == NOON
    note_use(store, used, NOON + timedelta(seconds=60))
    assert store.api_keys()[0].last_used_at == NOON + timedelta(seconds=60)


def test_a_removed_key_opens_nothing() -> None:
    store = MemoryStore()
    new = finish(create_key(store, KeyWish("a", "read"), NOON, zeros))
    finish(remove_key(store, new.key.id, NOON))
    assert find_key(store.api_keys(), new.secret) is None
    with pytest.raises(NotFoundError, match=new.key.id):
        finish(remove_key(store, new.key.id, NOON))


def test_the_last_admin_key_stays() -> None:
    store = MemoryStore()
    first = finish(create_key(store, KeyWish("first", "admin"), NOON, zeros)).key
    finish(create_key(store, KeyWish("second", "admin", LATER), NOON, ones))
    with pytest.raises(ConflictError, match="last admin key"):
        finish(remove_key(store, first.id, LATER))
    finish(remove_key(store, first.id, NOON))
    assert [key.name for key in store.api_keys()] == ["second"]


def test_the_first_start_makes_an_admin_key_and_hands_it_over() -> None:
    store = MemoryStore()
    kept: list[str] = []
    new = finish(ensure_admin_key(store, kept.append, NOON, zeros))
    assert new is not None
    assert kept == [SECRET_OF_ZEROS]
    assert [key.scope for key in store.api_keys()] == ["admin"]


def test_a_later_start_makes_none() -> None:
    store = MemoryStore()
    finish(create_key(store, KeyWish("mine", "admin"), NOON, zeros))
    kept: list[str] = []
    assert finish(ensure_admin_key(store, kept.append, NOON, ones)) is None
    assert kept == []


def test_a_start_without_a_valid_admin_key_makes_a_new_one() -> None:
    store = MemoryStore()
    finish(create_key(store, KeyWish("old", "admin", LATER), NOON, zeros))
    finish(create_key(store, KeyWish("reader", "read"), NOON, ones))
    assert finish(ensure_admin_key(store, lambda _: None, LATER, lambda count: b"\x02" * count)) is not None


def test_a_key_that_cannot_be_handed_over_is_not_stored() -> None:
    store = MemoryStore()

    def full(_: str) -> None:
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        finish(ensure_admin_key(store, full, NOON, zeros))
    assert store.api_keys() == []
