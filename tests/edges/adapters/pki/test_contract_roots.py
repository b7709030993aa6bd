"""The folder of contract roots: what is read of it, and when it is read anew."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.fixtures.contract_pki import made

from pilotwire.adapters.pki.contract_roots import ContractRoots, roots_among
from pilotwire.kernel.errors import BadInputError


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return datetime(2026, 3, 1, 12, tzinfo=UTC)

    def monotonic(self) -> float:
        return self.seconds


def test_roots_are_added_and_taken_away_while_it_runs_and_what_is_no_pem_is_left_out(tmp_path: Path) -> None:
    root = made("MO Root")
    sub = made("Sub", root)
    (tmp_path / "a.pem").write_text(root.pem + sub.pem)
    (tmp_path / "b.crt").write_text("no certificate")
    (tmp_path / "readme.txt").write_text(made("Not read").pem)
    clock = Clock()
    roots = ContractRoots(tmp_path, clock)
    assert list(asyncio.run(roots.known())) == [root.certificate, sub.certificate]
    assert roots_among(asyncio.run(roots.known())) == [root.certificate]
    other = made("V2G Root")
    (tmp_path / "b.crt").write_text(other.pem)
    assert len(asyncio.run(roots.known())) == 2, "it does not look every time"
    clock.seconds = 10.0
    assert other.certificate in asyncio.run(roots.known())
    (tmp_path / "a.pem").unlink()
    clock.seconds = 20.0
    assert list(asyncio.run(roots.known())) == [other.certificate]


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_a_folder_without_a_root_is_no_folder_of_roots(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "sub.pem").write_text(made("Sub", made("Root")).pem)
    with pytest.raises(BadInputError, match="where no root certificate can be read") as refused:
        ContractRoots(tmp_path / name, Clock())
    assert refused.value.pointer == "/contract_roots"
