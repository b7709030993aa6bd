#!/usr/bin/env python3
"""The verbs of `./dev`. Standard library only: this file also makes the environment that everything else needs."""

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = Path(os.environ.get("PILOTWIRE_VENV", ROOT / ".venv"))
BIN = VENV / "bin"


class SetupError(Exception):
    """The environment could not be made; the text says what to do."""


def run(*command: str | Path, quiet: bool = False) -> int:
    sink = subprocess.DEVNULL if quiet else None
    return subprocess.run([str(part) for part in command], cwd=ROOT, stdout=sink, stderr=sink, check=False).returncode


def stamp(kind: str) -> str:
    """What the environment was made from: when it changes, the environment is brought up to date."""
    digest = hashlib.sha256(sys.version.encode() + str(ROOT).encode())
    for name in (f"requirements/{kind}.txt", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def is_ready(kind: str) -> bool:
    mark = VENV / f".pilotwire-{kind}"
    return mark.exists() and mark.read_text() == stamp(kind)


def create_venv() -> None:
    print("dev: creating the environment in", VENV, flush=True)
    try:
        venv.create(VENV, with_pip=True)
    except (subprocess.CalledProcessError, OSError) as error:
        raise SetupError(
            f"Python could not create a virtual environment in {VENV}: {error}. "
            "On Debian and Ubuntu install the package python3-venv; otherwise check the folder's rights and free space."
        ) from error


def install(kind: str) -> None:
    """Install the locked requirements, by uv where it can be had (seconds) and by pip otherwise (a minute or two)."""
    lock = f"requirements/{kind}.txt"
    pip: tuple[str | Path, ...] = (
        BIN / "python",
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
        "--no-warn-script-location",
    )
    have_uv = run(*pip, "--require-hashes", "-r", "requirements/bootstrap.txt", quiet=True) == 0
    uv: tuple[str | Path, ...] = (BIN / "uv", "pip", "install", "-q", "--python", BIN / "python")
    with_uv = have_uv and run(*uv, "--require-hashes", "-r", lock, quiet=True) == 0
    if not with_uv and run(*pip, "--require-hashes", "-r", lock) != 0:
        raise SetupError(
            f"the packages of {lock} could not be installed (the messages above say which). "
            "Check the network or the proxy settings of pip, then run the same command again."
        )
    if run(*pip, "--no-deps", "--no-build-isolation", "-e", ".") != 0:
        raise SetupError("the package itself could not be installed; the messages above say why.")


def ensure(kind: str) -> None:
    if is_ready(kind) or (kind == "run" and is_ready("dev")):
        return
    if not (BIN / "python").exists():
        create_venv()
    print(f"dev: installing what {'Pilotwire' if kind == 'run' else 'the tests and tools'} needs, once", flush=True)
    install(kind)
    (VENV / f".pilotwire-{kind}").write_text(stamp(kind))


def python(*arguments: str) -> int:
    return run(BIN / "python", *arguments)


def steps(*commands: tuple[str | Path, ...]) -> int:
    """Run all, even after a failure, so that one look shows everything; the result is the first failure's."""
    results = []
    for command in commands:
        print("dev:", " ".join(str(part) for part in command).replace(f"{BIN}/", ""), flush=True)
        results.append(run(*command))
    return next((code for code in results if code), 0)


def start(arguments: list[str]) -> int:
    """Start Pilotwire on the embedded defaults; arguments go to `pilotwire serve`."""
    ensure("run")
    os.execv(BIN / "pilotwire", ["pilotwire", "serve", *arguments])  # noqa: S606 - no shell is what we want


def lint(_: list[str]) -> int:
    """Formatting, lint rules and import contracts."""
    ensure("dev")
    return steps((BIN / "ruff", "format", "--check", "."), (BIN / "ruff", "check", "."), (BIN / "lint-imports",))


def fmt(_: list[str]) -> int:
    """Bring the code into shape."""
    ensure("dev")
    return steps((BIN / "ruff", "check", "--fix", "."), (BIN / "ruff", "format", "."))


def types(_: list[str]) -> int:
    """Strict types, of the package, the tests and the tools."""
    ensure("dev")
    return steps((BIN / "mypy",))


def test(arguments: list[str]) -> int:
    """Run every test; arguments go to pytest (`./dev test tests/unit -k boot`). Alone it checks lint and types too."""
    ensure("dev")
    pytest: tuple[str | Path, ...] = (
        BIN / "python",
        "-m",
        "pytest",
        *(arguments or ["-n", "auto", "--dist", "worksteal"]),
    )
    if arguments:
        return run(*pytest)
    return steps((BIN / "ruff", "format", "--check", "."), (BIN / "ruff", "check", "."), (BIN / "mypy",), pytest)


def bench(arguments: list[str]) -> int:
    """Measure Pilotwire beside a bare echo in the same run."""
    ensure("run")
    return run(BIN / "pilotwire", "bench", *arguments)


def docs(_: list[str]) -> int:
    """Write the generated pages of docs/ anew."""
    ensure("dev")
    return python("-m", "tools.generate_docs")


def generate(_: list[str]) -> int:
    """Write the message types anew from the schemas."""
    ensure("dev")
    return python("-m", "tools.generate_protocol")


def lock(_: list[str]) -> int:
    """Lock the newest allowed versions of all dependencies, with hashes and without addresses."""
    ensure("dev")
    compile_: tuple[str | Path, ...] = (
        BIN / "uv",
        "pip",
        "compile",
        "pyproject.toml",
        "--universal",
        "--python-version",
        "3.11",
        "-q",
    )
    plain = ("--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--upgrade")
    return steps(
        (*compile_, *plain, "--group", "build", "-o", "requirements/run.txt"),
        (*compile_, *plain, "--group", "build", "--group", "dev", "-o", "requirements/dev.txt"),
    )


def check(_: list[str]) -> int:
    """All that CI checks."""
    return lint([]) or test([])


VERBS: dict[str, Callable[[list[str]], int]] = {
    "run": start, "test": test, "check": check, "fmt": fmt, "lint": lint, "types": types,
    "bench": bench, "docs": docs, "generate": generate, "lock": lock,
}  # fmt: skip


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in VERBS:
        print("usage: ./dev VERB [ARGUMENT ...]\n")
        for name, verb in VERBS.items():
            print(f"  {name:9} {(verb.__doc__ or '').splitlines()[0]}")
        return 0 if not arguments or arguments[0] in {"-h", "--help", "help"} else 2
    try:
        return VERBS[arguments[0]](arguments[1:])
    except SetupError as error:
        print("dev:", error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
