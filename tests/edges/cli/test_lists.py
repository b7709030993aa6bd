"""Findings, refusals, keys and health as people see them."""

from collections.abc import Callable
from datetime import UTC, datetime

from pilotwire.cli.findings import finding_table
from pilotwire.cli.health import health_facts
from pilotwire.cli.keys import key_table, new_key_facts
from pilotwire.cli.options import Options
from pilotwire.cli.refusals import refusal_table
from pilotwire.client.codec import Instant
from pilotwire.client.health import Health, HealthCheck
from pilotwire.client.key import Key, NewKey
from pilotwire.client.message import Finding, Refusal

OnScreen = Callable[..., list[str]]
AT = Instant.of(datetime(2026, 3, 1, 12, 0, tzinfo=UTC))


def test_a_finding_tells_what_where_and_how_often(on_screen: OnScreen) -> None:
    finding = Finding(
        station="CP-1",
        firmware="1.2",
        name="early-call",
        place="/",
        severity="warning",
        detail="StatusNotification before boot",
        count=12,
        first_seen_at=AT,
        last_seen_at=AT,
    )
    assert on_screen(finding_table([finding], UTC)) == [
        "Last seen             Station  Firmware  Severity  Finding     Where  Times  What was seen",
        "2026-03-01 12:00:00Z  CP-1     1.2       warning   early-call  /         12  StatusNotification before boot",
    ]


def test_a_refusal_is_never_cut_off_and_carries_no_markup(on_screen: OnScreen) -> None:
    refusal = Refusal(
        id="1",
        at=AT,
        reason="wrong-password",
        detail="The password is [b]wrong[/b].",
        remedy="Enter the right one.",
        status=401,
        address="10.0.0.7",
        path="/ocpp/CP-1",
        offered=["ocpp1.6"],
    )
    text = " ".join(" ".join(on_screen(refusal_table([refusal], UTC), 100)).split())
    assert "The password is [b]wrong[/b]. Enter the" in text
    assert "right one." in text
    assert "/ocpp/CP-1 10.0.0.7 401 wrong-password" in text


def test_keys_show_when_they_end_and_were_used(on_screen: OnScreen) -> None:
    key = Key(id="k1", name="console", scope="admin", created_at=AT)
    assert on_screen(key_table([key], UTC)) == [
        "Id  Scope  Made                  Expires  Last used  Name",
        "k1  admin  2026-03-01 12:00:00Z  never    never      console",
    ]


def test_a_new_key_shows_its_secret(on_screen: OnScreen) -> None:
    key = NewKey(id="k1", name="console", scope="read", secret="pw_secret", created_at=AT)
    assert "Secret   pw_secret" in on_screen(new_key_facts(key, UTC))


def test_health_tells_what_is_wrong_and_what_to_do(on_screen: OnScreen) -> None:
    health = Health(
        state="degraded",
        version="0.1",
        started_at=AT,
        ocpp_url="ws://127.0.0.1:9000/ocpp",
        stations_connected=2,
        checks=[
            HealthCheck(name="storage", state="degraded", detail="The disk is full.", remedy="Free some space."),
            HealthCheck(name="stations", state="ready"),
        ],
    )
    assert on_screen(health_facts(health, Options(utc=True))) == [
        "State               degraded",
        "Version             0.1",
        "Up since            2026-03-01 12:00:00Z",
        "Stations connected  2",
        "URL for stations    ws://127.0.0.1:9000/ocpp/STATION",
        "storage             The disk is full. Free some space.",
    ]
