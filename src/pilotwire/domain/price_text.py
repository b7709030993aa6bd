"""What a tariff says in words, in a language that its driver reads."""

from collections.abc import Sequence

from .tariff import AltText, Tariff


def text_of(tariff: Tariff, languages: Sequence[str | None]) -> AltText | None:
    """The tariff's text in the first of these languages that it has one in, else its first text; None for none.

    A text in `de` serves a driver who reads `de-AT`, and the other way round.
    """
    for language in languages:
        if language:
            found = next((one for one in tariff.alt_texts if one.language.casefold() == language.casefold()), None)
            found = found or next((one for one in tariff.alt_texts if _root(one.language) == _root(language)), None)
            if found is not None:
                return found
    return tariff.alt_texts[0] if tariff.alt_texts else None


def _root(language: str) -> str:
    return language.partition("-")[0].casefold()
