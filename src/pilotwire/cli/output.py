"""How verbs print: tables for people, one JSON object per line for programs, remarks on stderr."""

import sys
from collections.abc import Iterable, Sequence

import msgspec
from rich.console import Console, RenderableType
from rich.table import Column, Table
from rich.text import Text

from pilotwire.cli.words import plain
from pilotwire.client.codec import encode

PIPE_WIDTH = 4096
"""Columns where stdout is no terminal: what a program reads is not wrapped."""


def emit(text: str) -> None:
    """Write one piece of output, and have it on its way at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def emit_json(value: msgspec.Struct | dict[str, object]) -> None:
    """Write one JSON object on one line."""
    emit(encode(value).decode())


def note(text: str) -> None:
    """A remark for people beside the output, on stderr."""
    sys.stderr.write(text + "\n")


def show(what: RenderableType) -> None:
    """Write something that rich can draw, in colour on a terminal only."""
    emit(drawn(what, terminal()))


def emit_line(line: Text, console: Console) -> None:
    """Write one line of a live list, cut off where the terminal ends."""
    line.truncate(console.width, overflow="ellipsis")
    emit(drawn(line, console))


def terminal() -> Console:
    """The console for stdout: as wide as the terminal, endless where there is none."""
    on_terminal = sys.stdout.isatty()
    return Console(width=None if on_terminal else PIPE_WIDTH, no_color=not on_terminal or None, highlight=False)


def drawn(what: RenderableType, console: Console) -> str:
    """What `console` would write, without spaces at the ends of lines.

    Written by us and not by rich, which turns a closed pipe into an exit of its own.
    """
    with console.capture() as capture:
        console.print(what)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def grid(columns: Sequence[Column | str], rows: Iterable[Sequence[str | Text]]) -> Table:
    """A table without lines, as `ls` and `ps` print theirs. Texts are shown as they are, never as markup."""
    whole = [Column(one, no_wrap=True) if isinstance(one, str) else one for one in columns]
    table = Table(*whole, box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for row in rows:
        table.add_row(*(_cell(value, column) for value, column in zip(row, whole, strict=True)))
    return table


def facts(pairs: Iterable[tuple[str, str | Text]]) -> Table:
    """One thing's values below each other; those without a value are left out."""
    table = Table.grid(Column(style="bold", no_wrap=True), Column(overflow="fold"), padding=(0, 2, 0, 0))
    for name, value in pairs:
        if value:
            table.add_row(name, Text(plain(value)) if isinstance(value, str) else value)
    return table


def right(name: str) -> Column:
    """A column of numbers."""
    return Column(name, justify="right", no_wrap=True)


def rest(name: str) -> Column:
    """A column of long texts that ends where the terminal does, and gives way to the others."""
    return Column(name, overflow="ellipsis")


def _cell(value: str | Text, column: Column) -> Text:
    if isinstance(value, Text):
        return value
    # a column that may not wrap is never the one that rich makes narrower, so it is the cell that does not wrap
    return Text(plain(value), no_wrap=column.overflow == "ellipsis", overflow=column.overflow)
