"""Events about tariffs and what they are assigned to."""

from .event import Event


class TariffChanged(Event, frozen=True, kw_only=True, tag="tariff.changed"):
    """Somebody created or changed a tariff; transactions that run keep the version that they started with."""

    tariff: str
    version: str


class TariffRemoved(Event, frozen=True, kw_only=True, tag="tariff.removed"):
    """Somebody removed a tariff; transactions that started with it keep it."""

    tariff: str


class TariffAssigned(Event, frozen=True, kw_only=True, tag="tariff_assignment.changed"):
    """Somebody assigned tariffs to a target: the first one that is valid holds for what starts there from now on."""

    target: str
    tariffs: tuple[str, ...]


class TariffAssignmentRemoved(Event, frozen=True, kw_only=True, tag="tariff_assignment.removed"):
    """Somebody took all tariffs from a target."""

    target: str
