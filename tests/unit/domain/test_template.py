"""How far a station is from a template."""

from datetime import UTC, datetime

import pytest

from pilotwire.domain.device_model import Address, Attribute, Characteristics, Component, DataType, Variable
from pilotwire.domain.template import Desired, Template, drift, is_same
from pilotwire.kernel.ids import StationId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CS = StationId("CS")


def address(name: str) -> Address:
    return Address(Component("Acme"), name)


def variable(name: str, *attributes: Attribute, kind: DataType | None = None) -> Variable:
    return Variable(CS, address(name), NOON, attributes, None if kind is None else Characteristics(kind))


def test_each_desired_value_is_compared_in_the_templates_order() -> None:
    names = ("Same", "Differs", "Unknown", "Unread", "Silent")
    template = Template("T", NOON, NOON, tuple(Desired(address(name), "1") for name in names))
    stored = [
        variable("SILENT", Attribute("Actual", None)),
        variable("Unread", Attribute("Target", "1")),
        variable("Differs", Attribute("Actual", "2")),
        variable("same", Attribute("Actual", "1")),
    ]
    assert [(one.state, one.value) for one in drift(template, stored)] == [
        ("same", "1"), ("differs", "2"), ("unknown", None), ("unread", None), ("unread", None),
    ]  # fmt: skip


def test_the_attribute_that_is_meant_is_compared() -> None:
    template = Template("T", NOON, NOON, (Desired(address("A"), "1", "Target"),))
    stored = [variable("A", Attribute("Actual", "2"), Attribute("Target", "1"))]
    assert [one.state for one in drift(template, stored)] == ["same"]


@pytest.mark.parametrize(
    ("kind", "wanted", "found", "same"),
    [
        ("integer", "60", "060", True),
        ("integer", "60", "61", False),
        ("integer", "60", "", False),
        ("decimal", "1.50", "1.5", True),
        ("boolean", "true", "True", True),
        ("boolean", "true", "false", False),
        ("MemberList", "a,b", "b,a", True),
        ("MemberList", "a,b", "a", False),
        ("SequenceList", "a,b", "b,a", False),
        ("string", "A", "a", False),
        (None, "60", "060", False),
    ],
)
def test_values_are_the_same_when_they_mean_the_same(
    kind: DataType | None, wanted: str, found: str, same: bool
) -> None:
    assert is_same(wanted, found, variable("A", kind=kind)) is same
