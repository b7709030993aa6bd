"""What all tests share."""

import asyncio
import functools
import gc
import inspect
import signal
from collections.abc import Awaitable, Callable
from typing import Final

import pytest

LIMIT_S: Final = 180
"""A test that waits for what never comes fails after so long and shows where it waits, instead of holding up all."""

pytest_plugins = ["tests.fixtures.postgres"]

# As the server does, and for the same reason: collecting anew what is no garbage takes time and frees nothing.
gc.set_threshold(100_000, 50, 100)

# A run in the background of a shell ignores ctrl-C, and so would each process that a test starts and interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Give each asynchronous test its limit; what is no coroutine has `faulthandler_timeout`."""
    if isinstance(item, pytest.Function) and inspect.iscoroutinefunction(item.obj):
        item.obj = _bounded(item.obj)


def _bounded(test: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    @functools.wraps(test)
    async def bounded(*args: object, **named: object) -> None:
        async with asyncio.timeout(LIMIT_S):
            await test(*args, **named)

    return bounded
