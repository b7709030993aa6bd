"""Reading and writing variables over a link that answers from a script."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.domain.command import CannotError, Command
from pilotwire.domain.device_model import Address, Attribute, Characteristics, Component, Variable
from pilotwire.domain.device_model_commands import AttributeAnswer, GetVariables, Read, SetVariables, Write
from pilotwire.domain.events import StationRebootRequired, VariablesWritten
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.ids import StationId
from pilotwire.services.device_model import DeviceModels, needs_reboot, read_variables, write_variables
from pilotwire.services.ports import (
    Slice,
)
from pilotwire.services.ports import VariableFilter as Filter
from pilotwire.services.station_link import (
    CallError,
    CallRefusedError,
    CallResult,
    LiveConnection,
    NoAnswerError,
)
from pilotwire.services.work import Work

from .conftest import finish

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 1, 13, tzinfo=UTC)
CS = StationId("CS")
R = TypeVar("R")
Answering = Callable[[Any], tuple[AttributeAnswer, ...]]


class Scripted:
    """A link with one station; keeps what it was asked, by the variables' names."""

    def __init__(self, answering: Answering) -> None:
        self.asked: list[list[str]] = []
        self._answering = answering

    def connection(self, station: StationId) -> LiveConnection | None:
        return None

    def connected(self) -> int:
        return 1

    async def call(self, station: StationId, action: str, payload: bytes, timeout_s: float) -> CallResult | CallError:
        raise NotImplementedError

    async def request(self, station: StationId, command: Command[R], timeout_s: float | None = None) -> R:
        assert isinstance(command, GetVariables | SetVariables)
        self.asked.append([one.address.variable for one in command.wanted])
        return cast(R, self._answering(command))

    async def disconnect(self, station: StationId, reason: str) -> None:
        raise NotImplementedError


def address(name: str) -> Address:
    return Address(Component("Acme"), name)


def accepted(command: Any) -> tuple[AttributeAnswer, ...]:
    values = [getattr(one, "value", "v") for one in command.wanted]
    return tuple(
        AttributeAnswer("Accepted", one.address, one.attribute, value)
        for one, value in zip(command.wanted, values, strict=True)
    )


def models(answering: Answering, *stored: Variable) -> tuple[DeviceModels, Scripted]:
    store, link, work = MemoryStore(), Scripted(answering), Work()
    work.save(ChargingStation(CS, NOON, NOON, booted_at=NOON), *stored)
    finish(store.commit(work))
    return DeviceModels(store, MemoryQueries(store), link), link


def stored_values(made: DeviceModels) -> dict[str, str | None]:
    page = finish(made.queries.variables(Slice(), CS, Filter(component="Acme")))
    return {one.address.variable: one.attributes[0].value for one in page.items}


def limit(name: str, action: str, value: str) -> Variable:
    return Variable(CS, Address(Component("DeviceDataCtrlr"), name, action), NOON, (Attribute("Actual", value),))


def test_reads_are_split_by_the_items_and_bytes_that_the_station_takes() -> None:
    made, link = models(accepted, limit("ItemsPerMessage", "GetVariables", "2"))
    told = finish(read_variables(made, CS, [Read(address(name)) for name in "abc"], NOON))
    assert link.asked == [["a", "b"], ["c"]]
    assert [one.answer.status for one in told] == ["Accepted"] * 3
    made, link = models(accepted, limit("BytesPerMessage", "SetVariables", "600"))
    finish(write_variables(made, CS, [Write(address(name), "x" * 100) for name in "abc"], NOON))
    assert link.asked == [["a"], ["b"], ["c"]]


@pytest.mark.parametrize("code", ["OccurrenceConstraintViolation", "FormatViolation"])
def test_a_message_that_the_station_finds_too_long_goes_in_halves(code: str) -> None:
    def at_most_one(command: Any) -> tuple[AttributeAnswer, ...]:
        if len(command.wanted) > 1:
            raise CallRefusedError("GetVariables", code, "")
        return accepted(command)

    made, link = models(at_most_one)
    told = finish(read_variables(made, CS, [Read(address(name)) for name in "abc"], NOON))
    assert link.asked == [["a", "b", "c"], ["a"], ["b", "c"], ["b"], ["c"]]
    assert [one.asked.address.variable for one in told] == ["a", "b", "c"]
    assert stored_values(made) == {"a": "v", "b": "v", "c": "v"}


def test_any_other_error_of_the_station_is_raised() -> None:
    def failing(_: Any) -> tuple[AttributeAnswer, ...]:
        raise CallRefusedError("GetVariables", "InternalError", "")

    made, link = models(failing)
    with pytest.raises(CallRefusedError):
        finish(read_variables(made, CS, [Read(address("a")), Read(address("b"))], NOON))
    assert link.asked == [["a", "b"]]


def test_what_cannot_be_said_is_told_and_the_rest_is_asked() -> None:
    def without_b(command: Any) -> tuple[AttributeAnswer, ...]:
        if any(one.address.variable == "b" for one in command.wanted):
            raise CannotError("there is no b", "")
        return accepted(command)

    made, _ = models(without_b)
    told = finish(read_variables(made, CS, [Read(address(name)) for name in "abc"], NOON))
    assert [(one.answer.status, one.answer.info) for one in told] == [
        ("Accepted", None), ("NotSent", "there is no b"), ("Accepted", None),
    ]  # fmt: skip


def test_a_station_that_falls_silent_on_the_way_has_answered_what_it_has() -> None:
    def first_alone(command: Any) -> tuple[AttributeAnswer, ...]:
        if command.wanted[0].address.variable == "b":
            raise NoAnswerError("it is silent", "")
        return accepted(command)

    made, link = models(first_alone, limit("ItemsPerMessage", "GetVariables", "1"))
    told = finish(read_variables(made, CS, [Read(address(name)) for name in "abc"], NOON))
    assert [one.answer.status for one in told] == ["Accepted", "NotAnswered", "NotSent"]
    assert link.asked == [["a"], ["b"]]
    with pytest.raises(NoAnswerError):
        finish(read_variables(made, CS, [Read(address("b"))], NOON))


def test_an_attribute_that_the_answer_leaves_out_is_not_answered() -> None:
    made, _ = models(lambda command: accepted(command)[:1])
    told = finish(read_variables(made, CS, [Read(address("a")), Read(address("b"))], NOON))
    assert [one.answer.status for one in told] == ["Accepted", "NotAnswered"]
    assert stored_values(made) == {"a": "v"}


def test_only_what_was_accepted_is_kept_and_told_and_a_boot_is_remembered() -> None:
    statuses = {"a": "Accepted", "b": "RebootRequired", "c": "Rejected"}

    def by_name(command: Any) -> tuple[AttributeAnswer, ...]:
        return tuple(AttributeAnswer(cast(Any, statuses[one.address.variable]), one.address) for one in command.wanted)

    made, _ = models(by_name)
    finish(write_variables(made, CS, [Write(address(name), "1") for name in "abc"], LATER))
    assert stored_values(made) == {"a": "1", "b": "1"}
    events = finish(made.queries.events_after(cast(Any, 0), 10, ("variables.written",)))
    assert [one.event for one in events] == [
        VariablesWritten(station=CS, at=LATER, variables=("Acme/a", "Acme/b"), reboot_required=True)
    ]
    station = made.store.station(CS)
    assert station is not None
    assert needs_reboot(station)
    assert (station.reboot_required_at, station.reboot_required_for) == (LATER, ("Acme/b",))
    told = finish(made.queries.events_after(cast(Any, 0), 10, ("station.reboot_required",)))
    assert [one.event for one in told] == [StationRebootRequired(station=CS, at=LATER, variables=("Acme/b",))]


def test_a_written_value_leaves_the_other_attributes_and_the_characteristics() -> None:
    known = Variable(
        CS, address("a"), NOON, (Attribute("Actual", "1", persistent=True), Attribute("MaxSet", "9")),
        Characteristics("integer"),
    )  # fmt: skip
    made, _ = models(accepted, known)
    finish(write_variables(made, CS, [Write(address("A"), "2")], LATER))
    after = finish(made.queries.variables_of(CS, [address("a")]))[0]
    assert {one.kind: (one.value, one.persistent) for one in after.attributes} == {
        "Actual": ("2", True), "MaxSet": ("9", False),
    }  # fmt: skip
    assert (after.characteristics, after.reported_at) == (Characteristics("integer"), LATER)


@pytest.mark.parametrize(
    ("writes", "pointer", "why"),
    [
        ([Write(address("x"), "1"), Write(address("a"), "abc")], "/variables/1/value", "no whole number"),
        ([Write(address("a"), "1"), Write(address("A"), "2")], "/variables/1", "there twice"),
        ([Write(Address(Component("SecurityCtrlr"), "BasicAuthPassword"), "p")], "/variables/0/value", "a password"),
        ([Write(Address(Component("TxCtrlr"), "StopTxOnInvalidId"), "yes")], "/variables/0/value", "true nor false"),
        ([Write(address("x"), "123456")], "/variables/0/value", "takes values of 5"),
    ],
)
def test_a_bad_write_is_refused_by_its_place_and_nothing_is_sent(writes: list[Write], pointer: str, why: str) -> None:
    size = Variable(
        CS, Address(Component("DeviceDataCtrlr"), "ConfigurationValueSize"), NOON, (Attribute("Actual", "5"),)
    )
    known = Variable(CS, address("a"), NOON, (), Characteristics("integer"))
    made, link = models(accepted, known, size)
    with pytest.raises(BadInputError, match=why) as refused:
        finish(write_variables(made, CS, writes, NOON))
    assert refused.value.pointer == pointer
    assert link.asked == []


def test_a_password_that_a_station_tells_is_not_kept() -> None:
    made, _ = models(accepted)
    password = Address(Component("SecurityCtrlr"), "BasicAuthPassword")
    finish(read_variables(made, CS, [Read(password)], NOON))
    assert finish(made.queries.variables_of(CS, [password]))[0].attributes == (Attribute("Actual", None),)
