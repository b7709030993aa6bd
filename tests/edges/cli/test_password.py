"""Where a station's password comes from."""

import io
import re
from collections.abc import Iterator

import pytest

from pilotwire.cli.options import UsageError
from pilotwire.cli.password import NO_PASSWORD, Password, PasswordSource, obtain


def typed(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    given: Iterator[str] = iter(answers)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(given))


def test_nothing_said_is_no_password() -> None:
    assert obtain(NO_PASSWORD) is None


def test_a_password_that_is_made_up_can_be_typed_and_fits_every_version() -> None:
    made = [obtain(PasswordSource(generate_password=True)) for _ in range(50)]
    assert len({one.text for one in made if one}) == 50
    for one in made:
        assert one is not None
        assert one.made_up
        assert re.fullmatch(r"[a-zA-Z2-9]{20}", one.text)
        assert not set(one.text) & set("0O1lIi o")


def test_a_piped_password_loses_its_line_end_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(" with spaces \r\nnext line\n"))
    assert obtain(PasswordSource(password_stdin=True)) == Password(" with spaces ", made_up=False)


def test_a_typed_password_is_typed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "correct-horse-battery", "correct-horse-battery")
    assert obtain(PasswordSource(password=True)) == Password("correct-horse-battery", made_up=False)
    typed(monkeypatch, "correct-horse-battery", "correct-horse-batery")
    with pytest.raises(UsageError, match="The two passwords differ"):
        obtain(PasswordSource(password=True))


def test_an_empty_password_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(UsageError, match="The password is empty"):
        obtain(PasswordSource(password_stdin=True))


def test_a_password_comes_from_one_place() -> None:
    with pytest.raises(UsageError, match="from one place only"):
        obtain(PasswordSource(password_stdin=True, generate_password=True))
