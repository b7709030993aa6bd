"""Tokens over HTTP."""

from datetime import UTC, datetime, timedelta, timezone

import aiohttp
import pytest

from pilotwire.client.client import Client
from pilotwire.client.codec import Instant
from pilotwire.client.problem import ApiProblem
from pilotwire.client.token import AdditionalId, AdditionalIdInput, TokenInput

from .conftest import IN_SHARED_LOOP

EVENING = Instant(2026, 3, 1, 20, 0, tzinfo=UTC)


async def test_a_token_that_was_put_can_be_read_in_any_case(client: Client) -> None:
    wanted = TokenInput(
        type="ISO14443",
        expires_at=EVENING,
        group_id="FLEET",
        additional=[AdditionalIdInput(value="42", type="Contract")],
        language="de",
        personal_message="Gute Fahrt",
        note="Van 3",
    )
    put = await client.put_token("04a1FF", wanted)
    got = await client.token("04A1ff")
    assert got == put
    assert (got.value, got.type, got.blocked, got.concurrent) == ("04a1FF", "ISO14443", False, False)
    assert (got.expires_at, got.group_id, got.additional) == (
        EVENING,
        "FLEET",
        [AdditionalId(value="42", type="Contract")],
    )
    assert (got.language, got.personal_message, got.note) == ("de", "Gute Fahrt", "Van 3")


async def test_a_put_replaces_every_rule(raw: aiohttp.ClientSession) -> None:
    async with raw.put("/api/v1/tokens/04A1", json={"type": "VIN", "note": "Van", "concurrent": True}) as answer:
        assert answer.status == 201
    async with raw.put("/api/v1/tokens/04A1", json={"blocked": True}) as answer:
        assert answer.status == 200
        document = await answer.json()
        assert answer.headers["ETag"] == f'"{document.pop("version")}"'
    assert document == {
        "value": "04A1",
        "blocked": True,
        "concurrent": False,
        "created_at": "2026-03-01T12:00:00.000Z",
        "updated_at": "2026-03-01T12:00:00.000Z",
    }


async def test_an_instant_is_shown_in_utc_whatever_zone_it_came_in(raw: aiohttp.ClientSession) -> None:
    at = datetime(2026, 3, 1, 22, 0, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
    async with raw.put("/api/v1/tokens/04A1", json={"expires_at": at.isoformat()}) as answer:
        assert (await answer.json())["expires_at"] == "2026-03-01T20:00:00.123Z"


@IN_SHARED_LOOP
@pytest.mark.parametrize(
    "at", ["2026-03-01T20:00:00", "tomorrow", 5, "2026-13-01T20:00:00Z", "0001-01-01T00:00:00+14:00"]
)
async def test_an_instant_that_is_none_is_refused(shared_raw: aiohttp.ClientSession, at: object) -> None:
    async with shared_raw.put("/api/v1/tokens/04A1", json={"expires_at": at}) as answer:
        assert answer.status == 422
        assert (await answer.json())["errors"] == [
            {"pointer": "/expires_at", "message": "Expected a timestamp with its zone, like 2026-03-01T12:00:00Z."}
        ]


async def test_the_same_value_in_another_spelling_is_a_conflict(client: Client) -> None:
    await client.put_token("04a1ff", TokenInput())
    with pytest.raises(ApiProblem) as refused:
        await client.put_token("04A1FF", TokenInput())
    assert (refused.value.status, refused.value.title) == (409, "Conflict")
    assert refused.value.remedy == "Change '04a1ff', or delete it first."


@IN_SHARED_LOOP
async def test_a_misspelt_type_is_pointed_at(shared_client: Client) -> None:
    with pytest.raises(ApiProblem) as refused:
        await shared_client.put_token("04A1", TokenInput(type="iso14443"))
    assert [(one.pointer, one.message) for one in refused.value.errors] == [
        ("/type", "The type is spelt 'ISO14443', not 'iso14443'.")
    ]


async def test_a_token_that_changed_in_between_is_not_overwritten(client: Client) -> None:
    read = await client.put_token("04A1", TokenInput())
    await client.put_token("04A1", TokenInput(blocked=True), read.version)
    with pytest.raises(ApiProblem) as refused:
        await client.put_token("04A1", TokenInput(), read.version)
    assert refused.value.status == 412
    with pytest.raises(ApiProblem):
        await client.delete_token("04A1", read.version)


async def test_a_deleted_token_is_gone(client: Client) -> None:
    await client.put_token("04A1", TokenInput())
    await client.delete_token("04a1")
    for gone in (client.token("04A1"), client.delete_token("04A1")):
        with pytest.raises(ApiProblem) as refused:
            await gone
        assert refused.value.status == 404


async def test_tokens_come_in_pages_by_value_and_can_be_searched(client: Client) -> None:
    for value, note in (("C", "van"), ("A", "truck"), ("B", "VAN")):
        await client.put_token(value, TokenInput(note=note))
    first = await client.tokens(limit=2)
    second = await client.tokens(limit=2, cursor=first.next_cursor)
    assert [one.value for one in (*first.items, *second.items)] == ["A", "B", "C"]
    assert [one.value for one in (await client.tokens(q="van")).items] == ["B", "C"]


@IN_SHARED_LOOP
@pytest.mark.parametrize("value", ["a/b", "100%", "💳", "' OR '1'='1", "x" * 255])
async def test_an_odd_value_names_one_token_and_no_other(shared_client: Client, value: str) -> None:
    assert (await shared_client.put_token(value, TokenInput())).value == value
    assert (await shared_client.token(value)).value == value
    await shared_client.delete_token(value)
    assert (await shared_client.tokens()).items == []
