"""Findings, refusals, events, keys and health against a server."""

import json

from pilotwire.client.health import HealthCheck
from pilotwire.domain.events import StationRemoved
from pilotwire.domain.finding import Oddity
from pilotwire.domain.message import Refusal
from pilotwire.domain.token_events import TokenChanged
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.work import SeenOddity

from ..api.conftest import NOON
from .conftest import Beside, Run

STATION = StationId("CP-1")


def test_findings_are_counted(pilotwire: Run, beside: Beside) -> None:
    oddity = Oddity("early-call", "/", "StatusNotification before boot", "warning")
    seen = SeenOddity(STATION, "1.2", oddity, NOON)
    beside.do(beside.site.holds(seen, seen))
    assert pilotwire("findings", "--name", "early-call", "--utc").out.splitlines()[1].split()[2:7] == [
        "CP-1", "1.2", "warning", "early-call", "/",
    ]  # fmt: skip
    assert json.loads(pilotwire("findings", "--station", "CP-1", "--json").out)["count"] == 2
    assert pilotwire("findings", "--station", "CP-2").err == "There are none.\n"


def test_refusals_come_with_their_remedy(pilotwire: Run, beside: Beside) -> None:
    refusal = Refusal(
        RecordId(1), NOON, "wrong-password", "The password is wrong.", "Enter the right one.", 401, "192.0.2.7",
        "/ocpp/CP-1", STATION,
    )  # fmt: skip
    beside.do(beside.site.holds(refusal))
    assert "The password is wrong. Enter the right one." in pilotwire("refusals").out
    assert json.loads(pilotwire("refusals", "--json").out)["reason"] == "wrong-password"


def test_events_that_were_kept_are_printed_in_their_order(pilotwire: Run, beside: Beside) -> None:
    beside.do(beside.site.tells(TokenChanged(token="04A2", at=NOON), StationRemoved(station=STATION, at=NOON)))
    first, second = pilotwire("events", "--no-follow", "--utc").out.splitlines()
    assert first.split() == ["2026-03-01", "12:00:00.000Z", "token.changed", 'token="04A2"']
    assert second.split() == ["2026-03-01", "12:00:00.000Z", "station.removed", "CP-1"]


def test_events_can_be_taken_up_after_one(pilotwire: Run, beside: Beside) -> None:
    beside.do(beside.site.tells(TokenChanged(token="04A2", at=NOON), StationRemoved(station=STATION, at=NOON)))
    lines = pilotwire("events", "--no-follow", "--json").out.splitlines()
    assert [json.loads(line)["type"] for line in lines] == ["token.changed", "station.removed"]
    rest = pilotwire("events", "--no-follow", "--json", "--after", json.loads(lines[0])["id"])
    assert rest.out.splitlines() == lines[1:]
    only = pilotwire("events", "--no-follow", "--json", "--types", "token.changed")
    assert only.out.splitlines() == lines[:1]


def test_a_type_of_event_that_does_not_exist_is_told(pilotwire: Run) -> None:
    done = pilotwire("events", "--types", "token.change")
    assert done.code == 1
    assert "token.changed" in done.err


def test_a_key_is_made_used_and_removed(pilotwire: Run) -> None:
    made = json.loads(pilotwire("keys", "add", "reader", "--scope", "read", "--json").out)
    assert pilotwire("stations", "list", "--key", made["secret"]).code == 0
    assert pilotwire("stations", "add", "CP-1", "--key", made["secret"]).code == 1
    listed = [json.loads(line) for line in pilotwire("keys", "list", "--json").out.splitlines()]
    assert [key["scope"] for key in listed if key["name"] == "reader"] == ["read"]
    assert "secret" not in listed[0]
    assert pilotwire("keys", "remove", "reader", "--yes").code == 0
    assert pilotwire("stations", "list", "--key", made["secret"]).code == 1


def test_a_key_for_people_says_that_it_is_shown_once(pilotwire: Run) -> None:
    made = pilotwire("keys", "add", "reader", "--expires", "90d")
    assert "Secret   pw_" in made.out
    assert made.err == "Keep the secret now: nobody can read it again.\n"


def test_a_key_that_does_not_exist_is_told(pilotwire: Run) -> None:
    assert pilotwire("keys", "remove", "nobody", "--yes").err.startswith("pilotwire: There is no key nobody.")


def test_health_ends_with_1_when_something_is_wrong(pilotwire: Run, beside: Beside) -> None:
    assert pilotwire("health").code == 0
    beside.site.trouble = HealthCheck(
        name="storage", state="degraded", detail="The disk is full.", remedy="Free some space."
    )
    done = pilotwire("health")
    assert done.code == 1
    assert "The disk is full. Free some space." in done.out
