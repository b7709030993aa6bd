"""The house stands as docs/map.md says: floors, tables, and a repository that speaks of the project alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from pilotwire.handlers.handler import ActionTable
from pilotwire.handlers.outgoing import TABLES

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "pilotwire"


def test_every_import_keeps_the_contracts() -> None:
    lint_imports = Path(sys.executable).parent / "lint-imports"
    result = subprocess.run([lint_imports, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.version.subprotocol)
def test_every_action_that_a_station_may_send_is_handled_or_refused_on_purpose(table: ActionTable) -> None:
    may_come = {name for name, action in table.actions.items() if action.sender != "csms"}
    assert set(table.handlers) | set(table.refused) == may_come
    assert not set(table.handlers) & set(table.refused)


def test_no_file_outside_the_versions_own_floors_names_a_version() -> None:
    free = ("protocol", "dialects", "handlers", "station", "router", "adapters", "apps", "cli", "client")
    for path in SOURCES.rglob("*.py"):
        if path.relative_to(SOURCES).parts[0] in free:
            continue
        text = path.read_text(encoding="utf-8")
        assert "Version." not in text, path
        assert '"ocpp1.6"' not in text, path


def test_no_lock_file_names_an_address() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        assert "://" not in lock.read_text(encoding="utf-8"), lock.name
        assert "--hash=sha256:" in lock.read_text(encoding="utf-8"), lock.name


def test_the_package_ships_no_schema_files() -> None:
    assert list(SOURCES.rglob("*.json")) == []
