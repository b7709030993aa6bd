"""Whatever a meter does and however readings come: energy never falls, none is lost, and peaks stay."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pilotwire.domain import meter
from pilotwire.domain.meter import Meter
from pilotwire.domain.reading import Reading, Sample
from pilotwire.domain.transaction_series import series, thinned

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
registers = st.integers(0, 10**7).map(Decimal)
powers = st.none() | st.integers(0, 350_000).map(Decimal)


@st.composite
def told(draw: st.DrawFn) -> list[Reading]:
    """Readings of any values at instants that may repeat, in any order."""
    rows = draw(st.lists(st.tuples(st.integers(0, 5000), registers, powers, st.integers(0, 80)), max_size=60))
    readings = []
    for second, wh, watt, ampere in rows:
        samples = [Sample(value=wh), Sample("Current.Import", Decimal(ampere), "A", "L1")]
        if watt is not None:
            samples.append(Sample("Power.Active.Import", watt, "W"))
        readings.append(Reading(NOON + timedelta(seconds=second), tuple(samples)))
    return readings


def _energies(points: Sequence[object]) -> list[Decimal]:
    return [point.energy_wh for point in points]  # type: ignore[attr-defined]  # points


@given(told(), st.integers(2, 40))
def test_energy_never_falls_and_time_only_rises(readings: list[Reading], most: int) -> None:
    points = series(readings).points
    for few in (points, thinned(points, most)):
        assert _energies(few) == sorted(_energies(few))
        assert [one.at for one in few] == sorted({one.at for one in few})


@given(told())
def test_the_last_point_has_the_energy_that_the_transactions_own_meter_counts(readings: list[Reading]) -> None:
    points = series(readings).points
    counted = meter.count(Meter(), sorted(readings, key=lambda one: one.at))
    assert (points[-1].energy_wh if points else 0) == counted.energy_wh


@given(told(), st.integers(2, 40))
def test_thinning_keeps_the_number_the_energy_and_the_extremes(readings: list[Reading], most: int) -> None:
    points = series(readings).points
    few = thinned(points, most)
    assert len(few) <= max(most, 0)
    assert _energies(few)[-1:] == _energies(points)[-1:]
    assert _energies(few)[:1] == _energies(points)[:1]
    assert max((one.power_max_w for one in few if one.power_max_w is not None), default=None) == max(
        (one.power_max_w for one in points if one.power_max_w is not None), default=None
    )
    assert min((one.power_min_w for one in few if one.power_min_w is not None), default=None) == min(
        (one.power_min_w for one in points if one.power_min_w is not None), default=None
    )


@given(told(), st.integers(2, 40))
def test_the_highest_power_and_current_that_were_told_stay(readings: list[Reading], most: int) -> None:
    few = thinned(series(readings).points, most)
    powers = [one.value for reading in readings for one in reading.samples if one.unit == "W" and one.value is not None]
    currents = [
        one.value for reading in readings for one in reading.samples if one.unit == "A" and one.value is not None
    ]
    assert max((one.power_max_w for one in few if one.power_max_w is not None), default=Decimal()) >= max(
        powers, default=Decimal()
    )
    assert max((value for one in few for _, value in one.current_a), default=None) == max(currents, default=None)


@given(told().flatmap(lambda readings: st.tuples(st.just(readings), st.permutations(readings))))
def test_readings_of_different_instants_make_the_same_series_in_any_order(
    pair: tuple[list[Reading], list[Reading]],
) -> None:
    readings, mixed = pair
    if len({one.at for one in readings}) == len(readings):
        assert series(mixed) == series(readings)
