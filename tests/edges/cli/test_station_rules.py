"""From flags to what the API takes."""

import pytest

from pilotwire.cli.options import UsageError
from pilotwire.cli.station_rules import NO_RULES, Rules, input_of, patch_of
from pilotwire.client.codec import encode


def test_only_what_was_said_is_sent() -> None:
    assert encode(input_of(NO_RULES, None)) == b"{}"
    assert encode(patch_of(Rules(quiet=False), None, ())) == b'{"behaviour":{"quiet":false}}'


def test_everything_that_can_be_said_arrives() -> None:
    rules = Rules(
        name="Yard 1",
        onboarding="accept",
        quiet=True,
        ingest="strict",
        ingest_rule=("meter-values-split=off", "early-call=record-only"),
        subprotocol_when_absent="ocpp1.6",
        ping_interval_s=0,
        naive_offset_min=-60,
        trigger_boot=False,
        compression=True,
    )
    body = input_of(rules, "a-long-enough-password")
    assert (body.name, body.password, body.onboarding) == ("Yard 1", "a-long-enough-password", "accept")
    behaviour = body.behaviour
    assert (behaviour.quiet, behaviour.ingest, behaviour.compression) == (True, "strict", True)
    assert behaviour.ingest_rules == {"meter-values-split": "off", "early-call": "record-only"}
    assert (behaviour.subprotocol_when_absent, behaviour.ping_interval_s) == ("ocpp1.6", 0)
    assert (behaviour.naive_offset_min, behaviour.trigger_boot) == (-60, False)


def test_what_is_cleared_goes_back_to_the_default() -> None:
    patch = patch_of(Rules(name="New"), None, ("password", "ping-interval-s", "ingest-rules"))
    assert encode(patch) == b'{"name":"New","password":null,"behaviour":{"ingest_rules":null,"ping_interval_s":null}}'


def test_nothing_to_change_is_a_mistake() -> None:
    with pytest.raises(UsageError, match="Nothing is to be changed"):
        patch_of(NO_RULES, None, ())


@pytest.mark.parametrize(("rules", "flag"), [(Rules(name="x"), "name"), (Rules(quiet=True), "quiet")])
def test_set_and_cleared_at_once_is_a_mistake(rules: Rules, flag: str) -> None:
    with pytest.raises(UsageError, match=f"{flag} is set and cleared at once"):
        patch_of(rules, None, (flag,))  # type: ignore[arg-type]  # two of the words that it takes


def test_a_rule_without_a_switch_is_a_mistake() -> None:
    with pytest.raises(UsageError) as caught:
        input_of(Rules(ingest_rule=("early-call",)), None)
    assert caught.value.message == "'early-call' is no rule."
    assert "meter-values-split=off" in caught.value.remedy


@pytest.mark.parametrize(
    ("rules", "password", "start"),
    [
        (Rules(ping_interval_s=-1), None, "behaviour.ping_interval_s: expected `int` >= 0"),
        (Rules(ingest_rule=("a=maybe",)), None, "behaviour.ingest_rules"),
        (NO_RULES, "short", "password: expected `str` of length >= 8"),
    ],
)
def test_a_value_that_the_api_would_not_take_is_told_by_its_field(
    rules: Rules, password: str | None, start: str
) -> None:
    with pytest.raises(UsageError) as caught:
        input_of(rules, password)
    assert caught.value.message.startswith(start)
    assert "short" not in caught.value.message
