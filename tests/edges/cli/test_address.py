"""Variables as they are named on the command line."""

import pytest

from pilotwire.cli.address import named, spelt, wanted_read, wanted_write
from pilotwire.cli.options import UsageError
from pilotwire.client.variable import ComponentName, VariableName


@pytest.mark.parametrize(
    ("text", "component", "variable"),
    [
        ("AuthCtrlr/Enabled", {"name": "AuthCtrlr"}, {"name": "Enabled"}),
        ("EVSE@1/Power", {"name": "EVSE", "evse_id": 1}, {"name": "Power"}),
        ("Connector@1.2/Available", {"name": "Connector", "evse_id": 1, "connector_id": 2}, {"name": "Available"}),
        ("Port[left]@3/A[b c]", {"name": "Port", "instance": "left", "evse_id": 3}, {"name": "A", "instance": "b c"}),
        ("VendorKeys/Acme.Colour/2", {"name": "VendorKeys"}, {"name": "Acme.Colour/2"}),
    ],
)
def test_a_variable_is_named_as_it_is_spelt(
    text: str, component: dict[str, object], variable: dict[str, object]
) -> None:
    assert named(text) == (component, variable)
    read = wanted_read(text, "Actual")
    assert spelt(read.component, read.variable) == text


@pytest.mark.parametrize("text", ["", "/", "AuthCtrlr", "AuthCtrlr/", "/Enabled", "A[b/C", "A@/C["])
def test_what_names_no_variable_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="names no variable"):
        named(text)


def test_a_value_follows_the_first_equals_sign_that_is_in_no_instance() -> None:
    wanted = wanted_write("A[x=1]/b[y=2]=c=d", "Target")
    assert (wanted.component.instance, wanted.variable.instance) == ("x=1", "y=2")
    assert (wanted.value, wanted.attribute) == ("c=d", "Target")
    assert wanted_write("A/b=", "Actual").value == ""


def test_a_write_without_a_value_is_told() -> None:
    with pytest.raises(UsageError, match="says no value"):
        wanted_write("A/b", "Actual")


def test_an_attribute_that_there_is_not_is_told_by_its_field() -> None:
    with pytest.raises(UsageError, match="attribute"):
        wanted_read("A/b", "Current")


def test_what_the_api_tells_is_spelt_for_people() -> None:
    component = ComponentName(name="Connector", evse_id=1, connector_id=1)
    assert spelt(component, VariableName(name="Available")) == "Connector@1.1/Available"
