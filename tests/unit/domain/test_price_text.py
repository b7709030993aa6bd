"""A tariff's words in a language that its driver reads."""

from datetime import UTC, datetime

from pilotwire.domain.price_text import text_of
from pilotwire.domain.tariff import AltText, Tariff

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
EN, DE = AltText("en", "cheap"), AltText("de", "billig")
TARIFF = Tariff("t", NOON, NOON, "EUR", (), alt_texts=(EN, DE))


def test_the_first_language_that_there_is_a_text_in_is_taken_and_a_relative_of_it_will_do() -> None:
    assert text_of(TARIFF, ("DE", "en")) == DE
    assert text_of(TARIFF, ("de-AT", None)) == DE
    assert text_of(TARIFF, ("fr", "de")) == DE


def test_without_one_it_is_the_first_text_and_without_texts_none() -> None:
    assert text_of(TARIFF, ("fr", None)) == EN
    assert text_of(Tariff("t", NOON, NOON, "EUR", ()), ("en",)) is None
