"""The command line of the bench."""

from pathlib import Path

import pytest

from pilotwire.apps.lab.bench.measure import count_steps
from pilotwire.apps.lab.bench.plan import QUICK, Plan, parse, read_connections, read_parts
from pilotwire.kernel.errors import BadInputError


def test_without_arguments_everything_is_measured() -> None:
    assert parse([]) == Plan(
        parts=("heartbeat", "durable", "memory", "crossing", "decoding"), connections=(50, 2000), seconds=8.0, rounds=3
    )


def test_every_option_has_its_place(tmp_path: Path) -> None:
    plan = parse(
        [
            "--scenario=durable", "--connections=10", "--seconds=1.5", "--rounds=2", "--check",
            "--database-url=postgresql://u:p@h/d", f"--folder={tmp_path}", f"--json={tmp_path}/b.json",
        ]
    )  # fmt: skip
    assert plan == Plan(
        parts=("durable",), connections=(10,), seconds=1.5, rounds=2, check=True, folder=tmp_path,
        database_url="postgresql://u:p@h/d", json_file=tmp_path / "b.json",
    )  # fmt: skip


def test_a_quick_run_can_still_be_told_how_many_stations() -> None:
    plan = parse(["--quick", "--connections", "5"])
    assert isinstance(plan, Plan)
    assert (plan.connections, plan.rounds, plan.seconds) == ((5,), QUICK.rounds, QUICK.seconds)


def test_an_unknown_option_is_misuse() -> None:
    assert parse(["--conections", "5"]) == 2


def test_help_is_no_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert parse(["--help"]) == 0
    assert "--database-url" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--scenario=durables"], "--scenario names 'durables'"),
        (["--connections=many"], "--connections cannot be 'many'"),
        (["--connections=1"], "--connections cannot be '1'"),
        (["--connections=50,25001"], "--connections cannot be '50,25001'"),
        (["--connections="], "--connections cannot be ''"),
        (["--seconds=0"], "--seconds cannot be 0"),
        (["--seconds=nan"], "--seconds cannot be nan"),
        (["--rounds=0"], "--rounds cannot be 0"),
        (["--folder=/no/such/folder"], "--folder names /no/such/folder"),
        (["--json=/no/such/folder/b.json"], "--json names /no/such/folder/b.json"),
    ],
)
def test_values_that_make_no_sense_are_refused_with_a_way_out(arguments: list[str], message: str) -> None:
    with pytest.raises(BadInputError, match=message) as refused:
        parse(arguments)
    assert refused.value.remedy


def test_parts_keep_their_own_order() -> None:
    assert read_parts("decoding, heartbeat") == ("heartbeat", "decoding")


def test_a_storm_is_measured_where_it_is_named_and_only_there() -> None:
    assert read_parts("storm,memory") == ("memory", "storm")
    assert "storm" not in read_parts("all")


def test_numbers_of_stations_are_sorted_and_each_counts_once() -> None:
    assert read_connections("2000,50,50") == (50, 2000)


def test_the_few_idle_stations_are_a_tenth_and_at_least_one() -> None:
    assert Plan(connections=(50, 2000)).few == 200
    assert Plan(connections=(2,)).few == 1


def test_steps_are_counted_for_the_bar() -> None:
    assert count_steps(Plan()) == 32
    assert count_steps(Plan(parts=("crossing", "decoding"))) == 2
    assert count_steps(Plan(parts=("storm",), connections=(200, 2000), rounds=3)) == 24
