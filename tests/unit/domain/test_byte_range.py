"""Parts of files: what a header asks for, and what adds up to a whole."""

import pytest

from pilotwire.domain.byte_range import ByteRange, UnsatisfiableRangeError, wanted_range, with_part


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (None, None),
        ("bytes=0-", ByteRange(0, 100)),
        ("bytes=0-9", ByteRange(0, 10)),
        ("bytes=90-", ByteRange(90, 100)),
        ("bytes=90-5000", ByteRange(90, 100)),
        ("bytes=-5", ByteRange(95, 100)),
        ("bytes=-500", ByteRange(0, 100)),
        ("Bytes = 3 - 4", ByteRange(3, 5)),
        ("bytes=5-4", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("items=0-1", None),
        ("bytes=1e3-", None),
        ("bytes=٣-٤", None),
        ("bytes=" + "9" * 5000 + "-", None),
    ],
)
def test_a_header_asks_for_a_part_or_for_all(header: str | None, wanted: ByteRange | None) -> None:
    assert wanted_range(header, 100) == wanted


@pytest.mark.parametrize(("header", "size"), [("bytes=100-", 100), ("bytes=-0", 100), ("bytes=0-", 0), ("bytes=-1", 0)])
def test_a_part_beyond_the_end_does_not_exist(header: str, size: int) -> None:
    with pytest.raises(UnsatisfiableRangeError):
        wanted_range(header, size)


def test_parts_that_touch_become_one() -> None:
    parts = with_part(with_part((), 0, 10), 20, 30)
    assert parts == ((0, 10), (20, 30))
    assert with_part(parts, 10, 20) == ((0, 30),)
    assert with_part(parts, 5, 8) == parts
    assert with_part(parts, 40, 40) == parts
    assert with_part(parts, 12, 15) == ((0, 10), (12, 15), (20, 30))
