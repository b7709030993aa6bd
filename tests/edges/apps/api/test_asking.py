"""What a request asks, read from its path and body."""

import msgspec
import pytest

from pilotwire.apps.api.asking import decoded_body, path_text
from pilotwire.apps.api.problems import RequestRefusedError
from pilotwire.kernel.errors import BadInputError


class Named(msgspec.Struct, forbid_unknown_fields=True):
    name: str


@pytest.mark.parametrize(
    ("segment", "text"),
    [
        ("CS-1", "CS-1"),
        ("a%2Fb", "a/b"),
        ("a%252Fb", "a%2Fb"),
        ("S%C3%A4ule", "Säule"),
        ("100%", "100%"),
        ("%2e%2e", ".."),
    ],
)
def test_a_segment_is_decoded_once(segment: str, text: str) -> None:
    assert path_text(segment) == text


@pytest.mark.parametrize("segment", ["%00", "a%0Ab", "%ff", "%C0%AF", "%ED%A0%80", "x" * 1001])
def test_a_segment_that_names_nothing_is_refused(segment: str) -> None:
    with pytest.raises(BadInputError):
        path_text(segment)


@pytest.mark.parametrize("body", [b"{", b"x", b'"\xff"', b"{}x", b"[" * 100_000])
def test_what_is_no_json_is_told_from_what_does_not_fit(body: bytes) -> None:
    with pytest.raises((RequestRefusedError, BadInputError)) as refused:
        decoded_body(body, Named)
    if isinstance(refused.value, RequestRefusedError):
        assert refused.value.kind == "bad-json"


def test_a_field_that_is_not_known_is_refused() -> None:
    with pytest.raises(BadInputError, match="unknown field `nam`"):
        decoded_body(b'{"nam":"x"}', Named)


def test_a_good_body_becomes_a_struct() -> None:
    assert decoded_body(b'{"name":"x"}', Named) == Named("x")
