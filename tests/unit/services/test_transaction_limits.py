"""Limits: who is told, when, and what is left to this server."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.device_model import Address, Attribute, Component, Variable
from pilotwire.domain.events import TransactionLimited, TransactionLimitReached
from pilotwire.domain.remote_control import Trigger
from pilotwire.domain.report import Part
from pilotwire.domain.station import ChargingStation
from pilotwire.domain.transaction import Report, Transaction
from pilotwire.domain.transaction_limit import GetSupportedLimits, LimitName, Limits, TransactionLimit
from pilotwire.kernel.errors import BadInputError, ConflictError
from pilotwire.kernel.ids import EvseId, StationId, TransactionId
from pilotwire.services.context import Context
from pilotwire.services.device_model import take_report
from pilotwire.services.remote_control import Asker, ObstacleError
from pilotwire.services.station_link import NotConnectedError
from pilotwire.services.transaction_limits import LimitsSet, Told, set_limits, to_tell
from pilotwire.services.transactions import record
from pilotwire.services.work import Work

from .conftest import NOON, Desk, finish
from .link_in_hand import LinkInHand, StillClock

CS, T1 = StationId("CP01"), TransactionId("t-1")
TEN_KWH = TransactionLimit(max_energy_wh=Decimal(10_000))
CANNOT = CannotError("no way", "none")
AWAY = NotConnectedError("station CP01 is not connected", "wait")


def holds(store: MemoryStore, *changes: Any) -> None:
    work = Work()
    work.save(*changes)
    finish(store.commit(work))


def running(desk: Desk, supported: tuple[LimitName, ...] | None, **more: Any) -> None:
    holds(
        desk.store,
        ChargingStation(CS, NOON, NOON, supported_limits=supported),
        Transaction(CS, T1, NOON, NOON, NOON, NOON, evse_id=EvseId(1), seen=((0, 0),), **more),
    )


def told(desk: Desk, seq_no: int, *, carries_limits: bool = True, **more: Any) -> Told:
    report = Report("Updated", NOON + timedelta(minutes=seq_no), seq_no=seq_no, **more)

    async def service(context: Context) -> Told:
        return to_tell(context, await record(context, T1, report), report, carries_limits=carries_limits)

    return desk.does(service)


def set_by_operator(desk: Desk, wanted: TransactionLimit, *answers: Any, message: str | None = None) -> LimitsSet:
    asker = Asker(store=desk.store, link=LinkInHand(*answers), clock=StillClock(NOON), actor="Grafana")
    return finish(set_limits(asker, CS, T1, wanted, message))


@pytest.mark.requirement("E16.FR.02", "E16.FR.12")
def test_a_limit_goes_with_the_next_answer_once_and_again_when_that_answer_was_lost(desk: Desk) -> None:
    running(desk, ("max_energy_wh",), limits=Limits(TEN_KWH, "Grafana"))
    assert told(desk, 1).limit == TEN_KWH
    assert told(desk, 2).limit is None
    assert told(desk, 2).limit == TEN_KWH
    assert told(desk, 3, limit=TEN_KWH, trigger="LimitSet").limit is None
    assert told(desk, 3, limit=TEN_KWH, trigger="LimitSet").limit is None


@pytest.mark.parametrize("supported", [None, (), ("max_time_s",)])
def test_a_station_that_does_not_support_it_is_told_nothing(
    desk: Desk, supported: tuple[LimitName, ...] | None
) -> None:
    running(desk, supported, limits=Limits(TEN_KWH, "Grafana"))
    assert told(desk, 1) == Told()


def test_a_version_without_limits_is_told_the_message_alone_and_once(desk: Desk) -> None:
    running(desk, ("max_energy_wh",), limits=Limits(TEN_KWH, "Grafana"), message="Full soon")
    assert told(desk, 1, carries_limits=False) == Told(None, "Full soon")
    assert told(desk, 2, carries_limits=False) == Told()


@pytest.mark.requirement("E16.FR.18")
def test_a_limit_told_in_answer_to_an_old_message_is_not_expected_to_be_confirmed_by_one(desk: Desk) -> None:
    running(desk, ("max_energy_wh",), limits=Limits(TEN_KWH, "Grafana"))
    assert told(desk, 1, offline=True).limit == TEN_KWH
    assert told(desk, 2, offline=True).limit is None
    assert desk.oddities == []


def test_a_limit_that_the_station_says_is_reached_is_an_event(desk: Desk) -> None:
    running(desk, ("max_energy_wh",), limits=Limits(TEN_KWH, "Grafana", TEN_KWH, TEN_KWH))
    told(desk, 1, trigger="EnergyLimitReached", charging_state="SuspendedEVSE")
    (event,) = [one for one in desk.events if isinstance(one, TransactionLimitReached)]
    assert (event.limit, event.by) == ("max_energy_wh", "station")


def test_a_station_is_asked_what_it_supports_and_then_for_a_message(desk: Desk) -> None:
    running(desk, None)
    link = LinkInHand(("max_energy_wh",), Reply("Accepted"))
    asker = Asker(store=desk.store, link=link, clock=StillClock(NOON), actor="Grafana")
    done = finish(set_limits(asker, CS, T1, TEN_KWH))
    assert done.noticed == ("the station keeps max_energy_wh itself, and is told with its next message",)
    assert [type(command) for _, command, _ in link.asked] == [GetSupportedLimits, Trigger]
    record_ = desk.store.station(CS)
    assert record_ is not None
    assert record_.supported_limits == ("max_energy_wh",)


@pytest.mark.parametrize(
    ("answer", "noticed"),
    [
        (CANNOT, "this server asks the station to stop once max_energy_wh is reached"),
        ((), "this server asks the station to stop once max_energy_wh is reached"),
        (AWAY, "the station cannot be asked which limits it keeps; until it can, this server looks after them"),
    ],
)
def test_who_keeps_a_limit_that_the_station_does_not_is_told(desk: Desk, answer: Any, noticed: str) -> None:
    running(desk, None)
    assert set_by_operator(desk, TEN_KWH, answer).noticed == (noticed,)
    found = desk.transaction("t-1")
    assert found is not None
    assert found.limits == Limits(TEN_KWH, "Grafana")


def test_a_limit_of_cost_that_nobody_keeps_is_refused(desk: Desk) -> None:
    running(desk, ())
    with pytest.raises(ObstacleError, match="without a tariff no cost is known") as refused:
        set_by_operator(desk, TransactionLimit(max_cost=Decimal(5)))
    assert refused.value.pointer == "/max_cost"


def test_nothing_wanted_and_a_transaction_that_has_ended_are_refused(desk: Desk) -> None:
    running(desk, ())
    with pytest.raises(BadInputError, match="No limit is named"):
        set_by_operator(desk, TransactionLimit())
    found = desk.transaction("t-1")
    assert found is not None
    holds(desk.store, msgspec.structs.replace(found, ended=True))
    with pytest.raises(ConflictError, match="has ended"):
        set_by_operator(desk, TEN_KWH)


def test_limits_are_an_event_with_who_set_them(desk: Desk) -> None:
    running(desk, ())
    set_by_operator(desk, TEN_KWH)
    (event,) = [one.event for one in desk.store.events if isinstance(one.event, TransactionLimited)]
    assert (event.limit, event.actor) == (TEN_KWH, "Grafana")


def test_what_a_station_supports_is_learnt_of_its_report(desk: Desk) -> None:
    running(desk, None)
    address = Address(Component("TxCtrlr"), "SupportedLimits")
    variable = Variable(CS, address, NOON, (Attribute("Actual", "maxEnergy,maxSoC"),))

    async def service(context: Context) -> None:
        take_report(context, Part(request_id=1, seq_no=0, more=False, variables=1, bytes=100), [variable])

    desk.does(service)
    found = desk.store.station(CS)
    assert found is not None
    assert found.supported_limits == ("max_energy_wh", "max_soc_percent")
