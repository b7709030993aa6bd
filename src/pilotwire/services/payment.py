"""Payments at stations: what terminals say of them, VAT numbers for receipts, and payments in a browser."""

import msgspec

from pilotwire.domain.command import Reply
from pilotwire.domain.event import Event
from pilotwire.domain.payment import Receipt, Settlement, VatAnswer, WebPaymentStarted
from pilotwire.domain.payment_events import PaymentReported, VatNumberChecked, WebPaymentAnnounced
from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.ids import EvseId, StationId, TransactionId

from .advisers import NoAdviceError
from .context import Context
from .remote_control import Answer, Asker, answer_of, ask, check_evse
from .station_record import known_station

LONGEST_LOCK_S = 3600


async def settled(context: Context, transaction: TransactionId | None, told: Settlement) -> Receipt:
    """Keep what a terminal said of a payment, with its transaction where that is known; where its receipt is.

    One for a transaction that nobody here knows is an event all the same. Source: OCPP 2.1 part 2, C19 to C22.
    """
    found = None if transaction is None else await context.store.transaction(context.station, transaction)
    if transaction is not None and found is None:
        context.note("settlement-unknown-tx", f"payment {told.reference} is of transaction {transaction}")
    if found is not None:
        context.work.save(msgspec.structs.replace(found, settlement=told))
    context.work.tell(
        PaymentReported(
            station=context.station, at=context.received_at, reference=told.reference, status=told.status,
            amount=f"{told.amount:f}", happened_at=told.at, transaction_id=transaction, receipt_id=told.receipt_id,
            receipt_url=told.receipt_url, vat_number=told.vat_number, info=told.info,
        )
    )  # fmt: skip
    template = context.rules.receipt_url
    if template is None or told.status != "Settled" or transaction is None:
        return Receipt()
    return Receipt(receipt_url(template, context.station, transaction, told.reference))


def receipt_url(template: str, station: StationId, transaction: TransactionId, reference: str) -> str:
    """The address of a receipt, of a template with `{station}`, `{transaction}` and `{reference}`."""
    values = {"station": station, "transaction": transaction, "reference": reference}
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", quoted(value))
    return template


def quoted(text: str) -> str:
    """The text as a part of a URL's path."""
    return "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "-._~") else "".join(
            f"%{byte:02X}" for byte in letter.encode("utf-8", "replace")
        )
        for letter in text
    )  # fmt: skip


async def vat_number(context: Context, number: str, evse_id: EvseId | None) -> VatAnswer:
    """Whether a VAT number is valid. Nobody who could say: no, which is what nobody can vouch for.

    Source: OCPP 2.1 part 2, C18.FR.09.
    """
    checker, failure = context.advisers.vat_numbers, None
    answer = VatAnswer(False)
    if checker is None:
        failure = "this server asks nobody about VAT numbers; set vat_checker_url"
    else:
        try:
            answer = await checker.check(context.station, number)
        except NoAdviceError as error:
            failure = error.message
    context.work.tell(
        VatNumberChecked(
            station=context.station, at=context.received_at, valid=answer.is_valid, evse_id=evse_id, failure=failure
        )
    )
    return answer


async def web_payment_started(asker: Asker, station: StationId, command: WebPaymentStarted) -> Answer:
    """Tell a station that somebody pays in a browser. Raises NotFoundError, BadInputError, ObstacleError for an unknown
    EVSE, and as `request`. Source: OCPP 2.1 part 2, C25.FR.21.
    """
    known_station(asker.store, station)
    check_evse(asker, station, command.evse_id or None)
    if not 1 <= command.timeout_s <= LONGEST_LOCK_S:
        raise BadInputError(f"A lock lasts 1 to {LONGEST_LOCK_S} s.", "/lock_s", "Choose another time.")

    def event(reply: Reply) -> Event:
        return WebPaymentAnnounced(
            station=station, at=asker.clock.now(), actor=asker.actor, evse_id=command.evse_id or None,
            timeout_s=command.timeout_s, **msgspec.structs.asdict(reply),
        )  # fmt: skip

    return answer_of(await ask(asker, station, command, event))
