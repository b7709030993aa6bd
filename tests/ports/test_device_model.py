"""Variables and templates in a storage: they come back as they were, in order, and are found."""

from itertools import pairwise

import msgspec
import pytest

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.device_model import Address, Attribute, Characteristics, Component, Variable
from pilotwire.domain.station import ChargingStation
from pilotwire.domain.template import Desired, Template
from pilotwire.kernel.ids import ConnectorId, EvseId
from pilotwire.services.ports import Slice, VariableFilter
from pilotwire.services.work import Removed

from .conftest import Home
from .records import CS1, CS2, EXACTLY, LONG_AGO, NOON, work

FULL = Variable(
    CS1,
    Address(Component("Connector", "l\u00e4nks", EvseId(1), ConnectorId(2)), "Available", "\u6f22"),
    EXACTLY,
    (
        Attribute("Actual", "true", "ReadOnly", True, True),
        Attribute("MaxSet", None, "WriteOnly"),
        Attribute("Target", ""),
    ),
    Characteristics("OptionList", "Percent", -1.5, 1e9, ("a", "b"), True),
)
TEMPLATE = Template(
    "Car park \u00e4", LONG_AGO, EXACTLY, (Desired(FULL.address, "on", "Target"), Desired(FULL.address, "x")), "Note"
)


def variable(component: str, name: str, instance: str | None = None, station: object = CS1) -> Variable:
    return Variable(CS1 if station is CS1 else CS2, Address(Component(component), name, instance), NOON)


async def test_a_variable_comes_back_with_all_its_fields_after_a_restart(database_home: Home) -> None:
    storage = await database_home.open()
    await storage.store.commit(work(FULL))
    await storage.close()
    storage = await database_home.open()
    assert await storage.queries.variables_of(CS1, [FULL.address]) == [FULL]
    assert (await storage.queries.variables(Slice(), CS1, VariableFilter())).items == [FULL]


async def test_a_variable_that_is_told_again_replaces_the_one_of_before_in_any_spelling(storage: Storage) -> None:
    await storage.store.commit(work(variable("AuthCtrlr", "Enabled")))
    again = msgspec.structs.replace(variable("authctrlr", "ENABLED"), attributes=(Attribute("Actual", "true"),))
    await storage.store.commit(work(again))
    assert (await storage.queries.variables(Slice(), CS1, VariableFilter())).items == [again]


async def test_variables_come_by_component_and_name_a_part_at_a_time(storage: Storage) -> None:
    names = [("b", "1"), ("a", "2"), ("a", "1"), ("B2", "0"), ("\u00e4", "1"), ("a1", "1")]
    await storage.store.commit(work(*(variable(*name) for name in names), variable("a", "1", station=CS2)))
    pages = [await storage.queries.variables(Slice(limit=2), CS1, VariableFilter())]
    while pages[-1].next_cursor is not None:
        pages.append(
            await storage.queries.variables(Slice(limit=2, cursor=pages[-1].next_cursor), CS1, VariableFilter())
        )
    told = [[str(one.address) for one in page.items] for page in pages]
    assert told == [["a/1", "a/2"], ["a1/1", "b/1"], ["B2/0", "\u00e4/1"]]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (VariableFilter(component="authctrlr"), ["AuthCtrlr/Enabled", "AuthCtrlr[x]/Enabled"]),
        (VariableFilter(component="Auth"), []),
        (VariableFilter(variable="itemspermessage"), ["Data/ItemsPerMessage", "Data/ItemsPerMessage[Get]"]),
        (VariableFilter(component="Data", variable="Enabled"), []),
        (VariableFilter(q="auth"), ["AuthCtrlr/Enabled", "AuthCtrlr[x]/Enabled"]),
        (VariableFilter(q="[GET]"), ["Data/ItemsPerMessage[Get]"]),
        (VariableFilter(q="_"), []),
    ],
)
async def test_variables_are_found_by_whole_names_and_by_any_part(
    storage: Storage, wanted: VariableFilter, found: list[str]
) -> None:
    with_instance = Variable(CS1, Address(Component("AuthCtrlr", "x"), "Enabled"), NOON)
    data = variable("Data", "ItemsPerMessage"), variable("Data", "ItemsPerMessage", "Get")
    await storage.store.commit(work(variable("AuthCtrlr", "Enabled"), with_instance, *data))
    page = await storage.queries.variables(Slice(), CS1, wanted)
    assert [str(one.address) for one in page.items] == found


async def test_only_what_is_asked_for_of_this_station_is_found(storage: Storage) -> None:
    mine, other = variable("A", "1"), variable("A", "1", station=CS2)
    await storage.store.commit(work(mine, other, variable("A", "2")))
    assert await storage.queries.variables_of(CS1, [mine.address, Address(Component("A"), "3")]) == [mine]
    assert await storage.queries.variables_of(CS1, []) == []


async def test_hundreds_of_variables_are_looked_up_at_once(storage: Storage) -> None:
    many = [variable("A", f"{number}") for number in range(450)]
    await storage.store.commit(work(*many))
    assert len(await storage.queries.variables_of(CS1, [one.address for one in many])) == 450


async def test_the_variables_of_a_removed_station_are_gone(storage: Storage) -> None:
    await storage.store.commit(
        work(ChargingStation(CS1, NOON, NOON), variable("A", "1"), variable("A", "1", None, CS2))
    )
    await storage.store.commit(work(Removed(ChargingStation, CS1)))
    assert (await storage.queries.variables(Slice(), CS1, VariableFilter())).items == []
    assert len((await storage.queries.variables(Slice(), CS2, VariableFilter())).items) == 1


async def test_a_template_comes_back_with_all_its_fields_and_goes_when_it_is_removed(storage: Storage) -> None:
    await storage.store.commit(work(TEMPLATE))
    assert await storage.queries.template("Car park \u00e4") == TEMPLATE
    assert await storage.queries.template("car park \u00e4") is None
    await storage.store.commit(work(Removed(Template, "Car park \u00e4")))
    assert await storage.queries.template("Car park \u00e4") is None


async def test_templates_come_by_name_and_are_found_by_name_and_note(storage: Storage) -> None:
    made = [Template(name, NOON, NOON, note=note) for name, note in (("b", "Hof"), ("a", None), ("C", "hofseite"))]
    await storage.store.commit(work(*made))
    first = await storage.queries.templates(Slice(limit=2))
    rest = await storage.queries.templates(Slice(limit=2, cursor=first.next_cursor))
    assert [[one.name for one in page.items] for page in (first, rest)] == [["C", "a"], ["b"]]
    assert rest.next_cursor is None
    assert all(one.name < other.name for one, other in pairwise(first.items))
    assert [one.name for one in (await storage.queries.templates(Slice(), "HOF")).items] == ["C", "b"]
