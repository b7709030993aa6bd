"""Stations at the door, as the API shows and takes them: held, accepted or turned away."""

from typing import Literal

from .codec import Instant
from .shape import Input, Name, Resource

HeldRegistration = Literal["Pending", "Rejected"]


class Hold(Resource, frozen=True, kw_only=True):
    """The station's boots are answered so until somebody accepts it; without `actor` the server holds it by itself."""

    registration: HeldRegistration
    since: Instant
    actor: str | None = None


class RebootRequired(Resource, frozen=True, kw_only=True):
    """Since when values wait for the station's next boot, and of which variables."""

    since: Instant
    variables: list[str]


class HoldInput(Input, frozen=True, kw_only=True):
    """How to hold a station: the answer to its boots, whether to read its variables, a template to write, and whether
    to accept it by itself once it has taken all of that. `reset` has it start anew now; else its next boot counts.
    """

    registration: HeldRegistration = "Pending"
    report: bool = True
    template: Name | None = None
    accept: bool = False
    reset: bool = False


class Decision(Resource, frozen=True, kw_only=True):
    """What a station was told at its last boot, what it will be told at its next, and whether it was asked to boot now;
    `why` says why it was not.
    """

    registration: Literal["Accepted", "Pending", "Rejected"] | None = None
    next_registration: Literal["Accepted", "Pending", "Rejected"]
    boot: Literal["asked", "awaited"]
    why: str | None = None
