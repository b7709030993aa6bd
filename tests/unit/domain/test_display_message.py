"""What stands against a text for a display, and how it comes to its end."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from pilotwire.domain.device_model import Attribute, Characteristics, Variable
from pilotwire.domain.display_facts import ENABLED, FORMATS, HELD, PRIORITIES, DisplayFacts, display_facts, obstacles
from pilotwire.domain.display_message import Content, DisplayMessage, DisplayState, objections, standing
from pilotwire.domain.display_template import DisplayTemplate, filled, unknown_placeholders
from pilotwire.kernel.ids import StationId, TransactionId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CS = StationId("CS-1")


def message(**more: Any) -> DisplayMessage:
    about: dict[str, Any] = {"id": 1, "content": Content("Welcome"), **more}
    return DisplayMessage(station=CS, state_at=NOON, **about)


@pytest.mark.requirement("O01.FR.05")
def test_a_text_with_its_times_is_fine() -> None:
    found = message(
        content=Content("Willkommen\nbei uns", "UTF8", "de-AT"), start_at=NOON, end_at=NOON + timedelta(hours=1),
        extra=(Content("Welcome", "ASCII", "en"), Content("https://x.example/logo.png", "URI", "fr")),
    )  # fmt: skip
    assert list(objections(found, NOON)) == []


@pytest.mark.requirement("O01.FR.17", "O02.FR.12")
@pytest.mark.parametrize(
    ("more", "pointer", "words"),
    [
        ({"content": Content("a\x07b")}, "/text", "control character (U+0007) at place 2"),
        ({"content": Content("a\tb")}, "/text", "control character (U+0009) at place 2"),
        ({"content": Content("price \u202e54.0")}, "/text", "control character (U+202E) at place 7"),
        ({"content": Content(" \n ")}, "/text", "There is no text"),
        ({"content": Content("Größe", "ASCII")}, "/format", "other characters than ASCII"),
        ({"content": Content("logo.png", "URI")}, "/text", "no http or https address"),
        ({"content": Content("javascript:alert(1)", "URI")}, "/text", "no http or https address"),
        ({"content": Content("Hi", language="german")}, "/language", "'german' is no tag of a language"),
        ({"content": Content("Hi", language="de_AT")}, "/language", "'de_AT' is no tag of a language"),
        ({"extra": (Content("x\x00", language="en"),)}, "/extra/0/text", "U+0000"),
        ({"extra": (Content("Hi"),)}, "/extra", "for the same language"),
        ({"end_at": NOON}, "/end_at", "ended already"),
        ({"start_at": NOON + timedelta(hours=2), "end_at": NOON + timedelta(hours=1)}, "/end_at", "before it begins"),
    ],
)
def test_what_no_station_could_show_is_named_by_its_field(more: dict[str, Any], pointer: str, words: str) -> None:
    (found,) = objections(message(**more), NOON)
    assert found.pointer == pointer
    assert words in found.message


@pytest.mark.parametrize(
    ("end_at", "transaction", "state"),
    [
        (None, None, "accepted"),
        (NOON + timedelta(seconds=1), None, "accepted"),
        (NOON, None, "over"),
        (None, TransactionId("t-1"), "accepted"),
        (None, TransactionId("t-0"), "over"),
    ],
)
def test_time_and_the_end_of_its_transaction_end_a_message(
    end_at: datetime | None, transaction: TransactionId | None, state: DisplayState
) -> None:
    shown = msgspec.structs.replace(message(end_at=end_at, transaction=transaction), state="accepted")
    assert standing(shown, NOON, [TransactionId("t-1")]).state == state


def test_what_was_cleared_stays_so() -> None:
    cleared = msgspec.structs.replace(message(end_at=NOON), state="cleared")
    assert standing(cleared, NOON, []) == cleared


def variable(address: Any, value: str | None, most: float | None = None) -> Variable:
    attributes = () if value is None else (Attribute("Actual", value),)
    known = None if most is None else Characteristics("integer", max_limit=most)
    return Variable(CS, address, NOON, attributes, known)


def test_what_a_station_has_told_of_its_display_is_read_from_its_variables() -> None:
    told = [
        variable(ENABLED, "true"), variable(FORMATS, "ASCII, UTF8"), variable(PRIORITIES, "NormalCycle"),
        variable(HELD, "2", 5),
    ]  # fmt: skip
    assert display_facts(told) == DisplayFacts(True, ("ASCII", "UTF8"), ("NormalCycle",), (), 5)
    assert display_facts([variable(ENABLED, "False")]).enabled is False
    assert display_facts([]) == DisplayFacts()


def test_what_stands_against_a_message_is_told_with_what_the_station_has_instead() -> None:
    facts = DisplayFacts(False, ("ASCII", "UTF8"), ("NormalCycle", "InFront"), ("Idle",), 1)
    wanted = message(
        id=9, content=Content("https://x.example", "QRCODE"), priority="AlwaysFront", shown_while="Charging"
    )
    held = [msgspec.structs.replace(message(), state="accepted")]
    assert [(one.pointer, one.message, one.remedy) for one in obstacles(wanted, facts, held)] == [
        ("", "the station's display messages are turned off", "set DisplayMessageCtrlr/Enabled first"),
        ("/format", "the station shows no QRCODE", "it shows ASCII or UTF8"),
        ("/priority", "the station has no priority AlwaysFront", "it has NormalCycle or InFront"),
        ("/shown_while", "the station shows nothing while Charging", "it knows Idle"),
        ("", "the station holds 1 messages, and 1 at most", "clear one of them first"),
    ]


def test_a_message_in_the_place_of_another_needs_no_more_room() -> None:
    held = [msgspec.structs.replace(message(), state="accepted")]
    assert list(obstacles(message(), DisplayFacts(most_held=1), held)) == []


def template(text: str, *extra: Content) -> DisplayTemplate:
    return DisplayTemplate(name="t", content=Content(text), extra=extra, created_at=NOON, updated_at=NOON)


def test_placeholders_are_filled_in_and_those_without_a_value_become_nothing() -> None:
    found = filled(Content("{energy_kwh} kWh at {station}/{evse}"), {"energy_kwh": "7.4", "station": "CS-1"})
    assert found == Content("7.4 kWh at CS-1/")


def test_a_placeholder_that_nothing_stands_for_is_named_with_its_place() -> None:
    found = list(unknown_placeholders(template("{price} {prize}", Content("{}", language="en"))))
    assert [(one.message, one.pointer) for one in found] == [
        ("Nothing stands for {prize}.", "/text"),
        ("Nothing stands for {}.", "/extra/0/text"),
    ]
    assert found[0].remedy == ("Use one of date, energy_kwh, evse, minutes, price, station, time, token, transaction.")
