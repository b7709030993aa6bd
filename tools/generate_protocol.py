"""Writes the message types of OCPP 1.6, 2.0.1 and 2.1 anew from the schemas; with --check it only compares."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
TARGET: Final = ROOT / "src" / "pilotwire" / "protocol"
_RUFF: Final = (sys.executable, "-m", "ruff")
_CONFIG: Final = ("--config", str(ROOT / "pyproject.toml"), "--config", "lint.isort.known-first-party=['pilotwire']")


def generated_files() -> dict[str, str]:
    """Every generated file, by its path within pilotwire/protocol, formatted as it is committed."""
    from tools.protocol_generator.model import VERSIONS, build
    from tools.protocol_generator.render import render

    rough = {f"ocpp{v.key}/{path}": text for v in VERSIONS for path, text in render(build(v)).items()}
    with tempfile.TemporaryDirectory() as folder:
        for path, text in rough.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        _ruff("check", "--select", "I001,RUF022", "--fix", *_CONFIG, folder)
        _ruff("format", *_CONFIG, folder)
        return {path: Path(folder, path).read_text() for path in rough}


def differences(files: dict[str, str]) -> list[str]:
    """The paths whose committed text is not what would be generated, files too many included."""
    committed = {
        str(path.relative_to(TARGET)): path.read_text()
        for version in ("ocpp16", "ocpp201", "ocpp21")
        for path in (TARGET / version).rglob("*.py")
    }
    return sorted(path for path in files.keys() | committed.keys() if files.get(path) != committed.get(path))


def main(arguments: list[str]) -> int:
    """Generate, and write or compare."""
    sys.path.insert(0, str(ROOT))
    files = generated_files()
    changed = differences(files)
    if "--check" in arguments:
        for path in changed:
            print(f"{path} is not as generated; run ./dev generate")
        return 1 if changed else 0
    for path in changed:
        file = TARGET / path
        if path not in files:
            file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(files[path])
    print(f"{len(files)} files, {len(changed)} of them changed")
    return 0


def _ruff(*arguments: str) -> None:
    subprocess.run([*_RUFF, *arguments, "--quiet", "--no-cache"], check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
