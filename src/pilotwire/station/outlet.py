"""What a charging point asks of the physics behind it."""

from collections.abc import Sequence
from typing import Protocol

from pilotwire.domain.reading import Sample


class Outlet(Protocol):
    """The power side of one EVSE: cable, contactor, meter and the car at it. Energy is in mJ, see `physics`."""

    @property
    def occupied(self) -> bool:
        """A car is plugged in."""
        ...

    @property
    def power_w(self) -> int:
        """What flows into the car now; below 0 out of it."""
        ...

    @property
    def import_mj(self) -> int:
        """The register of the energy delivered; it never goes back."""
        ...

    @property
    def phases(self) -> int | None:
        """How many phases the car uses; None for DC."""
        ...

    def enable(self, on: bool) -> None:
        """Close the contactor when the car asks for energy, or open it."""
        ...

    def limit(self, limit_a: float | None, limit_w: int | None, phases: int | None) -> None:
        """Offer at most this; None: as much as the EVSE can."""
        ...

    @property
    def offered_w(self) -> int:
        """What is on offer now; 0 means that the EVSE suspends."""
        ...

    def step(self, dt_ms: int) -> None:
        """Let time pass."""
        ...

    def samples(self, measurands: Sequence[str]) -> tuple[Sample, ...]:
        """What the meter shows of these, in their order; those that it does not measure are left out."""
        ...
