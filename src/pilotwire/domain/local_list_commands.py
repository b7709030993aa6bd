"""Commands about the list of tokens that a station keeps."""

from typing import Literal

from .command import CannotError, Command, Reply
from .local_list import Entry

UpdateKind = Literal["Full", "Differential"]


class GetLocalListVersion(Command[int], frozen=True):
    """Ask for the version of the station's list: 0 for none or an empty one, below 0 where it keeps no lists.

    Source: OCPP 2.0.1 part 2, D02; OCPP 1.6, 5.10.
    """


class SendLocalList(Command[Reply], frozen=True):
    """Replace the station's list, or change it; afterwards it has this version, which is above 0.

    Answers Accepted, Failed, VersionMismatch, or NotSupported (1.6). Source: OCPP 2.0.1 part 2, D01; OCPP 1.6, 5.15.
    """

    version: int
    kind: UpdateKind
    entries: tuple[Entry, ...] = ()


class UncarriedTokensError(CannotError):
    """Tokens that cannot be put into a list for this station, so that it cannot hold them. Nothing was sent."""

    def __init__(self, tokens: tuple[str, ...], why: str) -> None:
        super().__init__(f"{why}: {', '.join(tokens[:3])}", "leave them off the list, or use another station")
        self.tokens = tokens
        self.why = why
