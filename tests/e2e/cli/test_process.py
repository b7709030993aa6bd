"""The command as a process: what it loads, what it writes where, and with which code it ends."""

import os
import subprocess
import sys
from pathlib import Path

from pilotwire.cli.main import VERBS

COMMAND = (sys.executable, "-m", "pilotwire.cli")


def run(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "COLUMNS": "100"}
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, text=True, env=environment, stdin=subprocess.DEVNULL, check=False
    )


def test_help_names_every_verb(tmp_path: Path) -> None:
    done = run("--help", home=tmp_path)
    assert done.returncode == 0
    assert [name for name, summary in VERBS if name not in done.stdout or summary not in done.stdout] == []


def test_help_waits_for_nothing_that_only_verbs_need(tmp_path: Path) -> None:
    program = (
        "import sys; from pilotwire.cli.main import main; main(['--help']); "
        "print([name for name in ('aiohttp', 'litestar', 'sqlalchemy', 'structlog', 'asyncio') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_goes_away_ends_the_verb_quietly(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run([*COMMAND, "version"], stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")


def test_without_a_server_the_remedy_is_to_start_one(tmp_path: Path) -> None:
    done = run("stations", "list", "--key", "pw_any", "--server", "http://127.0.0.1:1", home=tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    cause, remedy = done.stderr.splitlines()
    assert cause.startswith("pilotwire: http://127.0.0.1:1 cannot be reached: ")
    assert "pilotwire serve" in remedy


def test_a_server_that_is_no_address_is_told(tmp_path: Path) -> None:
    done = run("stations", "list", "--key", "pw_any", "--server", "somewhere", home=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("pilotwire: 'somewhere' is not the address of a server.")


def test_without_a_key_nothing_is_asked(tmp_path: Path) -> None:
    done = run("tokens", "list", home=tmp_path)
    assert done.returncode == 1
    assert f"{tmp_path}/.local/share/pilotwire/admin.key does not exist" in done.stderr


def test_a_terminal_without_utf_8_does_not_end_a_verb(tmp_path: Path) -> None:
    config = tmp_path / "pilotwire-ü.toml"
    config.write_text("quiet = true")
    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [*COMMAND, "serve", "--show-settings", "--config", str(config)],
        capture_output=True, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert b"pilotwire-?.toml:1" in done.stdout
