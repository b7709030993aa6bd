"""Tests that show a requirement with the running CSMS do so on each database."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from tools.docs_pages.coverage_facts import named_in

SCENARIOS: Final = Path(__file__).resolve().parents[1] / "e2e" / "csms"
FIXTURE: Final = "database_url"
"""The fixture of `conftest.py` that comes once for each database."""
EACH_KIND: Final = ("postgres", "ONCE_ON_POSTGRES")
"""What a parametrization of the fixture has to hold; without it the test would stay on one database."""
SQLITE_ALONE: Final = {
    "test_security_profiles.py::test_tls_1_2_and_1_3_work_with_the_certificate_that_the_charger_can_use": (
        "seconds of handshakes by openssl, before anything is stored; refusals are stored by the tests beside it"
    ),
    "test_security_profiles.py::test_suites_without_forward_secrecy_are_there_for_those_who_ask": (
        "as above: what TLS agrees on"
    ),
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def on_one_database(source: str, shared: str = "") -> Iterator[str]:
    """The tests of a file that name a requirement and do not come once for each database, and why.

    A test comes so by the fixture, at first or at second hand; `shared` is the file with the fixtures of all files.
    """
    tree = ast.parse(source)
    fixtures = {one.name: one for one in (*functions(ast.parse(shared)), *functions(tree)) if is_fixture(one)}
    names = constants(tree)
    for test in sorted({name for name, _ in named_in(source)}):
        found = next(one for one in functions(tree) if one.name == test)
        if not reaches(found, fixtures):
            yield f"{test} does not ask for {FIXTURE}"
        elif narrowed(found, names):
            yield f"{test} is kept to one database by its parameters"


def functions(tree: ast.Module) -> Iterator[Function]:
    """All functions on the first level."""
    return (node for node in tree.body if isinstance(node, Function))


def is_fixture(function: Function) -> bool:
    """Whether pytest hands its result to tests."""
    return any("fixture" in ast.unparse(one) for one in function.decorator_list)


def constants(tree: ast.Module) -> Mapping[str, str]:
    """What the names on the first level stand for, as text: decorators are often given a name."""
    named: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            named |= {ast.unparse(one): ast.unparse(node.value) for one in node.targets}
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            named[ast.unparse(node.target)] = ast.unparse(node.value)
    return named


def reaches(function: Function, fixtures: Mapping[str, Function]) -> bool:
    """Whether the function asks for the fixture, or for one that does."""
    seen: set[str] = set()
    waiting = arguments(function)
    while waiting:
        name = waiting.pop()
        if name == FIXTURE:
            return True
        if name in fixtures and name not in seen:
            seen.add(name)
            waiting |= arguments(fixtures[name])
    return False


def arguments(function: Function) -> set[str]:
    """The names of what it asks for."""
    return {one.arg for one in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)}


def narrowed(function: Function, names: Mapping[str, str]) -> bool:
    """Whether its own parameters take the place of the fixture's, and have no PostgreSQL among them."""
    texts = (ast.unparse(one) for one in function.decorator_list)
    own = [text for text in (names.get(text, text) for text in texts) if FIXTURE in text]
    return any(not any(word in text for word in EACH_KIND) for text in own)


def test_every_requirement_is_shown_on_each_database() -> None:
    shared = (SCENARIOS / "conftest.py").read_text(encoding="utf-8")
    found = {
        f"{path.name}::{told.partition(' ')[0]}": told
        for path in sorted(SCENARIOS.glob("test_*.py"))
        for told in on_one_database(path.read_text(encoding="utf-8"), shared)
    }
    assert {name: told for name, told in found.items() if name not in SQLITE_ALONE} == {}, (
        "ask for server_of_each_kind or database_url; what is slow takes ONCE_ON_POSTGRES"
    )
    assert SQLITE_ALONE.keys() - found.keys() == set(), "these are no exceptions any more"


def test_the_fixture_comes_once_for_each_database() -> None:
    shared = ast.parse((SCENARIOS / "conftest.py").read_text(encoding="utf-8"))
    (fixture,) = (one for one in functions(shared) if one.name == FIXTURE)
    assert [ast.unparse(one) for one in fixture.decorator_list] == [
        "pytest.fixture(params=['sqlite', pytest.param('postgres', marks=POSTGRES)])"
    ]
    once = constants(shared)["ONCE_ON_POSTGRES"]
    assert once.endswith("pytest.param('ocpp2.1', 'postgres', marks=POSTGRES)]")


SHARED: Final = "@pytest.fixture\ndef server(): ...\n@pytest.fixture\nasync def both(database_url): ...\n"
MARK: Final = "@pytest.mark.requirement('B01.FR.02')\n"


def test_a_test_asks_for_the_fixture_itself_or_through_another() -> None:
    source = f"{MARK}async def test_one(tmp_path, database_url): ...\n{MARK}def test_two(both): ...\n"
    assert list(on_one_database(source, SHARED)) == []


def test_a_test_that_does_not_ask_is_named_unless_it_shows_no_requirement() -> None:
    source = f"{MARK}async def test_one(server): ...\ndef test_two(server): ...\n"
    assert list(on_one_database(source, SHARED)) == ["test_one does not ask for database_url"]


def test_a_fixture_of_the_file_takes_the_place_of_the_shared_one() -> None:
    own = "@pytest.fixture\ndef server(both): ...\n@pytest.fixture\nasync def both(tmp_path): ...\n"
    tested = f"{MARK}async def test_one(server): ...\n"
    assert list(on_one_database(own + tested, SHARED)) == ["test_one does not ask for database_url"]
    assert list(on_one_database(own.partition("@pytest.fixture\nasync")[0] + tested, SHARED)) == []


def test_parameters_of_the_test_must_hold_postgres_too() -> None:
    source = (
        "NAMED = pytest.mark.parametrize('database_url', ['sqlite'], indirect=True)\n"
        f"{MARK}@pytest.mark.parametrize('database_url', [None])\ndef test_one(both): ...\n"
        f"{MARK}@NAMED\ndef test_two(both): ...\n"
        f"{MARK}@pytest.mark.parametrize(('v', 'database_url'), ONCE_ON_POSTGRES[1:])\ndef test_three(both): ...\n"
    )
    assert list(on_one_database(source, SHARED)) == [
        "test_one is kept to one database by its parameters", "test_two is kept to one database by its parameters",
    ]  # fmt: skip
