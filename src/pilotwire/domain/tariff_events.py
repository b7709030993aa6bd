"""Events about tariffs, what they are assigned to, and what was charged."""

from pilotwire.kernel.ids import EvseId, TransactionId

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


class TariffNotTold(Event, frozen=True, kw_only=True, tag="tariff.not_told"):
    """A driver's tariff cannot be said to the station, which reckons by itself: the default one holds for them there.

    `pointer` names the field of the tariff that stands in the way.
    """

    tariff: str
    pointer: str
    reason: str


class StationTariffsInstalled(Event, frozen=True, kw_only=True, tag="station.tariffs_installed"):
    """Default tariffs of a station were brought into step with what is assigned; `asked` says how."""

    asked: tuple[str, ...]


class StationTariffsCleared(Event, frozen=True, kw_only=True, tag="station.tariffs_cleared"):
    """Somebody had a station remove default tariffs."""

    tariffs: tuple[str, ...]
    evse_id: EvseId | None = None
    actor: str | None = None


class TransactionTariffChanged(Event, frozen=True, kw_only=True, tag="transaction.tariff_changed"):
    """Somebody put another tariff in the place of the one that a running transaction had, from `at` on."""

    transaction_id: TransactionId
    tariff: str
    before: str | None = None
    actor: str | None = None


class ChargeRecordCreated(Event, frozen=True, kw_only=True, tag="cdr.created"):
    """A charge detail record was made; `corrects` names the one whose place it takes. With `reservation_id` it is of a
    reservation that nobody came for.

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
    reservation_id: int | None = None


AnyTariffEvent = (
    TariffChanged | TariffRemoved | TariffNotTold | TariffAssigned | TariffAssignmentRemoved
    | StationTariffsInstalled | StationTariffsCleared | TransactionTariffChanged | ChargeRecordCreated
)  # fmt: skip
