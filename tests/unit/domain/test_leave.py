"""Where, when and at what a token may charge."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pilotwire.domain.leave import Leave, Spot, leave
from pilotwire.domain.token_limits import Hours, Limits, Place
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId

CS1, CS2 = StationId("CS-1"), StationId("CS-2")
MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
TYPES = {EvseId(1): frozenset({"cType2"}), EvseId(2): frozenset({"cCCS2"}), EvseId(3): frozenset[str]()}


def spot(evse: int | None = None, connector: int | None = None, at: datetime = MONDAY) -> Spot:
    return Spot(
        CS1, at, TYPES, None if evse is None else EvseId(evse), None if connector is None else ConnectorId(connector)
    )


def place(evse: int | None = None, connector: int | None = None, station: StationId = CS1) -> Place:
    return Place(station, None if evse is None else EvseId(evse), None if connector is None else ConnectorId(connector))


@pytest.mark.requirement("C01.FR.19")
def test_a_token_of_the_whole_station_gets_no_list_of_evses() -> None:
    assert leave([Limits(places=(place(),))], spot()) == Leave()
    assert leave([Limits(places=(place(1), place(2), place(3)))], spot()) == Leave()


@pytest.mark.requirement("C01.FR.20")
def test_a_token_of_some_evses_gets_them_listed() -> None:
    assert leave([Limits(places=(place(2), place(1), place(9, station=CS2)))], spot()).evse_ids == (1, 2)


@pytest.mark.requirement("C01.FR.22")
def test_a_token_of_other_stations_is_not_at_this_location() -> None:
    found = leave([Limits(places=(place(station=CS2),))], spot())
    assert (found.status, found.evse_ids, found.reason) == ("NotAtThisLocation", (), "the token may not charge here")


def test_where_the_evse_is_told_another_one_is_refused_and_the_connector_counts() -> None:
    limits = [Limits(places=(place(1, 2),))]
    assert leave(limits, spot(2)).status == "NotAtThisLocation"
    assert leave(limits, spot(1, 1)).status == "NotAtThisLocation"
    assert leave(limits, spot(1, 2)) == Leave()
    assert leave(limits, spot(1)) == Leave()


def test_token_and_group_both_have_to_agree() -> None:
    both = [Limits(places=(place(1), place(2))), Limits(places=(place(2), place(3)))]
    assert leave(both, spot()).evse_ids == (2,)
    apart = [Limits(places=(place(1),)), Limits(places=(place(2),))]
    assert leave(apart, spot()).status == "NotAtThisLocation"


@pytest.mark.requirement("C01.FR.18")
def test_a_type_of_connector_that_no_evse_has_is_not_allowed_and_an_unknown_one_is_not_ruled_out() -> None:
    ccs = [Limits(connector_types=("cCCS2",))]
    assert leave(ccs, spot()).evse_ids == (2, 3)
    assert leave(ccs, spot(1)).status == "NotAllowedTypeEVSE"
    assert leave(ccs, spot(3)) == Leave()
    assert leave([Limits(places=(place(1),)), *ccs], spot()).status == "NotAllowedTypeEVSE"
    assert leave(ccs, Spot(CS1, MONDAY, {EvseId(1): frozenset({"cType2"})})).status == "NotAllowedTypeEVSE"


@pytest.mark.parametrize(
    ("hours", "hour", "until"),
    [
        (Hours(8 * 60, 18 * 60), 12, 18),
        (Hours(8 * 60, 18 * 60), 18, None),
        (Hours(8 * 60, 18 * 60), 7, None),
        (Hours(8 * 60, 18 * 60, ("Mon",)), 12, 18),
        (Hours(8 * 60, 18 * 60, ("Tue", "Sun")), 12, None),
        (Hours(22 * 60, 6 * 60), 23, 30),
        (Hours(22 * 60, 6 * 60), 5, 6),
        (Hours(22 * 60, 6 * 60, ("Sun",)), 5, 6),
        (Hours(22 * 60, 6 * 60, ("Mon",)), 5, None),
        (Hours(0, 24 * 60, ("Mon",)), 0, 24),
    ],
)
def test_hours_are_those_of_the_wall_and_may_pass_midnight(hours: Hours, hour: int, until: int | None) -> None:
    midnight = datetime(2026, 3, 2, tzinfo=ZoneInfo("Europe/Berlin"))
    found = leave([Limits(hours=(hours,))], spot(at=midnight + timedelta(hours=hour)))
    assert found.status == ("NotAtThisTime" if until is None else "Accepted")
    assert found.until == (None if until is None else midnight + timedelta(hours=until))
