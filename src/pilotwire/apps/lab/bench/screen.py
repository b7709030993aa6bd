"""What a person at the terminal sees while the bench runs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def progress_bar(steps: int) -> Iterator[tuple[Callable[[str], None], Callable[[], None]]]:
    """Two functions, one to say what is being done and one to count a step; they show nothing without a terminal."""
    console = Console(stderr=True)
    columns = (BarColumn(bar_width=20), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(
        *columns, console=console, transient=True, refresh_per_second=2, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("starting", total=steps)
        yield lambda doing: bar.update(task, description=doing), lambda: bar.advance(task)
