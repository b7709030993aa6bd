"""A report of the device model, part by part."""

from datetime import UTC, datetime, timedelta

import pytest

from pilotwire.domain.report import Assembly, Part, ReportLimits, begin, take

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LIMITS = ReportLimits(parts=5, bytes=1000, silence_s=60, whole_s=600)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def part(seq_no: int, *, more: bool = True, request_id: int = 7, size: int = 10) -> Part:
    return Part(request_id=request_id, seq_no=seq_no, more=more, variables=2, bytes=size)


def gathered(*parts: Part) -> Assembly:
    assembly = begin(7, NOON)
    for number, one in enumerate(parts):
        assembly = take(assembly, one, at(number))
    return assembly


@pytest.mark.parametrize(
    "parts",
    [
        (part(0, more=False),),
        (part(0), part(1), part(2, more=False)),
        (part(2, more=False), part(0), part(1)),
        (part(1), part(1), part(0), part(2, more=False), part(0)),
    ],
    ids=["one", "in order", "last first", "doubled"],
)
def test_a_report_is_whole_once_every_part_has_come(parts: tuple[Part, ...]) -> None:
    assembly = gathered(*parts)
    assert assembly.state(at(1e9), LIMITS) == "complete"
    assert assembly.variables == 2 * len({one.seq_no for one in parts})
    assert assembly.parts == len(parts)


@pytest.mark.parametrize(
    ("parts", "missing"),
    [((), ()), ((part(0),), ()), ((part(1, more=False),), ((0, 0),)), ((part(0), part(3, more=False)), ((1, 2),))],
)
def test_a_report_with_a_gap_or_without_an_end_is_waited_for(
    parts: tuple[Part, ...], missing: tuple[tuple[int, int], ...]
) -> None:
    assembly = gathered(*parts)
    assert assembly.state(at(30), LIMITS) == "waiting"
    assert assembly.missing == missing


def test_a_part_of_another_report_changes_nothing() -> None:
    before = gathered(part(0))
    assert take(before, part(1, more=False, request_id=8), at(2)) is before
    assert take(before, part(-1), at(2)) is before


def test_parts_that_stop_coming_are_given_up_after_the_silence() -> None:
    assembly = gathered(part(0), part(1))
    assert assembly.state(at(61), LIMITS) == "waiting"
    assert assembly.state(at(61.1), LIMITS) == "stalled"


def test_repeats_do_not_keep_a_report_alive_but_count() -> None:
    assembly = gathered(part(0))
    for number in range(4):
        assembly = take(assembly, part(0), at(50 + number))
    assert (assembly.parts, assembly.variables, assembly.last_at) == (5, 2, NOON)
    assert assembly.state(at(55), LIMITS) == "waiting"
    assert take(assembly, part(0), at(56)).state(at(56), LIMITS) == "too-many-parts"


def test_a_report_without_an_end_is_given_up_by_size_and_by_time() -> None:
    assert gathered(part(0, size=600), part(1, size=401)).state(at(2), LIMITS) == "too-large"
    slow = take(gathered(part(0)), part(1), at(590))
    assert slow.state(at(600), LIMITS) == "waiting"
    assert slow.state(at(600.5), LIMITS) == "too-long"
