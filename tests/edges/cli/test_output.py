"""Tables: plain to read, plain to grep."""

import json
from collections.abc import Callable

import pytest
from rich.text import Text

from pilotwire.cli.output import PIPE_WIDTH, emit_json, facts, grid, rest, right, terminal

OnScreen = Callable[..., list[str]]


def test_a_table_has_no_lines_and_no_spaces_at_the_end(on_screen: OnScreen) -> None:
    table = grid(("Id", right("Count"), rest("Note")), [("a", "1", ""), ("bcd", "20", "x y")])
    assert on_screen(table) == ["Id   Count  Note", "a        1", "bcd     20  x y"]


def test_the_last_column_ends_where_the_terminal_does(on_screen: OnScreen) -> None:
    table = grid(("Id", rest("Note")), [("a", "0123456789")])
    assert on_screen(table, 10) == ["Id  Note", "a   01234…"]


def test_texts_are_no_markup_and_carry_no_control_characters(on_screen: OnScreen) -> None:
    assert on_screen(grid(("Id",), [("[red]x[/red]\x1b[2J",)])) == ["Id", "[red]x[/red]\\x1b[2J"]
    assert on_screen(facts([("Id", "[b]\n")])) == ["Id  [b]\\x0a"]


def test_what_has_no_value_is_left_out(on_screen: OnScreen) -> None:
    pairs: list[tuple[str, str | Text]] = [("One", "1"), ("Two", ""), ("Three", Text("3", "red"))]
    assert on_screen(facts(pairs)) == ["One    1", "Three  3"]


def test_json_is_one_object_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    emit_json({"b": 1, "a": "x\ny"})
    printed = capsys.readouterr().out
    assert printed == '{"b":1,"a":"x\\ny"}\n'
    assert json.loads(printed) == {"a": "x\ny", "b": 1}


def test_without_a_terminal_nothing_is_wrapped_or_coloured(capsys: pytest.CaptureFixture[str]) -> None:
    console = terminal()
    assert console.width == PIPE_WIDTH
    assert console.no_color
