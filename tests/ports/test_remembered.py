"""Answers that are remembered by their Idempotency-Key: on every storage, over restarts, for a day, and how many."""

import asyncio
from datetime import timedelta

import pytest

from pilotwire.adapters.storage.opening import Storage
from pilotwire.apps.api.problems import Answer, RequestRefusedError, answer_to
from pilotwire.apps.api.remembered import Ports, RememberedAnswers, RequestKey

from .conftest import Home, SetClock

LATE = RequestRefusedError("no-answer", "No answer within 30 s.", "Look at its messages.")


class Acts:
    """Counts how often it is asked to act."""

    def __init__(self, body: bytes = b'"done"', error: BaseException | None = None) -> None:
        self.count = 0
        self.body = body
        self.error = error

    async def __call__(self) -> bytes:
        self.count += 1
        if self.error is not None:
            raise self.error
        return self.body


def key(name: str) -> RequestKey:
    return RequestKey("caller", name)


def final(error: Exception) -> Answer | None:
    return answer_to(error, "r-1") if error is LATE else None


def remembering(storage: Storage, clock: SetClock, most: int = 10, most_bytes: int = 1_000) -> RememberedAnswers:
    return RememberedAnswers(Ports(storage.store, storage.queries, clock, storage.retention), most, most_bytes)


async def test_a_repeat_gets_the_same_bytes(storage: Storage, clock: SetClock) -> None:
    answers, act = remembering(storage, clock), Acts('{"who":"Zoë"}'.encode())
    first = await answers.once(key("a"), "x", act, final)
    second = await answers.once(key("a"), "x", act, final)
    assert (first.body, first.is_repeat) == ('{"who":"Zoë"}'.encode(), False)
    assert (second.body, second.is_repeat) == ('{"who":"Zoë"}'.encode(), True)
    assert act.count == 1


async def test_a_restart_forgets_nothing(database_home: Home, clock: SetClock) -> None:
    storage, act = await database_home.open(), Acts()
    await remembering(storage, clock).once(key("a"), "x", act, final)
    late = Acts(error=LATE)
    with pytest.raises(RequestRefusedError):
        await remembering(storage, clock).once(key("b"), "x", late, final)
    await storage.close()
    storage = await database_home.open()
    again = remembering(storage, clock)
    assert (await again.once(key("a"), "x", act, final)).body == b'"done"'
    told = await again.once(key("b"), "x", late, final)
    assert (told.status, told.media_type, told.body) == (504, "application/problem+json", answer_to(LATE, "r-1").body)
    assert (act.count, late.count) == (1, 1)
    with pytest.raises(RequestRefusedError) as refused:
        await again.once(key("a"), "y", act, final)
    assert refused.value.kind == "key-reused"


async def test_what_was_cut_off_is_not_done_again_and_says_so(database_home: Home, clock: SetClock) -> None:
    storage = await database_home.open()
    begun = asyncio.Event()

    async def hangs() -> bytes:
        begun.set()
        await asyncio.Event().wait()
        return b""

    cut_off = asyncio.create_task(remembering(storage, clock).once(key("a"), "x", hangs, final))
    await begun.wait()
    cut_off.cancel()
    await asyncio.gather(cut_off, return_exceptions=True)
    await storage.close()
    storage, act = await database_home.open(), Acts()
    with pytest.raises(RequestRefusedError) as refused:
        await remembering(storage, clock).once(key("a"), "x", act, final)
    assert (refused.value.kind, act.count) == ("outcome-unknown", 0)


async def test_those_that_come_together_act_once_and_get_the_same(storage: Storage, clock: SetClock) -> None:
    answers, gate, count = remembering(storage, clock), asyncio.Event(), 0

    async def act() -> bytes:
        nonlocal count
        count += 1
        await gate.wait()
        return b'"done"'

    together = [asyncio.create_task(answers.once(key("a"), "x", act, final)) for _ in range(3)]
    await asyncio.sleep(0.05)
    with pytest.raises(RequestRefusedError, match="with another request"):
        await answers.once(key("a"), "y", act, final)
    gate.set()
    assert [one.is_repeat for one in await asyncio.gather(*together)] == [False, True, True]
    assert count == 1


async def test_the_same_key_with_another_request_is_refused(storage: Storage, clock: SetClock) -> None:
    answers = remembering(storage, clock)
    await answers.once(key("a"), "x", Acts(), final)
    with pytest.raises(RequestRefusedError, match="with another request"):
        await answers.once(key("a"), "y", Acts(), final)


async def test_an_error_before_the_act_is_forgotten_and_one_after_it_is_kept(storage: Storage, clock: SetClock) -> None:
    answers, never, late = remembering(storage, clock), Acts(error=ValueError("no")), Acts(error=LATE)
    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            await answers.once(key("a"), "x", never, final)
    with pytest.raises(RequestRefusedError, match="No answer within"):
        await answers.once(key("b"), "x", late, final)
    assert (await answers.once(key("b"), "x", late, final)).status == 504
    assert (never.count, late.count) == (2, 1)


@pytest.mark.parametrize(("most", "most_bytes"), [(2, 1_000), (10, 17)], ids=["too many", "too large"])
async def test_the_oldest_goes(storage: Storage, clock: SetClock, most: int, most_bytes: int) -> None:
    answers, act = remembering(storage, clock, most, most_bytes), Acts(b'"quite"')
    for name in ("a", "b", "c"):
        clock.at += timedelta(seconds=1)
        await answers.once(key(name), "x", act, final)
    await storage.retention.forget_answers(clock.at - timedelta(hours=24), most, most_bytes)
    assert act.count == 3
    for name in ("c", "b"):
        assert (await answers.once(key(name), "x", act, final)).is_repeat
    assert not (await answers.once(key("a"), "x", act, final)).is_repeat
    assert act.count == 4


async def test_they_are_let_go_as_they_come_and_not_only_by_the_hour(storage: Storage, clock: SetClock) -> None:
    answers = remembering(storage, clock, most=3)
    for number in range(12):
        clock.at += timedelta(seconds=1)
        await answers.once(key(str(number)), "x", Acts(), final)
    assert await storage.queries.kept_answer("caller\n0") is None
    assert await storage.queries.kept_answer("caller\n11") is not None


async def test_a_day_later_all_is_forgotten(storage: Storage, clock: SetClock) -> None:
    answers, act = remembering(storage, clock), Acts()
    await answers.once(key("a"), "x", act, final)
    clock.at += timedelta(hours=24)
    await answers.once(key("a"), "x", act, final)
    assert act.count == 2
    assert await storage.retention.forget_answers(clock.at, 10, 1_000) == 0
    assert await storage.retention.forget_answers(clock.at + timedelta(seconds=1), 10, 1_000) == 1


async def test_an_answer_with_a_secret_is_kept_nowhere(storage: Storage, clock: SetClock) -> None:
    answers = remembering(storage, clock)
    secret = Acts(b'{"configurationKey":[{"key":"AuthorizationKey","value":"hunter2hunter2"}]}')
    assert b"hunter2" in (await answers.once(key("a"), "x", secret, final)).body
    kept = await storage.queries.kept_answer("caller\na")
    assert kept is not None
    assert (kept.status, kept.body) == (None, "")
    with pytest.raises(RequestRefusedError) as refused:
        await answers.once(key("a"), "x", secret, final)
    assert (refused.value.kind, secret.count) == ("outcome-unknown", 1)
