"""What all stations of the load generator have in common."""

from datetime import UTC, datetime

import pytest

from pilotwire.apps.lab.bench.talk import UnexpectedAnswerError, expect, stamp_of


def test_stations_write_milliseconds_and_a_z() -> None:
    assert stamp_of(datetime(2026, 5, 4, 10, 15, 30, 7_999, UTC)) == b"2026-05-04T10:15:30.007Z"


def test_an_answer_that_lacks_what_a_station_needs_is_told_in_full() -> None:
    expect(b'[3,"1",{"status":"Accepted"}]', b'"Accepted"')
    with pytest.raises(UnexpectedAnswerError, match=r'"Accepted" is missing in .*"Rejected"'):
        expect(b'[3,"1",{"status":"Rejected"}]', b'"Accepted"')
