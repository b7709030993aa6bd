"""Addresses and keys before anything is sent."""

from datetime import UTC, datetime

import pytest

from pilotwire.client.exchange import Exchange
from pilotwire.client.filters import EventFilter, MessageFilter, StationFilter
from pilotwire.client.problem import ServerUnreachable
from pilotwire.client.query import query
from pilotwire.kernel.errors import BadInputError


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080", "http://127.0.0.1:8080/", "https://x.example/behind/a/proxy"])
def test_routes_stand_below_the_servers_address(url: str) -> None:
    exchange = Exchange(url, "pw_x", 30.0)
    assert str(exchange.url("/stations/a%2Fb", {"q": "ä&b"})) == f"{url.rstrip('/')}/api/v1/stations/a%2Fb?q=%C3%A4%26b"


@pytest.mark.parametrize("url", ["", "127.0.0.1", "127.0.0.1:8080", "ftp://x", "http://", "http://x:y", "http://[::1"])
def test_what_is_no_address_is_told_with_a_remedy(url: str) -> None:
    with pytest.raises(ServerUnreachable, match="is not the address of a server") as refused:
        Exchange(url, "pw_x", 30.0).url("/health")
    assert refused.value.remedy == "Write it like http://127.0.0.1:8080."


@pytest.mark.parametrize("key", ["pw_x\r\nX-Evil: 1", "pw x", "pw_\xe4"])
def test_a_key_that_no_header_can_hold_is_refused(key: str) -> None:
    with pytest.raises(BadInputError, match="characters that no key has") as refused:
        Exchange("http://x", key, 30.0)
    assert key not in refused.value.message


def test_filters_become_parameters_and_nothing_stays_out() -> None:
    assert query(StationFilter(), 50) == {"limit": "50"}
    assert query(StationFilter(q="x", state="connected"), 5, "c") == {
        "q": "x", "state": "connected", "limit": "5", "cursor": "c",
    }  # fmt: skip
    assert query(EventFilter(types=("a", "b"))) == {"types": "a,b"}
    assert query(None) == {}


def test_instants_in_filters_carry_their_zone() -> None:
    at = query(MessageFilter(since=datetime(2026, 3, 1, 12, tzinfo=UTC)))["since"]
    assert datetime.fromisoformat(at) == datetime(2026, 3, 1, 12, tzinfo=UTC)
