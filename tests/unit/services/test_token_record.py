"""The record of a token in an operator's hands."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.domain.id_token import Token
from pilotwire.domain.token_events import TokenChanged, TokenRemoved
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError
from pilotwire.services.kept_record import VersionConflictError
from pilotwire.services.token_record import known_token, put_token, remove_token, token_version

from .conftest import finish

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)


def test_a_new_token_is_stored_and_told() -> None:
    store = MemoryStore()
    saved = finish(put_token(store, Token("04A1", "ISO14443", note="Van 3"), NOON))
    assert saved == (Token("04A1", "ISO14443", note="Van 3", created_at=NOON, updated_at=NOON), True, False)
    assert finish(store.token("04a1")) == saved.token
    assert [one.event for one in store.events] == [TokenChanged(token="04A1", at=NOON)]


def test_a_second_put_replaces_all_but_the_first_instant() -> None:
    store = MemoryStore()
    finish(put_token(store, Token("04A1", note="Van 3"), NOON))
    saved = finish(put_token(store, Token("04A1", blocked=True), LATER))
    assert saved == (Token("04A1", blocked=True, created_at=NOON, updated_at=LATER), False, True)


def test_a_put_that_changes_nothing_stores_and_tells_nothing() -> None:
    store = MemoryStore()
    finish(put_token(store, Token("04A1"), NOON))
    saved = finish(put_token(store, Token("04A1"), LATER))
    assert saved.token.updated_at == NOON
    assert len(store.events) == 1


def test_the_same_value_in_another_spelling_is_a_conflict() -> None:
    store = MemoryStore()
    finish(put_token(store, Token("04A1ff"), NOON))
    with pytest.raises(ConflictError, match="written '04A1ff'"):
        finish(put_token(store, Token("04a1FF"), NOON))


@pytest.mark.parametrize("value", ["", "x" * 256, "a\tb", "\x00"])
def test_values_that_no_station_sends_are_refused(value: str) -> None:
    with pytest.raises(BadInputError, match="characters"):
        finish(put_token(MemoryStore(), Token(value), NOON))


def test_a_misspelt_type_is_answered_with_its_right_spelling() -> None:
    with pytest.raises(BadInputError, match="'ISO14443'") as refused:
        finish(put_token(MemoryStore(), Token("04A1", "iso14443"), NOON))
    assert refused.value.pointer == "/type"


def test_a_type_of_a_vendors_own_is_taken_as_ocpp_2_1_allows() -> None:
    assert finish(put_token(MemoryStore(), Token("04A1", "PaymentCard"), NOON)).token.type == "PaymentCard"


def test_a_token_of_the_type_that_has_no_value_is_refused() -> None:
    with pytest.raises(BadInputError, match="never looked up") as refused:
        finish(put_token(MemoryStore(), Token("x", "NoAuthorization"), NOON))
    assert refused.value.pointer == "/type"


def test_a_token_is_known_in_any_case() -> None:
    store = MemoryStore()
    finish(put_token(store, Token("04A1ff"), NOON))
    assert finish(known_token(store, "04a1FF")).value == "04A1ff"


def test_an_unknown_token_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="'04A1'"):
        finish(known_token(MemoryStore(), "04A1"))
    with pytest.raises(NotFoundError, match="'04A1'"):
        finish(remove_token(MemoryStore(), "04A1", NOON))


def test_a_removed_token_is_gone_and_told() -> None:
    store = MemoryStore()
    finish(put_token(store, Token("04A1"), NOON))
    finish(remove_token(store, "04a1", LATER))
    assert finish(store.token("04a1")) is None
    assert store.events[-1].event == TokenRemoved(token="04A1", at=LATER)


def test_only_the_version_that_was_read_is_changed() -> None:
    store = MemoryStore()
    read = token_version(finish(put_token(store, Token("04A1"), NOON)).token)
    finish(put_token(store, Token("04A1", blocked=True), LATER, read))
    with pytest.raises(VersionConflictError):
        finish(put_token(store, Token("04A1"), LATER, read))
    with pytest.raises(VersionConflictError):
        finish(remove_token(store, "04A1", LATER, read))
    finish(remove_token(store, "04A1", LATER, "*"))
    with pytest.raises(VersionConflictError):
        finish(put_token(store, Token("04A1"), LATER, "*"))


def test_the_version_is_another_for_another_token() -> None:
    token = Token("04A1", created_at=NOON, updated_at=NOON)
    assert token_version(token) == token_version(msgspec.structs.replace(token))
    assert token_version(token) != token_version(msgspec.structs.replace(token, blocked=True))
