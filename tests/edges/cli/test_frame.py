"""Frames without their envelope."""

import pytest

from pilotwire.cli.frame import body_of


@pytest.mark.parametrize(
    ("kind", "text", "body"),
    [
        ("call", '[2,"1","Heartbeat",{}]', "{}"),
        ("call", '[2,"1","A",{"power": 1.50}]', '{"power": 1.50}'),
        ("send", '[6,"1","A",{"x":1}]', '{"x":1}'),
        ("result", '[3,"1",{"status":"Accepted"}]', '{"status":"Accepted"}'),
        ("error", '[4,"1","NotSupported","no",{"a":1}]', '"NotSupported" "no" {"a":1}'),
        ("result-error", '[5,"1","FormatViolation","",{}]', '"FormatViolation" "" {}'),
        ("malformed", '[2,"1"', '[2,"1"'),
        ("call", '[2,"1","Heartbeat"]', '[2,"1","Heartbeat"]'),
        ("result", "not JSON", "not JSON"),
        ("call", '{"a":1}', '{"a":1}'),
    ],
)
def test_a_frame_is_shown_without_its_envelope_or_else_whole(kind: str, text: str, body: str) -> None:
    assert body_of(kind, text) == body
