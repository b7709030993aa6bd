"""Events about tariffs, what they are assigned to, and what was charged."""

from pilotwire.kernel.ids import TransactionId

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


class ChargeRecordCreated(Event, frozen=True, kw_only=True, tag="cdr.created"):
    """A charge detail record was made; `corrects` names the one whose place it takes.

    Energy and amounts are exact, as text; a side of taxes that is not known is absent, as are both without a tariff.
    """

    cdr: str
    transaction_id: TransactionId
    number: int
    energy_wh: str
    currency: str | None = None
    before_taxes: str | None = None
    after_taxes: str | None = None
    corrects: str | None = None
