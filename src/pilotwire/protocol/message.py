"""What every message is made of: the root of all struct classes, and the kinds of value with rules of their own."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, TypeAlias, TypeVar

import msgspec
from msgspec import Meta

T = TypeVar("T")

if TYPE_CHECKING:
    Maybe: TypeAlias = T | None
else:

    class Maybe:
        """The type of an optional field: None stands for "absent", yet a null in the text is refused as any wrong type.

        A type checker sees `T | None`, the decoder sees `T`.
        """

        def __class_getitem__(cls, item: object) -> object:
            return item


class Payload(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A message, or an object within one. An optional field that is absent is None and is not sent.

    `schema_draft` is the draft of JSON schema in which the message is published: by draft 4 a number with a decimal
    point is no integer, by draft 6 16.0 is one.
    """

    schema_draft: ClassVar[int] = 6


class CustomData(dict[str, Any]):
    """What a vendor adds: `vendorId` and keys of its own, kept as they came."""

    __slots__ = ()


VENDOR_ID_LENGTH: Final = 255
"""The most characters that a `vendorId` may have."""


AnyJson: TypeAlias = Any
"""Any JSON value at all."""
Instant: TypeAlias = Annotated[datetime, Meta(tz=True)]
"""A date-time with its zone (RFC 3339)."""
Tenths: TypeAlias = Annotated[float, Meta(extra={"multipleOf": "0.1"})]
"""A number with at most one decimal."""
Uri: TypeAlias = Annotated[str, Meta(extra={"format": "uri"})]
"""An absolute URI (RFC 3986)."""
