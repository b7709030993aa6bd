"""What goes wrong when the API is called: the problem document (RFC 9457), and the errors that the client raises."""

from pilotwire.kernel.errors import PilotwireError

from .shape import Resource


class FieldProblem(Resource, frozen=True, kw_only=True):
    """What is wrong with one field: `pointer` (RFC 6901) within the body, or else the `parameter` or header."""

    message: str
    pointer: str | None = None
    parameter: str | None = None


class Problem(Resource, frozen=True, kw_only=True):
    """Any error of the API. `type` is a path of the server that explains it, `remedy` says what to do now."""

    type: str
    title: str
    status: int
    detail: str
    request_id: str
    remedy: str | None = None
    errors: list[FieldProblem] | None = None


class ApiProblem(PilotwireError):
    """The server refused, or the station did not answer: its problem document as an exception."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail, problem.remedy or "")
        self.problem = problem

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.problem.status

    @property
    def title(self) -> str:
        """The kind of problem in a few words."""
        return self.problem.title

    @property
    def detail(self) -> str:
        """What is wrong in this case."""
        return self.problem.detail

    @property
    def errors(self) -> tuple[FieldProblem, ...]:
        """What is wrong with single fields."""
        return tuple(self.problem.errors or ())


class ServerUnreachable(PilotwireError):
    """There is no answer from the server, or it is not a Pilotwire."""
