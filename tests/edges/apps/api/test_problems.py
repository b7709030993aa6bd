"""Which error becomes which problem."""

from pathlib import Path

import msgspec
import pytest
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException, ValidationException

from pilotwire.apps.api.problem_table import PROBLEMS
from pilotwire.apps.api.problems import BadParameterError, RequestRefusedError, answer_to, bad_value
from pilotwire.client.problem import FieldProblem, Problem
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError, OurFault, PeerFault, PilotwireError
from pilotwire.services.kept_record import VersionConflictError
from pilotwire.services.ports import (
    StorageRefusedError,
)
from pilotwire.services.station_link import (
    BadCallError,
    NoAnswerError,
    NotConnectedError,
    QueueFullError,
)

ERRORS_PAGE = Path(__file__).parents[4] / "docs" / "reference" / "errors.md"


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (NotFoundError("x"), 404, "not-found"),
        (ConflictError("x"), 409, "conflict"),
        (VersionConflictError("x"), 412, "version-conflict"),
        (BadInputError("x"), 422, "invalid-input"),
        (BadCallError("x", ()), 422, "call-refused"),
        (NotConnectedError("x"), 409, "not-connected"),
        (NoAnswerError("x"), 504, "no-answer"),
        (QueueFullError("x"), 429, "queue-full"),
        (StorageRefusedError("x"), 500, "storage-refused"),
        (RequestRefusedError("too-large", "x"), 413, "too-large"),
    ],
)
def test_each_error_has_its_status_and_its_own_words(error: PilotwireError, status: int, kind: str) -> None:
    error.remedy = "y"
    problem = answer_to(error, "r-1").problem
    assert (problem.status, problem.type, problem.detail, problem.remedy, problem.request_id) == (
        status, f"/docs/errors#{kind}", "X.", "Y.", "r-1",
    )  # fmt: skip


@pytest.mark.parametrize(
    "error", [OurFault("inside"), PeerFault("inside"), PilotwireError("inside"), ValueError("inside")]
)
def test_what_failed_within_is_not_told(error: Exception) -> None:
    problem = answer_to(error, "r-1").problem
    assert problem == Problem(
        type="/docs/errors#internal-error",
        title="Internal error",
        status=500,
        detail="The server failed on this request.",
        request_id="r-1",
        remedy="Look for r-1 in the server's log.",
    )


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (NotFoundException(), 404, "unknown-route"),
        (MethodNotAllowedException(), 405, "method-not-allowed"),
        (HTTPException(status_code=413), 413, "too-large"),
        (HTTPException(status_code=415), 415, "wrong-media-type"),
        (HTTPException(status_code=400, detail="odd"), 400, "bad-request"),
        (HTTPException(status_code=500, detail="inside"), 500, "internal-error"),
        (ValidationException(extra=[{"message": "Expected int", "key": "n", "source": "query"}]), 422, "invalid-input"),
    ],
)
def test_the_frameworks_errors_take_the_same_form(error: HTTPException, status: int, kind: str) -> None:
    problem = answer_to(error, "r-1").problem
    assert (problem.status, problem.type) == (status, f"/docs/errors#{kind}")
    assert "inside" not in problem.detail


def test_words_from_below_become_sentences() -> None:
    problem = answer_to(NotFoundError("station X is unknown", "look at the list"), "r").problem
    assert (problem.detail, problem.remedy) == ("Station X is unknown.", "Look at the list.")


def test_the_allowed_methods_go_along_and_no_other_header() -> None:
    error = MethodNotAllowedException(headers={"allow": "GET, OPTIONS", "x-inside": "1"})
    assert answer_to(error, "r-1").headers == {"Allow": "GET"}


def test_places_are_told_by_pointer_or_parameter() -> None:
    assert answer_to(BadInputError("x", "/a/b"), "r").problem.errors == [FieldProblem(message="X.", pointer="/a/b")]
    assert answer_to(BadParameterError("limit", "x"), "r").problem.errors == [
        FieldProblem(message="X.", parameter="limit")
    ]
    call = BadCallError("bad", [("/payload/type", "is missing"), ("/payload/id", "is no number")])
    assert answer_to(call, "r").problem.errors == [
        FieldProblem(message="Is missing.", pointer="/payload/type"),
        FieldProblem(message="Is no number.", pointer="/payload/id"),
    ]


class Inner(msgspec.Struct):
    n: int


class Outer(msgspec.Struct):
    inner: Inner | None = None
    many: list[Inner] = []
    named: dict[str, int] = {}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (b"[]", ""),
        (b'{"inner":{"n":"x"}}', "/inner/n"),
        (b'{"many":[{"n":1},{"n":"x"}]}', "/many/1/n"),
        (b'{"named":{"a.b":"x"}}', "/named"),
        (b'{"inner":{}}', "/inner"),
    ],
)
def test_a_wrong_value_is_pointed_at(body: bytes, pointer: str) -> None:
    with pytest.raises(msgspec.ValidationError) as refused:
        msgspec.json.decode(body, type=Outer)
    assert bad_value(refused.value).pointer == pointer


def test_each_kind_of_problem_is_explained_on_the_page() -> None:
    sections = [line[3:] for line in ERRORS_PAGE.read_text("utf-8").splitlines() if line.startswith("## ")]
    assert sections == list(PROBLEMS)
    for name, kind in PROBLEMS.items():
        assert f"## {name}\n\n{kind.status} {kind.title}." in ERRORS_PAGE.read_text("utf-8")
