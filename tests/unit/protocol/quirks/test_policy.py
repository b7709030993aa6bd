"""Which quirks a policy repairs, names, or leaves to the schema."""

from pilotwire.protocol.quirks.policy import STRICT, TOLERANT, IngestPolicy

PLACE = "/meterValue/*/sampledValue/*/unit"


def test_tolerance_repairs_and_the_other_modes_name() -> None:
    assert TOLERANT.setting("unit-alias", "MeterValues", PLACE) == "on"
    assert STRICT.setting("unit-alias", "MeterValues", PLACE) == "record-only"
    assert IngestPolicy("record-only").setting("unit-alias", "MeterValues", PLACE) == "record-only"


def test_the_most_exact_rule_wins() -> None:
    policy = IngestPolicy(
        rules={"unit-alias": "off", "unit-alias@MeterValues": "record-only", f"unit-alias@MeterValues{PLACE}": "on"}
    )
    assert policy.setting("unit-alias", "MeterValues", PLACE) == "on"
    assert policy.setting("unit-alias", "MeterValues", "/elsewhere") == "record-only"
    assert policy.setting("unit-alias", "StopTransaction", PLACE) == "off"
    assert policy.setting("context-unknown", "MeterValues", PLACE) == "on"


def test_no_rule_makes_a_strict_reader_repair() -> None:
    assert (
        IngestPolicy("strict", rules={"unit-alias": "on"}).setting("unit-alias", "MeterValues", PLACE) == "record-only"
    )
    assert IngestPolicy("strict", rules={"unit-alias": "off"}).setting("unit-alias", "MeterValues", PLACE) == "off"
