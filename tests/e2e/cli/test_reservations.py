"""`pilotwire reservations` and `pilotwire meter-keys` as they are, against an API that runs beside them."""

import json
from datetime import timedelta

import msgspec
import pytest

from pilotwire.domain.id_token import Token
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import StationId
from pilotwire.services.station_link import CallError, CallResult

from ..api.conftest import NOON
from .conftest import Beside, Run

KEY = (
    "3059301306072a8648ce3d020106082a8648ce3d030107034200043aeeb45c392357820a58fdfb0857bd77ada31585c61c430531dfa53b440afbfd"
    "d95ac887c658ea55260f808f55ca948df235c2108a0d6dc7d4ab1a5e1a7955be"
)


async def accepting(action: str, payload: bytes) -> CallResult | CallError:
    return CallResult("m-1", msgspec.Raw(b'{"status":"Accepted"}'), 4.0)


@pytest.fixture(autouse=True)
def _station(beside: Beside) -> None:
    station = ChargingStation(StationId("CP-1"), NOON, NOON)
    beside.do(beside.site.holds(station, Token("04A2B3", type="ISO14443")))
    beside.site.link.connect("CP-1", accepting)


def until(hours: float) -> str:
    """A time so far ahead of the site's own clock."""
    return (NOON + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_reservation_is_made_seen_and_taken_back(pilotwire: Run, beside: Beside) -> None:
    made = pilotwire("reservations", "create", "CP-1", "04A2B3", until(2), "--evse", "1")
    assert (made.code, made.out) == (0, "Status       Accepted\nReservation  1 (accepted)\n")
    assert json.loads(beside.site.link.calls[0][2])["expiryDateTime"] == until(2)
    again = pilotwire("reservations", "create", "CP-1", "04A2B3", until(2), "--evse", "1")
    assert again.code == 1
    assert "EVSE 1 is reserved already" in again.err
    listed = pilotwire("reservations", "list", "--json")
    assert json.loads(listed.out)["state"] == "accepted"
    assert "04A2B3" in pilotwire("reservations", "show", "CP-1", "1").out
    shown = pilotwire("reservations", "calendar", "--since", until(0), "--hours", "3", "--utc")
    assert shown.out.splitlines()[1].split() == ["CP-1", "1", "████████····", "04A2B3"]
    gone = pilotwire("reservations", "cancel", "CP-1", "1")
    assert (gone.code, gone.out) == (0, "Status       Accepted\nReservation  1 (cancelled)\n")
    assert pilotwire("reservations", "list", "--state", "accepted").err == "There are none.\n"


def test_a_time_that_has_passed_names_its_field(pilotwire: Run) -> None:
    done = pilotwire("reservations", "create", "CP-1", "04A2B3", until(-1))
    assert done.code == 1
    assert "expires_at" in done.err


def test_a_key_of_a_meter_is_entered_listed_and_forgotten(pilotwire: Run) -> None:
    added = pilotwire("meter-keys", "add", "CP-1", KEY, "--evse", "1", "--note", "new", "--json")
    name = json.loads(added.out)["id"]
    assert added.code == 0
    assert pilotwire("meter-keys", "list", "CP-1").out.splitlines()[1].split()[:2] == [name, "1"]
    assert pilotwire("meter-keys", "remove", "CP-1", name, "--yes").code == 0
    assert pilotwire("meter-keys", "list", "CP-1").err == "There are none.\n"
    wrong = pilotwire("meter-keys", "add", "CP-1", "0401")
    assert wrong.code == 1
    assert "no public key on an elliptic curve" in wrong.err
