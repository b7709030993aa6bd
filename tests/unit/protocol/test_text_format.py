from datetime import UTC, datetime, timedelta

import pytest

from pilotwire.protocol.text_format import is_date_time, is_uri, read_date_time, read_leniently, to_utc

NOON = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-01T12:00:00Z",
        "2024-05-01t12:00:00z",
        "2024-05-01T12:00:00.123456789Z",
        "2024-05-01T12:00:00-00:00",
        "2024-05-01T12:00:00+23:59",
        "2000-02-29T00:00:00Z",
        "0000-02-29T00:00:00Z",
        "2016-12-31T23:59:60Z",
        "2016-12-31T15:59:60.5-08:00",
    ],
)
def test_a_date_time_of_rfc_3339_is_one(text: str) -> None:
    assert is_date_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-01 12:00:00Z",
        "2024-05-01T12:00:00",
        "2024-05-01T12:00Z",
        "2024-05-01T12:00:00+0100",
        "2024-05-01T12:00:00+24:00",
        "2024-05-01T12:00:00+01:60",
        "2024-05-01T24:00:00Z",
        "2024-05-01T12:60:00Z",
        "2024-05-01T12:00:61Z",
        "2016-12-31T15:59:60Z",
        "1900-02-29T00:00:00Z",
        "2024-04-31T00:00:00Z",
        "2024-00-01T00:00:00Z",
        "2024-05-01T12:00:00.Z",
        "2024-05-01T12:00:00,5Z",
        "2024-05-01T12:00:00Z\n",
        "2024-05-01T12:00:0-Z",
        "20.4-05-01T12:00:00Z",
        "2024-05-01T12:00:00+0,:00",
        "\u0662024-05-01T12:00:00Z",
        "",
    ],
)
def test_another_text_is_no_date_time(text: str) -> None:
    assert not is_date_time(text)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2024-05-01T14:00:00+02:00", NOON),
        ("2024-05-01T12:00:00.25Z", NOON + timedelta(milliseconds=250)),
        ("2016-12-31T23:59:60Z", datetime(2017, 1, 1, tzinfo=UTC)),
        ("0000-06-01T00:00:00Z", datetime(1, 1, 1, tzinfo=UTC)),
        ("0001-01-01T00:00:00+05:00", datetime(1, 1, 1, tzinfo=UTC)),
        ("9999-12-31T23:59:59-05:00", datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)),
        ("9999-12-31T23:59:60Z", datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)),
    ],
)
def test_a_date_time_becomes_an_instant_even_where_python_has_no_such_year(text: str, instant: datetime) -> None:
    read = read_date_time(text)
    assert read == instant
    assert read.tzinfo is UTC


@pytest.mark.parametrize(
    "text", ["2024-05-01 12:00:00Z", "2024-05-01T12:00Z", "2024-05-01T14:00:00+0200", " 2024-05-01T12:00:00,0Z "]
)
def test_odd_forms_are_read_leniently(text: str) -> None:
    assert read_leniently(text, timedelta()) == NOON


def test_a_time_without_a_zone_is_in_the_zone_of_the_station() -> None:
    assert read_leniently("2024-05-01T14:00:00", timedelta(hours=2)) == NOON


@pytest.mark.parametrize("text", ["yesterday", "", "1714557600", "2024-02-30T00:00:00Z", "2024-05-01T12:00:00+99:99"])
def test_what_is_no_time_stays_none(text: str) -> None:
    assert read_leniently(text, timedelta()) is None


def test_an_instant_beyond_the_edge_of_time_is_held_at_the_edge() -> None:
    early = datetime.fromisoformat("0001-01-01T00:00:00+01:00")
    assert to_utc(early) == datetime(1, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/firmware.bin?v=1#top",
        "ftp://user:pw@example.com:21/logs/",
        "http://[2001:db8::1]:8080/",
        "http://[::ffff:192.0.2.1]/",
        "http://[v1.x:y]/",
        "file:///tmp/x",
        "urn:isbn:1",
        "a:",
        "http://h/%41",
    ],
)
def test_a_uri_has_a_scheme_and_only_characters_of_uris(text: str) -> None:
    assert is_uri(text)


@pytest.mark.parametrize(
    "text",
    [
        "example.com/file",
        "/file",
        "//host/file",
        "1http://x",
        "http://ex ample.com",
        "http://h/%2",
        "http://h/\u00e9",
        "http://h/#a#b",
        "http://h:port",
        "http://[1:2:3:4:5:6:7:8:9]/",
        "http://[1::2::3]/",
        "http://[::256.1.1.1]/",
        "C:\\logs",
        "",
    ],
)
def test_another_text_is_no_uri(text: str) -> None:
    assert not is_uri(text)
