"""From values of the command line to the bodies that the API takes."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from pilotwire.cli.options import UsageError
from pilotwire.client.codec import shaped

T = TypeVar("T", bound=msgspec.Struct)


def typed(body: Mapping[str, object], shape: type[T]) -> T:
    """The body as the API's type. Raises UsageError that names the field and what it may hold."""
    try:
        return shaped(body, shape)
    except msgspec.ValidationError as error:
        problem, _, path = str(error).partition(" - at ")
        field = path.strip("`").removeprefix("$").lstrip(".")
        raise UsageError(f"{field or 'The input'}: {problem[:1].lower()}{problem[1:]}.", "", "Correct it.") from None
