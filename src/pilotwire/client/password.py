"""A station's password, changed in the station itself."""

from typing import Annotated, Literal

from msgspec import Meta

from .shape import PLAIN, Input, Resource


class PasswordInput(Input, frozen=True, kw_only=True):
    """The new password; none: the server makes one up and tells it once."""

    password: Annotated[str, Meta(min_length=16, max_length=64, pattern=PLAIN)] | None = None


class PasswordChange(Resource, frozen=True, kw_only=True):
    """What became of it. With `unknown` both passwords open the door until the station uses one of them.

    `status`, `reason_code` and `info` are the station's own words; `password` is there when the server made it up.
    """

    change: Literal["changed", "refused", "unknown"]
    password: str | None = None
    status: str | None = None
    reason_code: str | None = None
    info: str | None = None
