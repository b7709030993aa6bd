"""Asking before something is taken away."""

import io

import pytest

from pilotwire.cli.confirm import confirmed
from pilotwire.cli.options import UsageError


class Terminal(io.StringIO):
    """Standard input with somebody in front of it."""

    def isatty(self) -> bool:
        return True


def test_yes_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert confirmed("Remove it?", yes=True)


@pytest.mark.parametrize(
    ("answer", "goes_on"), [("y\n", True), ("YES\n", True), ("\n", False), ("n\n", False), ("", False)]
)
def test_only_a_clear_yes_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str, goes_on: bool
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    assert confirmed("Remove it?", yes=False) is goes_on
    assert capsys.readouterr().err.startswith("Remove it? [y/N] ")


def test_where_nobody_can_be_asked_yes_must_be_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    with pytest.raises(UsageError) as caught:
        confirmed("Remove it?", yes=False)
    assert caught.value.remedy == "Add --yes."
