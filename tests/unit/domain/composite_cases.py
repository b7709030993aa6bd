"""Cases of composite schedules, from the specifications' own rules, examples and figures.

Times are hours after the question, which is asked at noon on 1 March 2026 (a Sunday), or dates; periods are
`seconds:limit` with `/phases` where they are said. Expected results were reckoned by hand.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from pilotwire.domain.charging_profile import (
    ChargingProfile,
    Period,
    ProfileKind,
    Purpose,
    RateUnit,
    Recurrency,
    Schedule,
)
from pilotwire.domain.composite_schedule import Installed, RunningTransaction
from pilotwire.kernel.ids import EvseId, TransactionId

NOON: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR: Final = 3600
T1: Final = RunningTransaction(TransactionId("t-1"), NOON)


@dataclass(frozen=True)
class Case:
    """Profiles, the question, and what comes of it."""

    name: str
    source: str
    profiles: tuple[Installed, ...]
    expected: str
    evse_id: int = 1
    hours: float = 4
    unit: RateUnit = "A"
    running: dict[int, RunningTransaction] = field(default_factory=lambda: {1: T1})
    evses: tuple[int, ...] = (1, 2)
    options: dict[str, Any] = field(default_factory=dict)
    at: datetime = NOON


def at(hours: float) -> datetime:
    """So many hours after the question."""
    return NOON + timedelta(hours=hours)


def periods(text: str) -> tuple[Period, ...]:
    """Out of `0:16 3600:8/1`; `-` for a limit is none."""
    found = []
    for word in text.split():
        start, _, rest = word.partition(":")
        limit, _, phases = rest.partition("/")
        found.append(Period(int(start), None if limit == "-" else Decimal(limit), int(phases) if phases else None))
    return tuple(found)


_numbers = iter(range(1, 1000))


def profile(
    purpose: Purpose, text: str, *, kind: ProfileKind = "Absolute", begin: float | datetime | None = 0, evse: int = 1,
    level: int = 0, unit: RateUnit = "A", lasts: int | None = None, every: Recurrency | None = None,
    valid: tuple[datetime | float | None, datetime | float | None] = (None, None), transaction: str | None = None,
    local: bool | None = None,
) -> Installed:  # fmt: skip
    """One profile; `begin` and `valid` in hours after the question, or dates."""
    start_at = None if kind == "Relative" else moment(begin)
    schedule = Schedule(unit, periods(text), 1, start_at, lasts, use_local_time=local)
    made = ChargingProfile(
        next(_numbers), purpose, kind, (schedule,), level, every, moment(valid[0]), moment(valid[1]),
        None if transaction is None else TransactionId(transaction),
    )  # fmt: skip
    return Installed(EvseId(evse), made)


def moment(said: datetime | float | None) -> datetime | None:
    """A date, or so many hours after the question."""
    return said if said is None or isinstance(said, datetime) else at(said)


def tx(text: str, **more: Any) -> Installed:
    """A TxProfile at EVSE 1."""
    return profile("TxProfile", text, **more)


def default(text: str, **more: Any) -> Installed:
    """A TxDefaultProfile at EVSE 1."""
    return profile("TxDefaultProfile", text, **more)


def most(text: str, **more: Any) -> Installed:
    """A ChargingStationMaxProfile."""
    return profile("ChargingStationMaxProfile", text, evse=0, **more)


def external(text: str, **more: Any) -> Installed:
    """What somebody else limits."""
    return profile("ChargingStationExternalConstraints", text, **{"evse": 0, **more})


DAILY: Final[dict[str, Any]] = {"kind": "Recurring", "every": "Daily"}
WEEKLY: Final[dict[str, Any]] = {"kind": "Recurring", "every": "Weekly"}
MIDNIGHT: Final = datetime(2013, 1, 1, tzinfo=UTC)
EXAMPLE: Final = default("0:11000/3 28800:6000/3 72000:11000/3", begin=MIDNIGHT, lasts=86400, unit="W", **DAILY)
PEAK: Final = default("0:2000", begin=datetime(2020, 1, 9, 17, tzinfo=UTC), lasts=10800, unit="W", level=1, **DAILY)
SUNDAY: Final = default("0:999999", begin=datetime(2020, 1, 5, tzinfo=UTC), lasts=86400, unit="W", level=2, **WEEKLY)
CHRISTMAS: Final = default(
    "0:999999", begin=datetime(2020, 12, 25, tzinfo=UTC), lasts=86400, unit="W", level=3,
    valid=(datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC)),
)  # fmt: skip


def day(year: int, month: int, number: int, hour: int = 0) -> datetime:
    return datetime(year, month, number, hour, tzinfo=UTC)


CASES: Final = (
    # one purpose
    Case("nothing installed allows all", "2.0.1 K 3.5", (), "0:-"),
    Case("nothing installed allows the default where there is one", "options", (), "0:32",
         options={"default_limit": Decimal(32)}),
    Case("a single limit", "2.0.1 K01.FR.12", (tx("0:16"),), "0:16"),
    Case("periods one after the other", "2.0.1 K01.FR.12", (tx("0:16 3600:8 7200:6"),), "0:16 3600:8 7200:6"),
    Case("the last period goes on without an end", "2.0.1 K01.FR.12", (tx("0:16 60:8"),), "0:16 60:8", hours=40),
    Case("a duration ends the last period", "2.0.1 K01.FR.12", (tx("0:16", lasts=3600),), "0:16 3600:-"),
    Case("a question in the middle of a period", "2.0.1 K08.FR.02", (tx("0:16 7200:8", begin=-1),), "0:16 3600:8"),
    Case("a schedule that begins later", "2.0.1 K 3.3 Absolute", (tx("0:16", begin=1),), "0:- 3600:16"),
    Case("a period beyond the question is not told", "2.0.1 K08.FR.02", (tx("0:16 7200:8"),), "0:16", hours=2),
    Case("a period that begins with the end of the question is not told", "2.0.1 K08.FR.02", (tx("0:16 3600:8"),),
         "0:16", hours=1),
    Case("equal neighbours are one period", "2.0.1 K08.FR.02", (tx("0:16 1800:16 3600:8"),), "0:16 3600:8"),
    Case("nothing may flow", "1.6 3.13", (tx("0:0 3600:16"),), "0:0 3600:16"),
    Case("a number of phases is told", "2.0.1 K 3.6", (tx("0:16/1 3600:16/3"),), "0:16/1 3600:16/3"),
    # validity
    Case("valid only later", "1.6 3.13.2", (tx("0:16", begin=-9, valid=(1, None)),), "0:- 3600:16"),
    Case("valid no longer", "1.6 3.13.2", (tx("0:16", begin=-9, valid=(None, 1)),), "0:16 3600:-"),
    Case("a gap until it is valid shows the level below", "2.0.1 K01.FR.17",
         (tx("0:16", begin=-9), tx("0:8", begin=-9, level=1, valid=(1, 2))), "0:16 3600:8 7200:16"),
    Case("a relative one valid later has used up its first periods", "2.0.1 K01.FR.42",
         (tx("0:32 3600:6", kind="Relative", valid=(0, None)),), "0:6",
         running={1: RunningTransaction(TransactionId("t-1"), at(-2))}),
    # stacking
    Case("the higher level wins", "1.6 3.13.2", (tx("0:16"), tx("0:8", level=1)), "0:8"),
    Case("the higher level wins though it allows more", "1.6 3.13.2", (tx("0:8"), tx("0:16", level=1)), "0:16"),
    Case("a gap falls to the next level", "2.0.1 K 3.5", (tx("0:8"), tx("0:16", level=1, lasts=3600)), "0:16 3600:8"),
    Case("a gap before falls to the next level", "2.0.1 K 3.5", (tx("0:8"), tx("0:16", level=1, begin=1, lasts=3600)),
         "0:8 3600:16 7200:8"),
    Case("three levels", "2.0.1 K01.FR.17",
         (tx("0:6"), tx("0:10", level=1, lasts=10800), tx("0:16", level=2, begin=1, lasts=3600)),
         "0:10 3600:16 7200:10 10800:6"),
    Case("without a duration the highest level never gives way", "1.6 3.13.2",
         (tx("0:8"), tx("0:16 3600:12", level=5)), "0:16 3600:12"),
    Case("levels may have gaps in their numbers", "2.0.1 K01.FR.17",
         (tx("0:8", level=3), tx("0:16", level=90, lasts=60)), "0:16 60:8"),
    # purposes
    Case("a transaction's profile overrules the default", "2.0.1 K02.FR.04", (default("0:8"), tx("0:16")), "0:16"),
    Case("whatever the default's level", "2.0.1 K 3.5", (default("0:8", level=9), tx("0:16")), "0:16"),
    Case("in a gap of the transaction's the default holds", "2.0.1 K 3.5", (default("0:8"), tx("0:16", lasts=3600)),
         "0:16 3600:8"),
    Case("the default alone", "1.6 3.13.1", (default("0:8"),), "0:8"),
    Case("the station's maximum alone", "1.6 3.13.1", (most("0:20"),), "0:20"),
    Case("the lower of default and maximum", "1.6 3.13.3", (default("0:16 3600:30"), most("0:20")), "0:16 3600:20"),
    Case("the lower of transaction and maximum", "1.6 3.13.3", (tx("0:32 3600:6"), most("0:20 5400:4")),
         "0:20 3600:6 5400:4"),
    Case("the lower of three", "2.0.1 K 3.5", (tx("0:16"), most("0:20"), external("0:10 3600:25", begin=0)),
         "0:10 3600:16"),
    Case("of the external limits the higher level", "2.0.1 K 3.5", (external("0:6"), external("0:10", level=1)),
         "0:10"),
    Case("an external limit of one EVSE", "2.0.1 K11", (tx("0:16"), external("0:10", evse=1)), "0:10"),
    Case("an external limit of another EVSE", "2.0.1 K11", (tx("0:16"), external("0:10", evse=2)), "0:16"),
    Case("situation 1: maximum, default of level 2, external of level 1", "2.0.1 figure 99",
         (most("0:40"), default("0:20"), default("0:25", level=1), default("0:30", level=2), external("0:35"),
         external("0:32", level=1)),
         "0:30"),
    Case("situation 2: a transaction's profile takes the default's place", "2.0.1 figure 100",
         (most("0:40"), default("0:20", level=2), tx("0:36"), tx("0:38", level=1), external("0:35"), external("0:37",
         level=1)), "0:37"),
    # which EVSE
    Case("a default of the station is for each EVSE", "1.6 3.13.1", (default("0:10", evse=0),), "0:10"),
    Case("an EVSE's own default takes its place there", "1.6 3.13.1", (default("0:10", evse=0), default("0:6")),
         "0:6"),
    Case("and only there", "1.6 3.13.1", (default("0:10", evse=0), default("0:6")), "0:10", evse_id=2),
    Case("a higher level of the station's wins over the EVSE's own", "2.0.1 K 3.4",
         (default("0:10", evse=0, level=1), default("0:6")), "0:10"),
    Case("a profile of another EVSE does not count", "2.0.1 K01", (tx("0:10", evse=2),), "0:-"),
    Case("a profile of another transaction does not count", "2.0.1 K01.FR.33", (tx("0:10", transaction="t-0"),),
         "0:-"),
    Case("a profile of this transaction counts", "2.0.1 K01.FR.33", (tx("0:10", transaction="t-1"),), "0:10"),
    Case("without a transaction its profiles do not count", "2.0.1 K02.FR.05", (tx("0:10"), default("0:16")), "0:16",
         running={}),
    Case("without a transaction the default may not count", "options", (default("0:16"),), "0:-", running={},
         options={"defaults_when_idle": False}),
    # the whole station
    Case("EVSEs are added up", "2.0.1 K 3.2", (default("0:16", evse=0),), "0:32", evse_id=0, running={}),
    Case("the sum is held below the maximum", "2.0.1 K04.FR.05", (default("0:16 3600:8", evse=0), most("0:20")),
         "0:20 3600:16", evse_id=0, running={}),
    Case("one EVSE without a limit leaves the maximum", "2.0.1 K 3.2", (tx("0:16"), most("0:50")), "0:50 ", evse_id=0),
    Case("one EVSE without a limit has the default limit", "options", (tx("0:16"),), "0:48", evse_id=0,
         options={"default_limit": Decimal(32)}),
    Case("each EVSE is held below the maximum before", "2.0.1 K 3.5", (default("0:40", evse=0), most("0:30")), "0:30",
         evse_id=0, running={}),
    # kinds
    Case("a relative one begins with its transaction", "2.0.1 K 3.3 Relative", (tx("0:32 7200:6", kind="Relative"),),
         "0:32 3600:6",
         running={1: RunningTransaction(TransactionId("t-1"), at(-1))}),
    Case("a relative one ends by its duration", "2.0.1 K 3.3 Relative", (tx("0:32", kind="Relative", lasts=7200),),
         "0:32 3600:-",
         running={1: RunningTransaction(TransactionId("t-1"), at(-1))}),
    Case("a relative default begins now where nothing runs", "2.0.1 K 3.3 Relative",
         (default("0:32 3600:6", kind="Relative"),), "0:32 3600:6", running={}),
    Case("a profile without a start counts as relative", "1.6 7.13", (tx("0:32 3600:6", begin=None),), "0:32 3600:6"),
    Case("the example: 6 kW by day", "1.6 3.13.7", (EXAMPLE,), "0:6000/3 28800:11000/3", unit="W", hours=20),
    Case("the example at night", "2.0.1 K 3.6", (EXAMPLE,), "0:11000/3 7200:6000/3 50400:11000/3", unit="W", hours=24,
         at=day(2026, 3, 2, 6)),
    Case("each day anew, without a duration", "2.0.1 K 3.3 Recurring",
         (default("0:16 3600:8", begin=day(2026, 2, 1, 13), **DAILY),),
         "0:8 3600:16 7200:8 90000:16 93600:8", hours=30),
    Case("a period longer than the day is cut by the next", "2.0.1 K 3.3 Recurring",
         (default("0:16 172800:8", begin=day(2026, 2, 1, 13), **DAILY),), "0:16", hours=30),
    Case("a recurring one does not hold before its first begin", "2.0.1 K 3.3 Recurring",
         (default("0:16", begin=day(2026, 3, 1, 13), **DAILY),), "0:- 3600:16"),
    Case("each week anew", "2.0.1 K 3.3 Recurring", (default("0:16 86400:8", begin=day(2026, 2, 20, 12), **WEEKLY),),
         "0:8 432000:16 518400:8", hours=168),
    Case("a week over the end of a leap February", "2.0.1 K 3.3 Recurring",
         (default("0:16", begin=day(2028, 2, 22, 12), lasts=3600, **WEEKLY),), "0:- 86400:16 90000:-", hours=48,
         at=day(2028, 2, 28, 12)),
    Case("on a Thursday at four: peak from five to eight", "2.0.1 K 3.6.1", (PEAK, SUNDAY, CHRISTMAS),
         "0:- 3600:2000 14400:-", unit="W",
         hours=8, at=day(2026, 3, 5, 16)),
    Case("on a Sunday: no limit", "2.0.1 K 3.6.1", (PEAK, SUNDAY, CHRISTMAS), "0:999999 28800:-", unit="W", hours=10,
         at=day(2026, 3, 1, 16)),
    Case("from Saturday's peak into Sunday", "2.0.1 K 3.6.1", (PEAK, SUNDAY, CHRISTMAS), "0:2000 7200:- 21600:999999",
         unit="W", hours=8,
         at=day(2026, 3, 7, 18)),
    Case("on Christmas of 2020: no limit", "2.0.1 K 3.6.1", (PEAK, SUNDAY, CHRISTMAS), "0:999999", unit="W", hours=4,
         at=day(2020, 12, 25, 16)),
    Case("on Christmas of 2025: peak as on any Thursday", "2.0.1 K 3.6.1", (PEAK, SUNDAY, CHRISTMAS),
         "0:- 3600:2000 14400:-", unit="W",
         hours=6, at=day(2025, 12, 25, 16)),
    Case("a dynamic one is a single period", "2.1 K28.FR.01",
         (profile("TxProfile", "0:7", kind="Dynamic", begin=None),), "0:7"),
    # units and phases
    Case("A become W by 230 V and three phases", "options", (tx("0:16"),), "0:11040", unit="W"),
    Case("A of one phase become W of one phase", "2.0.1 K 3.6", (tx("0:16/1"),), "0:3680/1", unit="W"),
    Case("A become W by another voltage", "options", (tx("0:10"),), "0:1200", unit="W",
         options={"voltage_v": Decimal(120), "phases": 1}),
    Case("W become A, rounded down", "2.0.1 K08.FR.04", (tx("0:11000", unit="W"),), "0:15.9"),
    Case("the lower of A and W", "2.0.1 K 3.5", (tx("0:16"), most("0:9000", unit="W")), "0:13.0"),
    Case("the least number of phases is told", "2.0.1 K 3.5", (tx("0:16/3"), most("0:20/1")), "0:16/1"),
    # 2.1
    Case("priority charging overrules the transaction's profile", "2.1 K21",
         (tx("0:6"), profile("PriorityCharging", "0:32")), "0:32", options={"prioritized": frozenset({EvseId(1)})}),
    Case("priority charging only where it was asked for", "2.1 K21", (tx("0:6"), profile("PriorityCharging", "0:32")),
         "0:6"),
    Case("priority charging is held below the maximum", "2.1 K21",
         (tx("0:6"), profile("PriorityCharging", "0:32"), most("0:20")), "0:20",
         options={"prioritized": frozenset({EvseId(1)})}),
    Case("power of one's own is added to the maximum", "2.1 K27",
         (default("0:40"), most("0:20"), profile("LocalGeneration", "0:5 3600:0", evse=0)), "0:25 3600:20"),
    Case("power of one's own limits nothing by itself", "2.1 K27", (profile("LocalGeneration", "0:5", evse=0),),
         "0:-"),
)  # fmt: skip
