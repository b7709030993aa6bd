"""How it ends when a file is not taken or not given."""

from pilotwire.domain.file_ticket import RefusalReason
from pilotwire.kernel.errors import OurFault, PilotwireError


class FileTroubleError(OurFault):
    """The disk with the files is in trouble; the message says how."""


class FileRefusedError(PilotwireError):
    """A file is not taken or not given; `reason` is a word for programs, which decides the HTTP status."""

    def __init__(self, reason: RefusalReason, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.reason = reason
