"""Names, values and sizes of variables."""

from datetime import UTC, datetime

import pytest

from pilotwire.domain.device_model import (
    Address,
    Attribute,
    Characteristics,
    Component,
    DataType,
    Limits,
    Variable,
    batches,
    is_secret,
    value_problem,
    weight_bytes,
    with_attribute,
    without_secrets,
)
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CS = StationId("CS")


def test_names_mean_the_same_in_any_case_but_places_and_instances_differ() -> None:
    plain = Address(Component("AuthCtrlr"), "Enabled")
    assert Address(Component("AUTHCTRLR"), "enabled").key == plain.key
    others = [
        Address(Component("AuthCtrlr", "1"), "Enabled"),
        Address(Component("AuthCtrlr", None, EvseId(1)), "Enabled"),
        Address(Component("AuthCtrlr", None, EvseId(1), ConnectorId(1)), "Enabled"),
        Address(Component("AuthCtrlr"), "Enabled", "1"),
    ]
    assert len({plain.key, *(one.key for one in others)}) == 5


def test_an_address_is_spelt_for_people() -> None:
    full = Address(Component("Connector", "left", EvseId(1), ConnectorId(2)), "Available", "x")
    assert str(full) == "Connector[left]@1.2/Available[x]"
    assert str(Address(Component("OCPPCommCtrlr"), "HeartbeatInterval")) == "OCPPCommCtrlr/HeartbeatInterval"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("integer", "0"), ("integer", "-12"), ("integer", "+7"), ("decimal", "1.5"), ("decimal", "-1e3"),
        ("boolean", "true"), ("boolean", "FALSE"), ("dateTime", "2026-03-01T12:00:00Z"),
        ("dateTime", "2026-03-01T12:00:00.5+02:00"), ("string", ""), ("OptionList", "b"), ("MemberList", "a,b"),
        ("MemberList", ""), ("SequenceList", "b,a,b"),
    ],
)  # fmt: skip
def test_a_good_value_has_no_problem(kind: DataType, value: str) -> None:
    assert value_problem(value, Characteristics(kind, values=("a", "b"))) is None


@pytest.mark.parametrize(
    ("kind", "value", "problem"),
    [
        ("integer", "1.5", "'1.5' is no whole number"),
        ("integer", "", "'' is no whole number"),
        ("integer", "\u0663", "'\u0663' is no whole number"),
        ("decimal", "NaN", "'NaN' is no number"),
        ("decimal", "1,5", "'1,5' is no number"),
        ("boolean", "1", "'1' is neither true nor false"),
        ("dateTime", "yesterday", "'yesterday' is no time like 2026-03-01T12:00:00Z"),
        ("dateTime", "2026-03-01T12:00:00", "'2026-03-01T12:00:00' is no time like 2026-03-01T12:00:00Z"),
        ("OptionList", "c", "'c' is none of a, b"),
        ("OptionList", "a,b", "'a,b' is none of a, b"),
        ("MemberList", "a,c", "'c' is none of a, b"),
        ("MemberList", "a,a", "a member is there twice"),
        ("SequenceList", "c", "'c' is none of a, b"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_in_words(kind: DataType, value: str, problem: str) -> None:
    assert value_problem(value, Characteristics(kind, values=("a", "b"))) == problem


@pytest.mark.parametrize(
    ("kind", "value", "problem"),
    [
        ("integer", "10", None),
        ("integer", "20", None),
        ("integer", "9", "9 s is below the least that the station takes, 10"),
        ("decimal", "20.01", "20.01 s is above the most that the station takes, 20"),
        ("string", "x" * 20, None),
        ("string", "x" * 21, "a text of 21 characters is above the most that the station takes, 20"),
        ("MemberList", ",".join("abcdefghijk"), "a text of 21 characters is above the most that the station takes, 20"),
        ("boolean", "true", None),
        ("dateTime", "2026-03-01T12:00:00.000Z", None),
    ],
)
def test_limits_are_of_a_number_or_of_a_length(kind: DataType, value: str, problem: str | None) -> None:
    assert (
        value_problem(
            value, Characteristics(kind, "s", 10, 20) if kind != "boolean" else Characteristics(kind, None, 10)
        )
        == problem
    )


def test_a_list_whose_values_are_not_told_takes_any() -> None:
    assert value_problem("anything", Characteristics("OptionList")) is None


def test_messages_hold_as_many_items_as_the_limit_says() -> None:
    assert batches([1, 2, 3, 4, 5], lambda _: 1, Limits(items=2)) == [(1, 2), (3, 4), (5,)]
    assert batches([1, 2, 3], lambda _: 1, Limits()) == [(1, 2, 3)]
    assert batches([], lambda _: 1, Limits(items=2)) == []


def test_messages_hold_as_many_bytes_as_the_limit_says_and_what_is_too_large_goes_alone() -> None:
    sizes = [100, 100, 900, 100]
    assert batches(sizes, lambda one: one, Limits(bytes=320)) == [(100, 100), (900,), (100,)]


def test_a_text_weighs_what_it_takes_as_json() -> None:
    plain = weight_bytes(Address(Component("A"), "b"))
    assert weight_bytes(Address(Component("A"), "b"), 'x"y') == plain + 6
    assert weight_bytes(Address(Component("A"), "b", "\u00e4")) == plain + 4


def test_a_value_takes_the_place_of_the_former_one_and_leaves_the_others() -> None:
    before = Variable(CS, Address(Component("A"), "b"), NOON, (Attribute("Actual", "1"), Attribute("Target", "2")))
    after = with_attribute(before, Attribute("Actual", "3"), NOON)
    assert {one.kind: one.value for one in after.attributes} == {"Actual": "3", "Target": "2"}


def test_passwords_and_what_can_only_be_written_are_not_stored() -> None:
    password = Address(Component("SecurityCtrlr"), "BasicAuthPassword")
    assert is_secret(password)
    told = Variable(CS, password, NOON, (Attribute("Actual", "hush"),))
    assert without_secrets(told).attributes == (Attribute("Actual", None),)
    write_only = Variable(CS, Address(Component("A"), "b"), NOON, (Attribute("Actual", "hush", "WriteOnly"),))
    assert without_secrets(write_only).attributes == (Attribute("Actual", None, "WriteOnly"),)
    plain = Variable(CS, Address(Component("A"), "b"), NOON, (Attribute("Actual", "1"),))
    assert without_secrets(plain) is plain
