"""The command as a whole: exit codes, and no stack trace for anybody."""

import pytest
from cyclopts import App

from pilotwire.cli import main as command
from pilotwire.cli.main import main
from pilotwire.client.problem import ApiProblem, FieldProblem, Problem
from pilotwire.kernel.errors import NotFoundError


def failing_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Let the command do nothing but fail."""
    app = App(result_action="return_value", suppress_keyboard_interrupt=False)

    @app.default
    def fail() -> None:
        raise error

    monkeypatch.setattr(command, "build_app", lambda: app)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["statons"], 'pilotwire: Unknown command "statons". Did you mean "stations"?'),
        (["stations", "list", "--bogus"], "pilotwire: Unknown option: --bogus."),
        (["stations", "list", "--limit", "x"], 'pilotwire: Invalid value for --limit: unable to convert "x" into int.'),
        (["stations", "list", "--limit", "-1"], 'pilotwire: Invalid value "-1" for --limit. Must be >= 0.'),
        (["stations", "show"], 'pilotwire: Command "stations show" parameter STATION requires an argument.'),
        (["messages", "--follow", "--since", "2h"], "pilotwire: --follow starts now."),
        (["serve", "--ocp-port", "1"], "pilotwire: Unknown option: --ocp-port. Did you mean --ocpp-port?"),
    ],
)
def test_misuse_is_told_in_a_line_and_ends_with_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], line: str
) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(line)
    assert len(printed.err.splitlines()) == 2


def test_a_wrong_setting_ends_with_1_and_names_the_flag(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--ocpp-port", "x"]) == 1
    assert capsys.readouterr().err == (
        "pilotwire: --ocpp-port: ocpp_port is 'x'; it must be a whole number within 0..65535.\n  The default is 9000.\n"
    )


def test_an_error_is_told_with_its_remedy(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    failing_with(monkeypatch, NotFoundError("There is no station CP-1\x1b[2J.", "Check its id."))
    assert main([]) == 1
    assert capsys.readouterr().err == "pilotwire: There is no station CP-1\\x1b[2J.\n  Check its id.\n"


def test_a_problem_of_the_server_is_told_with_its_fields(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = Problem(
        type="/problems/invalid",
        title="Invalid",
        status=422,
        detail="The body is not as it should be.",
        request_id="r",
        remedy="Correct it.",
        errors=[FieldProblem(message="too short", pointer="/password"), FieldProblem(message="bad", parameter="q")],
    )
    failing_with(monkeypatch, ApiProblem(problem))
    assert main([]) == 1
    assert capsys.readouterr().err == (
        "pilotwire: The body is not as it should be.\n  /password: too short\n  q: bad\n  Correct it.\n"
    )


def test_a_fault_of_ours_names_its_place_and_shows_no_trace(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_with(monkeypatch, ZeroDivisionError("division by zero"))
    assert main([]) == 1
    printed = capsys.readouterr().err
    assert printed.startswith(f"pilotwire: internal fault at {__name__}:")
    assert "ZeroDivisionError: division by zero" in printed
    assert "Traceback" not in printed


def test_ctrl_c_ends_with_130_and_says_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_with(monkeypatch, KeyboardInterrupt())
    assert main([]) == 130
    assert capsys.readouterr().err == ""


def test_the_exit_code_of_a_verb_is_that_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    app = App(result_action="return_value")
    app.default(lambda: 5)
    monkeypatch.setattr(command, "build_app", lambda: app)
    assert main([]) == 5


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["version", "--json"]) == 0
    as_json = capsys.readouterr().out
    assert main(["--version"]) == 0
    assert f'"pilotwire":"{capsys.readouterr().out.strip()}"' in as_json
