"""Putting another tariff in the place of the one that a running transaction has."""

import msgspec

from pilotwire.domain.price_text import text_of
from pilotwire.domain.pricing_ability import takes_tariffs
from pilotwire.domain.tariff import Tariff
from pilotwire.domain.tariff_commands import ChangeTransactionTariff
from pilotwire.domain.tariff_events import TransactionTariffChanged
from pilotwire.domain.transaction import TariffChange, Transaction
from pilotwire.domain.transaction_step import Step
from pilotwire.kernel.errors import ConflictError
from pilotwire.kernel.ids import StationId, TransactionId

from .ports import Queries
from .remote_control import Answer, Asker, ObstacleError
from .station_record import known_station
from .station_tariffs import check_can_be_told
from .tariff_record import known_tariff
from .transaction_record import known_transaction
from .work import StoredSteps, Work

MOST_CHANGES = 50


async def change_tariff(
    asker: Asker, queries: Queries, station: StationId, transaction: TransactionId, name: str
) -> Answer:
    """Let another tariff hold from now on; what was used until then keeps its price.

    A station that reckons by itself is told first, and where it refuses nothing changes. Another one is told the words
    of the new tariff with the answer to its next message. Raises NotFoundError, ConflictError for one that has ended,
    ObstacleError for a tariff of another currency or that the station cannot be told, and as `request`.
    Source: OCPP 2.1 part 2, I11; OCPP 2.0.1 part 2, I06.
    """
    record = known_station(asker.store, station)
    found, tariff = await known_transaction(asker.store, station, transaction), known_tariff(asker.store, name)
    _check_runs(found)
    await _check_fits(queries, found, tariff)
    noticed: tuple[str, ...] = ("the driver is told with the answer to the station's next message",)
    status, reason, info = "Accepted", None, None
    if takes_tariffs(record.pricing, record.capabilities):
        check_can_be_told(record, tariff, "/tariff")
        command = ChangeTransactionTariff(transaction, tariff.reference, tariff)
        reply = await asker.link.request(station, command, asker.timeout_s)
        status, reason, info, noticed = reply.status, reply.reason_code, reply.info, ()
    if status == "Accepted":
        await _keep(asker, station, transaction, tariff, is_told=not noticed)
    return Answer(status, reason, info, noticed if status == "Accepted" else ())


async def _keep(asker: Asker, station: StationId, name: TransactionId, tariff: Tariff, *, is_told: bool) -> None:
    """Store the change with the transaction as it is now."""
    found, now, work = await known_transaction(asker.store, station, name), asker.clock.now(), Work()
    _check_runs(found)
    before = current_tariff(found)
    change = TariffChange(max(now, found.started_at), tariff.reference)
    words = None if is_told else text_of(tariff, ())
    after = msgspec.structs.replace(
        found, message=found.message if words is None else words.text,
        tariff_changes=(*found.tariff_changes, change),
    )  # fmt: skip
    step = Step(now, "tariff-changed", detail=tariff.reference)
    work.save(after, StoredSteps(station, name, (step,), now))
    work.tell(
        TransactionTariffChanged(
            station=station, at=now, transaction_id=name, tariff=tariff.reference, before=before, actor=asker.actor
        )
    )
    await asker.store.commit(work)


def current_tariff(transaction: Transaction) -> str | None:
    """The reference of the tariff that holds now."""
    return transaction.tariff_changes[-1].tariff if transaction.tariff_changes else transaction.tariff


def _check_runs(found: Transaction) -> None:
    if found.ended:
        raise ConflictError(f"Transaction '{found.id}' has ended.", "What it costs is settled.")
    if len(found.tariff_changes) >= MOST_CHANGES:
        raise ConflictError(
            f"The tariff of transaction '{found.id}' has changed {MOST_CHANGES} times.", "Leave it as it is."
        )


async def _check_fits(queries: Queries, found: Transaction, tariff: Tariff) -> None:
    """A cost has one currency, and one way to count taxes. Source: OCPP 2.1 part 2, I11.FR.05."""
    reference = current_tariff(found)
    present = None if reference is None else await queries.tariff_version(reference)
    if present is None:
        raise ConflictError(
            f"Transaction '{found.id}' began without a tariff, and nothing is agreed for it.",
            "Assign a tariff for those to come.",
        )
    if present.currency != tariff.currency:
        raise ObstacleError(
            f"transaction {found.id} is in {present.currency}, tariff '{tariff.id}' in {tariff.currency}", "/tariff",
            "name a tariff of the same currency",
        )  # fmt: skip
    if (present.tax_included, present.states_taxes) != (tariff.tax_included, tariff.states_taxes):
        raise ObstacleError(
            f"tariff '{tariff.id}' counts taxes in another way than the transaction's", "/tariff",
            "name one with the same tax_included, and with taxes where that one has them",
        )  # fmt: skip
