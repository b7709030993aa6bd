"""The verbs as they are, against an API that runs beside them in a thread."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, NamedTuple, TypeVar

import pytest

from pilotwire.cli.main import main

from ..api.conftest import Site

T = TypeVar("T")


class Beside:
    """A site whose loop has a thread of its own, since every verb brings its own loop."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.site = self.do(self._start())

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something in the site's loop and bring its result."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def stop(self) -> None:
        """Stop the site and its loop."""
        self.do(self.site.operations.close())
        self.do(self.site.server.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _start(self) -> Site:
        site = Site()
        await site.start()
        return site


class Done(NamedTuple):
    """What a verb came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def beside() -> Iterator[Beside]:
    """A running site."""
    beside = Beside()
    yield beside
    beside.stop()


@pytest.fixture
def pilotwire(beside: Beside, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb against the site with an admin key, as somebody would who has set both variables."""
    monkeypatch.setenv("PILOTWIRE_SERVER", beside.site.url)
    monkeypatch.setenv("PILOTWIRE_KEY", beside.site.keys["admin"])

    def run(*arguments: str) -> Done:
        capsys.readouterr()
        code = main(arguments)
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return run
