"""What all resources of the API have in common, and the texts they allow."""

from typing import Annotated, Final

import msgspec
from msgspec import Meta

PLAIN: Final = r"^[^\u0000-\u001f\u007f-\u009f]*$(?!\n)"
"""A text without control characters."""
Name = Annotated[str, Meta(min_length=1, max_length=200, pattern=PLAIN)]
Text = Annotated[str, Meta(min_length=1, max_length=1000, pattern=PLAIN)]


class Resource(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What all that the API sends has in common."""


class Input(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What all that the API takes has in common: a field it does not know is refused."""
