"""What the coverage pages are made of: listed requirements, tests that name one, reasons for those without a test."""

import ast
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
LISTS: Final = ROOT / "tests" / "house" / "requirements"
LEVELS: Final = ("shall", "should", "may")
_MARKER: Final = "requirement"


@dataclass(frozen=True)
class Requirement:
    """One thing that a specification asks of a CSMS; `words` are ours and stand only where it has no id of its own."""

    id: str
    level: str
    words: str = ""


@dataclass(frozen=True)
class UseCase:
    """A use case, or a section of 1.6, with what it asks."""

    key: str
    title: str
    requirements: tuple[Requirement, ...]

    @property
    def block(self) -> str:
        """The letter of its functional block; for 1.6 its part."""
        first, _, rest = self.key.partition(" ")
        if not rest:
            return first if first == "FR" else first[0]
        return f"1.6 {rest.split(' ')[0].split('.')[0]}"


@dataclass(frozen=True)
class Specification:
    """A version with all its use cases; those in `news` say what it asks beyond the version before it."""

    name: str
    use_cases: tuple[UseCase, ...]
    news: tuple[UseCase, ...]
    dropped: tuple[str, ...] = ()

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """All of them."""
        return tuple(one for use_case in self.use_cases for one in use_case.requirements)


def specifications() -> tuple[Specification, ...]:
    """1.6, 2.0.1 and 2.1, as listed in tests/house/requirements."""
    old, new, newest = (_table(f"{name}.toml") for name in ("ocpp16", "ocpp201", "ocpp21"))
    first, second, added = _use_cases(old), _use_cases(new), _use_cases(newest)
    dropped = tuple(id_ for entry in newest.values() for id_ in entry.get("not", ()))
    return (
        Specification("OCPP 1.6", first, first),
        Specification("OCPP 2.0.1", second, second),
        Specification("OCPP 2.1", _joined(second, added, dropped), added, dropped),
    )


def reasons() -> Mapping[str, str]:
    """Why an id goes without a test, by id."""
    return {id_: entry["why"] for entry in _table("reasons.toml")["reason"] for id_ in entry["ids"]}


def shown_by_tests() -> Mapping[str, tuple[str, ...]]:
    """The tests that name an id, each as path::function from the root of the repository, by id."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        source = path.read_text(encoding="utf-8")
        if f"mark.{_MARKER}(" in source:
            for test, id_ in named_in(source):
                found[id_].append(f"{path.relative_to(ROOT).as_posix()}::{test}")
    return {id_: tuple(tests) for id_, tests in found.items()}


def named_in(source: str) -> Iterator[tuple[str, str]]:
    """Each test of a file with each id that its decorator names, read without importing the file.

    Raises ValueError when an id is no literal text.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == f"pytest.mark.{_MARKER}":
                    yield from ((node.name, _literal(argument, node.name)) for argument in decorator.args)


def _literal(argument: ast.expr, test: str) -> str:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    raise ValueError(f"the requirements of {test} are not literal texts; write each id as it is")


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((LISTS / name).read_text(encoding="utf-8"))


def _use_cases(table: Mapping[str, Any]) -> tuple[UseCase, ...]:
    return tuple(
        UseCase(key, entry["title"], tuple(_requirements(entry)))
        for key, entry in table.items()
        if any(level in entry for level in LEVELS)
    )


def _requirements(entry: Mapping[str, Any]) -> Iterator[Requirement]:
    words = entry.get("words", {})
    for level in LEVELS:
        for id_ in entry.get(level, ()):
            yield Requirement(id_, level, words.get(id_, ""))


def _joined(older: tuple[UseCase, ...], newer: tuple[UseCase, ...], dropped: tuple[str, ...]) -> tuple[UseCase, ...]:
    """Use case by use case what both versions ask, in the order of the keys, "FR" first."""
    by_key: dict[str, UseCase] = {}
    for use_case in (*older, *newer):
        before = by_key.get(use_case.key)
        asked = (*(before.requirements if before else ()), *use_case.requirements)
        kept = tuple(one for one in asked if one.id not in dropped)
        by_key[use_case.key] = UseCase(use_case.key, before.title if before else use_case.title, kept)
    return tuple(by_key[key] for key in sorted(by_key, key=lambda key: (key != "FR", key)))
