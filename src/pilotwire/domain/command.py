"""What the CSMS asks of a station, in the domain's words; each version of OCPP says it in its own way, or cannot."""

from typing import Generic, TypeVar

import msgspec

from pilotwire.kernel.errors import PilotwireError

R = TypeVar("R")


class Command(msgspec.Struct, Generic[R], frozen=True):
    """Something to ask of a station; `R` is what its answer becomes. Each kind of command is a struct of its own."""


class Reply(msgspec.Struct, frozen=True, omit_defaults=True):
    """A station's answer that is a status alone, in OCPP 2.x spelling, with its reason where it gave one."""

    status: str
    reason_code: str | None = None
    info: str | None = None


class CannotError(PilotwireError):
    """The station cannot be asked this: its version of OCPP, or what is known of it, has no way. Nothing was sent."""


class NoWordError(CannotError):
    """The station's version of OCPP has no message for this at all."""
