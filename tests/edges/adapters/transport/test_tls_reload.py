"""Files that change: what is good comes into force, what is broken changes nothing."""

from datetime import datetime
from pathlib import Path

import pytest
from tests.fixtures.certificates import NOW, certificate

from pilotwire.adapters.transport.tls import TlsFiles
from pilotwire.adapters.transport.tls_reload import ReloadingTls

FIRST, SECOND = certificate("first"), certificate("the second")


class StandingClock:
    """Always the same time."""

    def now(self) -> datetime:
        return NOW

    def monotonic(self) -> float:
        return 0.0


@pytest.fixture
def tls(tmp_path: Path) -> ReloadingTls:
    file, key = FIRST.save(tmp_path, "server")
    return ReloadingTls(TlsFiles((file,), (key,)), StandingClock())


def test_unchanged_files_are_not_read_again(tls: ReloadingTls) -> None:
    before = tls.context()
    assert tls.refresh()
    assert tls.context() is before
    assert tls.refresh(even_if_unchanged=True)
    assert tls.context() is not before


def test_changed_files_come_into_force(tls: ReloadingTls, tmp_path: Path) -> None:
    SECOND.save(tmp_path, "server")
    assert tls.refresh()
    assert tls.in_force.certificates == (SECOND.certificate,)


def test_a_broken_file_changes_nothing_and_is_told_once(
    tls: ReloadingTls, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = tls.context()
    (tmp_path / "server.pem").write_bytes(SECOND.pem)
    assert not tls.refresh()
    assert tls.context() is before
    tls.refresh()
    told = [record.message for record in caplog.records if record.levelname == "ERROR"]
    assert len(told) == 1
    assert "the old ones stay" in told[0]
    SECOND.save(tmp_path, "server")
    assert tls.refresh()
    assert tls.context() is not before


def test_a_missing_file_changes_nothing(tls: ReloadingTls, tmp_path: Path) -> None:
    before = tls.context()
    (tmp_path / "server.key").unlink()
    assert not tls.refresh()
    assert tls.context() is before


def test_a_certificate_that_ends_soon_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file, key = certificate("short", valid=(-1, 5)).save(tmp_path, "short")
    ReloadingTls(TlsFiles((file,), (key,)), StandingClock())
    assert "renew it" in caplog.text
