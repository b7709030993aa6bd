"""The message classes are what the generator makes of the schemas, all of them and nothing else."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_committed_messages_are_what_the_generator_writes() -> None:
    check = [sys.executable, str(ROOT / "tools" / "generate_protocol.py"), "--check"]
    outcome = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (outcome.returncode, outcome.stdout.strip(), outcome.stderr) == (0, "", "")


def test_each_generated_file_says_so_in_its_first_line() -> None:
    files = [
        path
        for version in ("ocpp16", "ocpp201", "ocpp21")
        for path in (ROOT / "src" / "pilotwire" / "protocol" / version).rglob("*.py")
    ]
    assert len(files) == 90
    for path in files:
        first = path.read_text().splitlines()[0]
        assert first.startswith("# generated from"), path
        assert "./dev generate" in first, path
