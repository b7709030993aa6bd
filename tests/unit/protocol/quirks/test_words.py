"""Words outside their closed set."""

import pytest

from pilotwire.protocol.quirks.policy import TOLERANT
from pilotwire.protocol.quirks.record import Outcome
from pilotwire.protocol.quirks.words import error_code, kept, unit


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("Hz", "Hertz"),
        ("KWH", "kWh"),
        ("wh", "Wh"),
        ("kVAR", "kvar"),
        ("%", "Percent"),
        ("Amps", "A"),
        (" V ", "V"),
        ("\N{DEGREE SIGN}C", "Celsius"),
    ],
)
def test_a_unit_under_another_spelling_is_the_unit(sent: str, meant: str) -> None:
    assert unit(sent, TOLERANT) == meant


@pytest.mark.parametrize("sent", ["hp", "MW", "mA", "", 7, None, "kWh"])
def test_any_other_unit_is_left_alone(sent: object) -> None:
    assert unit(sent, TOLERANT) is Outcome.NOT_MINE


def test_an_error_code_in_other_capitals_is_the_known_one() -> None:
    assert error_code("noerror", TOLERANT) == "NoError"
    assert error_code("GROUNDFAILURE", TOLERANT) == "GroundFailure"


def test_an_unknown_error_code_is_an_other_error() -> None:
    assert error_code("Error", TOLERANT) == "OtherError"
    assert error_code("OtherError", TOLERANT) is Outcome.NOT_MINE
    assert error_code(5, TOLERANT) is Outcome.NOT_MINE


def test_a_text_is_kept_and_nothing_else_is() -> None:
    assert kept("any", TOLERANT) is Outcome.KEPT
    assert kept(5, TOLERANT) is Outcome.NOT_MINE
