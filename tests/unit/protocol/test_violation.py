import pytest

from pilotwire.protocol.ocppj.errors import Fault
from pilotwire.protocol.violation import SchemaViolations, Violation, error_code_for


def broken(*rules: tuple[str, str]) -> tuple[Violation, ...]:
    return tuple(Violation(pointer, keyword, "is wrong") for pointer, keyword in rules)


@pytest.mark.parametrize(
    ("keyword", "fault"),
    [
        ("json", Fault.RPC_FRAMEWORK),
        ("type", Fault.TYPE),
        ("required", Fault.OCCURRENCE),
        ("minItems", Fault.OCCURRENCE),
        ("maxItems", Fault.OCCURRENCE),
        ("enum", Fault.PROPERTY),
        ("maxLength", Fault.PROPERTY),
        ("minimum", Fault.PROPERTY),
        ("maximum", Fault.PROPERTY),
        ("format", Fault.PROPERTY),
        ("pattern", Fault.PROPERTY),
        ("multipleOf", Fault.PROPERTY),
        ("additionalProperties", Fault.FORMAT),
    ],
)
def test_each_broken_rule_means_one_code(keyword: str, fault: Fault) -> None:
    assert error_code_for(broken(("/evse/id", keyword))) is fault


def test_a_payload_that_is_no_object_is_no_frame() -> None:
    assert error_code_for(broken(("", "type"))) is Fault.RPC_FRAMEWORK


def test_the_code_does_not_depend_on_the_order_of_the_violations() -> None:
    one = broken(("/a", "additionalProperties"), ("/b", "enum"), ("/c", "required"), ("/d", "type"))
    assert error_code_for(one) is Fault.TYPE
    assert error_code_for(reversed(one)) is Fault.TYPE


@pytest.mark.parametrize(
    ("keywords", "fault"),
    [
        (("additionalProperties", "enum", "required"), Fault.OCCURRENCE),
        (("additionalProperties", "maxLength"), Fault.PROPERTY),
        (("minItems", "type"), Fault.TYPE),
    ],
)
def test_among_several_the_first_of_the_fixed_order_wins(keywords: tuple[str, ...], fault: Fault) -> None:
    assert error_code_for(broken(*(("/x", keyword) for keyword in keywords))) is fault


def test_without_a_violation_there_is_no_special_code() -> None:
    assert error_code_for(()) is Fault.GENERIC


def test_the_error_names_the_first_broken_rule_and_the_number_of_others() -> None:
    error = SchemaViolations("AuthorizeRequest", broken(("/idToken", "required"), ("/x", "additionalProperties")))
    assert str(error) == "AuthorizeRequest: /idToken: is wrong (and 1 more)"
    assert error.remedy == "Send the message again as its schema asks for it."


def test_a_violation_of_the_whole_payload_says_so() -> None:
    assert str(Violation("", "type", "is a list, not an object")) == "the payload: is a list, not an object"
