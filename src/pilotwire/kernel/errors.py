"""The root of all our errors, and the split that decides what to do about one."""


class PilotwireError(Exception):
    """Something went wrong that a person can understand.

    `remedy` says what to do now; it is shown beside the message at every door (API, CLI, log).
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class PeerFault(PilotwireError):
    """The other side broke a rule: it gets a coded answer, the message is logged, the connection stays."""


class OurFault(PilotwireError):
    """We broke a rule or failed: InternalError on the wire, an alarm at home."""


class NotFoundError(PilotwireError):
    """What was named does not exist."""


class ConflictError(PilotwireError):
    """What was asked does not fit the state that things are in."""


class BadInputError(PilotwireError):
    """A value is wrong; `pointer` (RFC 6901) names the field within what was handed in, "" the whole."""

    def __init__(self, message: str, pointer: str = "", remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.pointer = pointer
