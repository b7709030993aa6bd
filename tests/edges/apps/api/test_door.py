"""The name in a Host header."""

import pytest

from pilotwire.apps.api.door import host_of
from pilotwire.apps.api.serving import allowed_hosts


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("localhost:8080", "localhost"),
        ("LOCALHOST", "localhost"),
        ("127.0.0.1:80", "127.0.0.1"),
        ("[::1]:8080", "::1"),
        ("[::1]", "::1"),
        ("", ""),
        ("evil.example:127.0.0.1", "evil.example"),
    ],
)
def test_the_port_does_not_count(header: str, name: str) -> None:
    assert host_of(header) == name


def test_on_loopback_only_known_names_are_allowed() -> None:
    allowed = allowed_hosts("127.0.0.1", ("Pilot.example",))
    assert allowed == frozenset({"127.0.0.1", "localhost", "::1", "pilot.example"})


def test_elsewhere_any_name_is_allowed() -> None:
    assert allowed_hosts("192.0.2.1", ()) is None
    assert allowed_hosts("::", ()) is None
