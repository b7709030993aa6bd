"""Requirements, the tests that name them and the pages that tell of both agree."""

from collections import Counter
from pathlib import Path
from typing import Final

import pytest
from tools.docs_pages import coverage, coverage_requirements
from tools.docs_pages.coverage_facts import (
    Requirement,
    UseCase,
    named_in,
    reasons,
    shown_by_tests,
    specifications,
)

from pilotwire.handlers.outgoing import TABLES

ROOT: Final = Path(__file__).resolve().parents[2]


def listed() -> set[str]:
    return {one.id for specification in specifications() for one in specification.requirements}


def test_the_page_on_coverage_is_up_to_date() -> None:
    assert (ROOT / coverage.PATH).read_text(encoding="utf-8") == coverage.page(), "run ./dev docs"


def test_the_page_on_requirements_is_up_to_date() -> None:
    path = ROOT / coverage_requirements.PATH
    assert path.read_text(encoding="utf-8") == coverage_requirements.page(), "run ./dev docs"


def test_every_requirement_that_a_test_names_is_listed() -> None:
    known = listed()
    assert {id_: tests for id_, tests in shown_by_tests().items() if id_ not in known} == {}


def test_every_requirement_with_a_reason_is_listed() -> None:
    assert reasons().keys() - listed() == set()


def test_no_requirement_has_both_a_test_and_a_reason_to_have_none() -> None:
    assert shown_by_tests().keys() & reasons().keys() == set()


def test_no_requirement_is_listed_twice() -> None:
    for specification in specifications():
        times = Counter(one.id for one in specification.requirements)
        assert [id_ for id_, count in times.items() if count > 1] == []


def test_every_id_stands_under_its_own_use_case() -> None:
    for specification in specifications():
        for use_case in specification.use_cases:
            assert [one.id for one in use_case.requirements if not one.id.startswith(use_case.key)] == []


def test_every_name_of_ours_is_explained_and_no_id_of_theirs() -> None:
    for specification in specifications():
        for one in specification.requirements:
            assert bool(one.words) == (".FR." not in one.id and not one.id.startswith("FR.")), one.id


def test_2_1_asks_what_2_0_1_asks_but_for_what_it_dropped() -> None:
    _, older, newer = specifications()
    ids = {one.id for one in newer.requirements}
    assert "B03.FR.03" in ids
    assert "E16.FR.02" in ids
    assert {one.id for one in older.requirements} - ids == {"A00.FR.005"}


def test_every_typed_command_becomes_an_action_that_a_csms_may_send() -> None:
    for table in TABLES.values():
        sendable = {action.name for action in table.actions.values() if action.sender != "station"}
        assert coverage.commands(table).keys() - sendable == set()


@pytest.mark.parametrize(
    ("key", "block"),
    [("E02", "E"), ("FR", "FR"), ("1.6 4.10", "1.6 4"), ("1.6 sec A01", "1.6 sec"), ("1.6 J", "1.6 J")],
)
def test_a_use_case_knows_its_block(key: str, block: str) -> None:
    assert UseCase(key, "title", (Requirement("id", "shall"),)).block == block


def test_the_ids_of_a_test_are_read_from_its_decorators() -> None:
    source = (
        "@pytest.mark.slow\n@pytest.mark.requirement('E02.FR.02', 'E03.FR.02')\nasync def test_one(): ...\n"
        "@pytest.mark.requirement('G02.FR.03')\ndef test_two(): ...\ndef test_three(): ...\n"
    )
    assert list(named_in(source)) == [
        ("test_one", "E02.FR.02"), ("test_one", "E03.FR.02"), ("test_two", "G02.FR.03"),
    ]  # fmt: skip


def test_an_id_that_is_no_literal_is_refused() -> None:
    with pytest.raises(ValueError, match="test_one"):
        list(named_in("@pytest.mark.requirement(ID)\ndef test_one(): ...\n"))
