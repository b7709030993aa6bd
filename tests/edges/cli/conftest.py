"""What the tests of the command line share: a terminal of known width, and time that is known."""

import os
from collections.abc import Callable, Coroutine
from io import StringIO
from typing import Any, TypeVar

import pytest
from rich.console import Console, RenderableType

from pilotwire.cli.output import drawn

T = TypeVar("T")


@pytest.fixture
def on_screen() -> Callable[..., list[str]]:
    """The lines that a terminal of so many columns would show, without colours."""

    def render(what: RenderableType, width: int = 160) -> list[str]:
        return drawn(what, Console(width=width, file=StringIO(), color_system=None, highlight=False)).splitlines()

    return render


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in [name for name in os.environ if name.startswith("PILOTWIRE_")]:
        monkeypatch.delenv(variable)


@pytest.fixture
def finish() -> Callable[[Coroutine[Any, Any, T]], T]:
    """Run a coroutine that waits for nothing, without a loop."""

    def run(work: Coroutine[Any, Any, T]) -> T:
        try:
            work.send(None)
        except StopIteration as end:
            result: T = end.value
            return result
        raise AssertionError("it waited for something")

    return run
