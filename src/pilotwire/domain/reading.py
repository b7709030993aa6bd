"""Readings: what a meter said at an instant, in the domain's units."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Final, Literal

import msgspec

Phase = str
"""L1, L2, L3, N, L1-N ... as OCPP spells them; None in a sample means all phases together."""

IMPORT_REGISTER: Final = "Energy.Active.Import.Register"
DEFAULT_MEASURAND: Final = IMPORT_REGISTER
DEFAULT_CONTEXT: Final = "Sample.Periodic"
DEFAULT_LOCATION: Final = "Outlet"
Context = Literal[
    "Interruption.Begin", "Interruption.End", "Other", "Sample.Clock", "Sample.Periodic", "Transaction.Begin",
    "Transaction.End", "Trigger",
]  # fmt: skip


class SignedValue(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value signed by the meter, kept to the byte, since a changed byte breaks the signature."""

    data: str
    encoding: str | None = None
    method: str | None = None
    public_key: str | None = None


class Sample(msgspec.Struct, frozen=True, omit_defaults=True):
    """One quantity at one instant.

    `value` is in `unit`, which is one of the domain's where a factor leads there; then `sent` keeps value and unit as
    the station wrote them. `value` is None for signed data alone, and for text that is no number.
    """

    measurand: str = DEFAULT_MEASURAND
    value: Decimal | None = None
    unit: str = "Wh"
    phase: Phase | None = None
    location: str = DEFAULT_LOCATION
    sent: str | None = None
    signed: SignedValue | None = None


class Reading(msgspec.Struct, frozen=True, omit_defaults=True):
    """All samples of one instant and context. `at` is the station's time, which may be wrong."""

    at: datetime
    samples: tuple[Sample, ...]
    context: str = DEFAULT_CONTEXT

    @property
    def import_wh(self) -> Decimal | None:
        """The energy register in Wh: all phases together, or else the sum of what is given per phase."""
        for sample in self.samples:  # nearly always the first one, and asked of each reading that comes
            if (
                sample.measurand == IMPORT_REGISTER
                and sample.phase is None
                and sample.value is not None
                and sample.unit == "Wh"
                and sample.location == DEFAULT_LOCATION
            ):
                return sample.value
        return self._import_wh_elsewhere()

    def _import_wh_elsewhere(self) -> Decimal | None:
        register = [
            s for s in self.samples if s.measurand == IMPORT_REGISTER and s.value is not None and s.unit == "Wh"
        ]
        for location in (DEFAULT_LOCATION, None):
            here = [s for s in register if location is None or s.location == location]
            whole = next((s.value for s in here if s.phase is None), None)
            if whole is not None:
                return whole
            per_phase = {s.phase: s.value for s in here if s.phase in _LINES}
            if per_phase:
                return sum((value for value in per_phase.values() if value is not None), Decimal())
        return None


def merged(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Join readings of the same instant and context into one, in order of first appearance.

    Some stations put every sample into a reading of its own (finding `meter-values-split`).
    """
    together: dict[tuple[datetime, str], Reading] = {}
    for reading in readings:
        key = (reading.at, reading.context)
        before = together.get(key)
        together[key] = (
            reading if before is None else msgspec.structs.replace(before, samples=before.samples + reading.samples)
        )
    return tuple(together.values())


_LINES: Final = frozenset({"L1", "L2", "L3", "L1-N", "L2-N", "L3-N"})
