"""Answers that are remembered, and how many."""

import pytest

from pilotwire.apps.api.problems import RequestRefusedError
from pilotwire.apps.api.remembered import RememberedAnswers, RequestKey


class Acts:
    """Counts how often it is asked to act."""

    def __init__(self, body: bytes = b"done", error: Exception | None = None) -> None:
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


async def test_a_repeat_gets_the_first_answer() -> None:
    answers, act = RememberedAnswers(10, lambda error: False), Acts()
    assert await answers.once(key("a"), b"x", 0.0, act) == (b"done", False)
    assert await answers.once(key("a"), b"x", 1.0, act) == (b"done", True)
    assert act.count == 1


async def test_the_same_key_with_another_request_is_refused() -> None:
    answers = RememberedAnswers(10, lambda error: False)
    await answers.once(key("a"), b"x", 0.0, Acts())
    with pytest.raises(RequestRefusedError, match="with another request"):
        await answers.once(key("a"), b"y", 0.0, Acts())


async def test_an_error_before_the_act_is_forgotten_and_one_after_it_is_kept() -> None:
    answers = RememberedAnswers(10, lambda error: isinstance(error, TimeoutError))
    never, late = Acts(error=ValueError("no")), Acts(error=TimeoutError("late"))
    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            await answers.once(key("a"), b"x", 0.0, never)
        with pytest.raises(TimeoutError):
            await answers.once(key("b"), b"x", 0.0, late)
    assert (never.count, late.count) == (2, 1)


async def test_the_oldest_goes_when_there_are_too_many() -> None:
    answers, act = RememberedAnswers(2, lambda error: False), Acts()
    for name in ("a", "b", "c", "c", "b"):
        await answers.once(key(name), b"x", 0.0, act)
    assert act.count == 3
    await answers.once(key("a"), b"x", 0.0, act)
    assert act.count == 4


async def test_the_oldest_goes_when_they_are_too_large() -> None:
    answers, act = RememberedAnswers(10, lambda error: False, most_bytes=5), Acts(b"four")
    for name in ("a", "b", "b"):
        await answers.once(key(name), b"x", 0.0, act)
    assert act.count == 2
    await answers.once(key("a"), b"x", 0.0, act)
    assert act.count == 3


async def test_a_day_later_all_is_forgotten() -> None:
    answers, act = RememberedAnswers(10, lambda error: False), Acts()
    await answers.once(key("a"), b"x", 0.0, act)
    await answers.once(key("a"), b"x", 24 * 3600.0, act)
    assert act.count == 2
