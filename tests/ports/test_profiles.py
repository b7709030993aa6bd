"""Charging profiles, cars' needs and battery swaps, stored and read back by every store."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.battery_swap import Battery, BatterySwapStep
from pilotwire.domain.charging_needs import ToldNeeds, ToldSchedule
from pilotwire.domain.charging_profile import ChargingProfile, Period, Schedule
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.installed_profile import InstalledProfile
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import EvseId, StationId, TransactionId
from pilotwire.services.work import Removed

from .records import CS1, CS2, work

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SCHEDULE = Schedule(
    "A", (Period(0, Decimal("16.5"), 1, 2), Period(60, Decimal(8), discharge_limit=Decimal("-4.25"))), 3, NOON, 3600,
    Decimal("6.1"), use_local_time=True,
)  # fmt: skip
PROFILE = InstalledProfile(
    station=CS1, evse_id=EvseId(1), state="accepted", state_at=NOON, source="EMS", grid_critical=True, actor="ops",
    profile=ChargingProfile(
        7, "TxProfile", "Recurring", (SCHEDULE,), 4, "Weekly", NOON, NOON + timedelta(days=9), TransactionId("t-1"), 60,
        True, 30,
    ),
    template="night", status="Accepted", reason_code="r", info="i",
)  # fmt: skip
NEEDS = ToldNeeds(
    station=CS1, evse_id=EvseId(2), received_at=NOON, energy_transfer="DC_BPT", answer="NoChargingProfile",
    parameters={"dcChargingParameters": {"evMaxCurrent": 200}, "x": [None, 1.5]}, told_at=NOON,
    transaction=TransactionId("t-1"), control_mode="DynamicControl", departure_at=NOON, max_tuples=12,
)  # fmt: skip
CHOSEN = ToldSchedule(station=CS1, evse_id=EvseId(2), received_at=NOON, base_at=NOON, schedule=SCHEDULE, selected_id=3)
STEP = BatterySwapStep(
    station=CS1, request_id=815, step="in", at=NOON, id_token=IdToken("04A2B3", "ISO14443"), actor="ops", status="x",
    batteries=(Battery(EvseId(1), "B-1", Decimal("12.5"), Decimal("97.25")),),
)  # fmt: skip


async def test_a_profile_comes_back_whole_and_a_later_state_takes_its_place(storage: Storage) -> None:
    await storage.store.commit(work(PROFILE, msgspec.structs.replace(PROFILE, station=CS2)))
    assert await storage.queries.installed_profile(CS1, 7) == PROFILE
    later = msgspec.structs.replace(PROFILE, state="cleared", state_at=NOON + timedelta(seconds=1))
    outside = msgspec.structs.replace(PROFILE, profile=msgspec.structs.replace(PROFILE.profile, id=-9))
    await storage.store.commit(work(later, outside))
    assert await storage.queries.installed_profiles(CS1) == [later, outside]
    assert await storage.queries.installed_profile(CS1, 8) is None


async def test_needs_and_schedules_of_cars_come_back_whole_the_last_of_each_evse(storage: Storage) -> None:
    later = msgspec.structs.replace(NEEDS, max_tuples=3)
    other = msgspec.structs.replace(NEEDS, evse_id=EvseId(1))
    await storage.store.commit(work(NEEDS, CHOSEN))
    await storage.store.commit(work(later, other))
    assert await storage.queries.charging_needs(CS1) == [other, later]
    assert await storage.queries.ev_schedules(CS1) == [CHOSEN]
    assert await storage.queries.charging_needs(StationId("CS-none")) == []


async def test_steps_of_swaps_come_back_whole_each_once(storage: Storage) -> None:
    out = msgspec.structs.replace(STEP, step="out", at=NOON + timedelta(seconds=1))
    await storage.store.commit(work(STEP, out))
    await storage.store.commit(work(STEP))
    assert await storage.queries.swap_steps(CS1) == [out, STEP]


async def test_profiles_and_needs_go_with_their_station(storage: Storage) -> None:
    await storage.store.commit(work(PROFILE, NEEDS, CHOSEN))
    await storage.store.commit(work(Removed(ChargingStation, CS1)))
    assert await storage.queries.installed_profiles(CS1) == []
    assert await storage.queries.charging_needs(CS1) == []
    assert await storage.queries.ev_schedules(CS1) == []
