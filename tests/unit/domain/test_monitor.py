"""Monitors: what stands against one, how a report settles what is known, and how a template compares."""

import msgspec
import pytest

from pilotwire.domain.device_model import Address, Characteristics, Component
from pilotwire.domain.monitor import (
    Monitor,
    MonitorKind,
    MonitorSetting,
    MonitorState,
    Wish,
    ended_by_base,
    setting_problem,
    settled,
    told_again,
)
from pilotwire.domain.monitor_template import MonitorTemplate, monitor_drift
from pilotwire.kernel.ids import StationId

from ..services.conftest import NOON

CS = StationId("CS")
LATER = NOON.replace(hour=13)
TEMPERATURE = Address(Component("Connector"), "Temperature")
HOT = MonitorSetting(TEMPERATURE, "UpperThreshold", 80.0, 3)
RANGE = Characteristics("decimal", "Celsius", -40.0, 120.0, supports_monitoring=True)
WORD = Characteristics("OptionList", values=("Good", "Bad"), supports_monitoring=True)


def setting(kind: MonitorKind = "UpperThreshold", value: float = 80.0, severity: int = 3) -> MonitorSetting:
    return MonitorSetting(TEMPERATURE, kind, value, severity)


def told(number: int, what: MonitorSetting = HOT, report: int = 1, wish: Wish | None = None) -> Monitor:
    return Monitor(CS, number, what, NOON, report, "CustomMonitor", wish)


@pytest.mark.parametrize(
    ("wanted", "allowed", "found"),
    [
        (setting(), RANGE, None),
        (setting(value=120.0), RANGE, None),
        (setting(value=120.5), RANGE, ("value", "120.5 is above the most that the variable can be, 120")),
        (setting("LowerThreshold", -41.0), RANGE, ("value", "-41 is below the least that the variable can be, -40")),
        (setting("Delta", 500.0), RANGE, None),
        (setting("Delta", -0.5), None, ("value", "a Delta below 0, -0.5, is never accepted")),
        (setting("TargetDeltaRelative", 0.1), RANGE, None),
        (setting("Periodic", 0.0), None, ("value", "an interval is more than 0 s, not 0 s")),
        (setting("PeriodicClockAligned", 900.0), WORD, None),
        (setting("Delta", 1.0), WORD, None),
        (setting(), WORD, ("kind", "UpperThreshold is for numbers, and this variable is of type OptionList")),
        (setting(severity=10), None, ("severity", "a severity is 0 to 9, not 10")),
        (
            setting(), msgspec.structs.replace(RANGE, supports_monitoring=False),
            ("variable", "the station says that this variable cannot be monitored"),
        ),
        (setting(value=1e9), None, None),
    ],
)  # fmt: skip
def test_what_no_station_takes_is_known_with_its_field(
    wanted: MonitorSetting, allowed: Characteristics | None, found: tuple[str, str] | None
) -> None:
    assert setting_problem(wanted, allowed) == found


@pytest.mark.parametrize(
    ("monitor", "state"),
    [
        (told(1), "told"),
        (Monitor(CS, 1, wish=Wish(HOT, NOON)), "set"),
        (told(1, wish=Wish(HOT, LATER)), "set"),
        (told(1, wish=Wish(HOT, NOON)), "same"),
        (told(1, setting(value=81.0), wish=Wish(HOT, NOON)), "differs"),
        (msgspec.structs.replace(told(1, wish=Wish(HOT, NOON)), missing_since=LATER), "missing"),
    ],
)
def test_a_monitor_tells_how_wish_and_word_compare(monitor: Monitor, state: MonitorState) -> None:
    assert monitor.state == state


def test_the_last_word_counts() -> None:
    hotter = setting(value=90.0)
    assert told(1, wish=Wish(hotter, LATER)).setting == hotter
    assert told(1, wish=Wish(hotter, NOON)).setting == HOT


def test_a_report_does_not_forget_what_was_set() -> None:
    wish = Wish(HOT, NOON, "ops")
    assert told_again(Monitor(CS, 1, wish=wish), told(1)) == told(1, wish=wish)
    assert told_again(None, told(1)) == told(1)


def test_a_whole_report_takes_away_what_it_lacks_and_keeps_wishes_as_missing() -> None:
    wish = Wish(setting("Delta", 1.0), NOON)
    ours, theirs = told(1, wish.setting, report=1, wish=wish), told(2, setting(severity=5), report=1)
    changed, gone = settled([ours, theirs, told(3, report=2)], 2, LATER)
    assert gone == [theirs]
    assert changed == [msgspec.structs.replace(ours, missing_since=LATER)]
    assert settled([*changed, told(3, report=2)], 2, LATER.replace(hour=14)) == ([], [])


def test_a_wish_follows_its_monitor_to_another_number() -> None:
    wish = Wish(HOT, NOON)
    changed, gone = settled([told(1, report=1, wish=wish), told(7, report=2)], 2, LATER)
    assert changed == [told(7, report=2, wish=wish)]
    assert [one.id for one in gone] == [1]


def test_two_monitors_that_changed_numbers_with_each_other_keep_their_wishes() -> None:
    cold = setting("LowerThreshold", -10.0)
    one, other = told(1, cold, 2, Wish(HOT, NOON)), told(2, HOT, 2, Wish(cold, NOON))
    changed, gone = settled([one, other], 2, LATER)
    assert gone == []
    assert changed == [told(1, cold, 2, Wish(cold, NOON)), told(2, HOT, 2, Wish(HOT, NOON))]


def test_a_base_ends_custom_monitors_and_hard_wired_alone_the_preconfigured_too() -> None:
    fixed = Monitor(CS, 1, HOT, NOON, 1, "HardWiredMonitor")
    factory = Monitor(CS, 2, setting(severity=4), NOON, 1, "PreconfiguredMonitor")
    custom, unnamed = told(3, setting(severity=5)), Monitor(CS, 4, setting(severity=6), NOON, 1)
    known = [fixed, factory, custom, unnamed]
    assert ended_by_base(known, "All") == []
    assert ended_by_base(known, "FactoryDefault") == [custom]
    assert ended_by_base(known, "HardWiredOnly") == [factory, custom]


def test_a_template_compares_by_variable_kind_and_severity() -> None:
    template = MonitorTemplate("t", NOON, NOON, (HOT, setting("Delta", 1.0), setting(severity=4)))
    known = [
        told(1), told(2, setting("Delta", 2.0)),
        msgspec.structs.replace(told(3, setting(severity=4)), missing_since=NOON),
    ]  # fmt: skip
    assert [(one.state, one.found and one.found.id) for one in monitor_drift(template, known)] == [
        ("same", 1), ("differs", 2), ("absent", None),
    ]  # fmt: skip
