"""Answers about tokens: the same rules whichever version asks."""

from typing import Final, NamedTuple, TypeAlias

import msgspec

from pilotwire.domain.account import limit_of
from pilotwire.domain.authorization import (
    WITHOUT_CHECK,
    Authorization,
    cached,
    check,
    check_start,
    in_the_way,
    most_transactions,
    with_credit,
    within_limits,
)
from pilotwire.domain.contract import CertificateStatus, Finding, Proof, emaid_keys
from pilotwire.domain.id_token import KEY_CODE, IdToken, Status, Token
from pilotwire.domain.leave import Spot
from pilotwire.domain.personal_message import with_message
from pilotwire.domain.readiness import evse_types, known_evses
from pilotwire.domain.token_events import AuthorizerFailed, TokenAuthorized, TokenRefused
from pilotwire.domain.token_group import TokenGroup
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import ConnectorId, EvseId, TransactionId

from .advisers import KeyCodes, NoAdviceError, OutsideAuthorizer, Question
from .context import Context
from .ports import Store
from .price_text import price_shown

Judged: TypeAlias = tuple[Authorization, Token | None, TokenGroup | None]
"""The answer about a token, and what is known of it. A plain tuple, since each message with a token makes one."""


class Contracted(NamedTuple):
    """The answer about a contract, and what is said of its certificates."""

    answer: Authorization
    certificate_status: CertificateStatus


async def authorize(context: Context, presented: IdToken, evse_id: EvseId | None = None) -> Authorization:
    """Whether the token may charge. A token that is busy elsewhere is still Accepted here: it may be meant to stop.

    Source: OCPP 2.0.1 part 2, C01; OCPP 1.6, 4.1.
    """
    if presented.type == KEY_CODE and context.advisers.key_codes is not None:
        answer = await _typed_in(context, context.advisers.key_codes, presented, evse_id)
    else:
        answer, _, _ = await judge(context, presented, evse_id)
    for running in context.store.open_transactions(context.station):
        if running.released:
            answer = _waiting(context, presented, answer)
            break
    tell(context, presented, answer, evse_id)
    return answer


async def authorize_contract(context: Context, presented: IdToken, proof: Proof) -> Contracted:
    """Whether a contract may charge: its id as any token, and its certificates.

    Source: OCPP 2.0.1 part 2, C07.FR.04, C07.FR.05 and C07.FR.13 to C07.FR.17.
    """
    answer, _, _ = await judge(context, presented)
    validator = context.advisers.contracts
    if validator is None:
        found = Finding("CertChainError", "this server has no roots for contracts; set contract_roots")
    else:
        found = await validator.check(presented.value, proof)
    status = found.status
    if status == "Accepted":
        status = "ContractCancelled" if answer.status in _NO_CONTRACT else "Accepted"
    else:
        refused: Status = "Expired" if status == "CertificateExpired" else "Invalid"
        answer = msgspec.structs.replace(answer, status=refused, reason=found.reason, allowance=None, evse_ids=())
    tell(context, presented, answer, certificate_status=status)
    return Contracted(answer, status)


async def authorize_start(context: Context, presented: IdToken, transaction: Transaction) -> Authorization:
    """Whether the token may run this transaction: as above, and not while it runs as many others as it may."""
    judged = await judge(context, presented, transaction.evse_id, transaction.connector_id)
    answer = _for_start(context, presented, judged, transaction.id)
    if answer.allowance is not None:
        return msgspec.structs.replace(answer, limit=limit_of(answer.allowance, transaction.booked))
    if answer.status != "Accepted" and transaction.authorization != answer.status:
        context.work.tell(
            TokenRefused(
                station=context.station, at=context.received_at, id_token=shown(presented), status=answer.status,
                reason=answer.reason, evse_id=transaction.evse_id, transaction_id=transaction.id,
            )
        )  # fmt: skip
    return answer


async def may_charge(
    context: Context, presented: IdToken, evse_id: EvseId | None = None, connector_id: ConnectorId | None = None,
    transaction: TransactionId | None = None,
) -> Authorization:  # fmt: skip
    """Whether the token may charge there; with `transaction` whether it may run that one, however many others it runs.

    Tells nobody.
    """
    judged = await judge(context, presented, evse_id, connector_id)
    return judged[0] if transaction is None else _for_start(context, presented, judged, transaction)


async def judge(
    context: Context, presented: IdToken, evse_id: EvseId | None = None, connector_id: ConnectorId | None = None
) -> Judged:
    """What is known of a token and what follows from it here and now, without regard to what else it is doing."""
    store, rules, at = context.store, context.rules, context.received_at
    known = await store.token(presented.key)
    if known is None and presented.type == _CONTRACT:
        known = await _contract(store, presented.value)
    group = None
    if known is not None and known.group_id is not None:
        group = store.token_groups().get(known.group_id)
    answer = check(presented, known, at, rules.accept_unknown_tokens, group)
    outside = context.advisers.outside
    if outside is not None and _is_asked(outside, presented, known, answer):
        answer = await _asked(
            context, outside, Question(context.station, presented, evse_id, known is not None), answer
        )
    account = None
    if known is not None and answer.status == "Accepted":
        if known.limits is not None or (group is not None and group.limits is not None):
            answer = within_limits(answer, known, group, _spot(context, evse_id, connector_id))
        payer = known.account or (group.account if group is not None else None)
        if payer is not None:
            account = store.accounts().get(payer)
            answer = with_credit(answer, payer, account, at)
    if rules.token_cache_s is not None or group is not None or (known is not None and known.cache_s is not None):
        answer = cached(answer, known, group, at, rules.token_cache_s)
    if answer.personal_message is not None or rules.price_text is not None or store.tariff_assignments():
        price = price_shown(context, presented, answer, evse_id)
        answer = with_message(
            answer, account, None if price is None else price.text, None if price is None else price.language
        )
    return answer, known, group


def tell(
    context: Context, presented: IdToken, answer: Authorization, evse_id: EvseId | None = None,
    certificate_status: CertificateStatus | None = None,
) -> None:  # fmt: skip
    """Tell what a station was answered."""
    token = presented if presented.type != KEY_CODE else shown(presented)
    if answer.status == "Accepted":
        context.work.tell(
            TokenAuthorized(
                station=context.station, at=context.received_at, id_token=token, group_id=answer.group_id,
                evse_ids=answer.evse_ids, certificate_status=certificate_status,
            )
        )  # fmt: skip
        return
    context.work.tell(
        TokenRefused(
            station=context.station, at=context.received_at, id_token=token, status=answer.status,
            reason=answer.reason, evse_id=evse_id, certificate_status=certificate_status,
        )
    )  # fmt: skip


def shown(token: IdToken) -> IdToken:
    """A token as events and logs may hold it: a key code without its value. Source: OCPP 2.0.1 part 2, C04.FR.04."""
    return token if token.type != KEY_CODE else msgspec.structs.replace(token, value="***", additional=())


async def _typed_in(context: Context, codes: KeyCodes, presented: IdToken, evse_id: EvseId | None) -> Authorization:
    """The answer about a key code; none is looked up at a station where too many wrong ones were typed.

    Source: OCPP 2.0.1 part 2, C04.FR.06.
    """
    station, at = context.station, context.received_at
    closed_until = codes.closed_until(station, at)
    if closed_until is not None:
        return Authorization(
            "Invalid", reason=f"too many wrong key codes here; none counts before {closed_until:%H:%M:%S} UTC"
        )
    answer, known, _ = await judge(context, presented, evse_id)
    if known is None and answer.status != "Accepted":
        codes.wrong(station, at)
    else:
        codes.right(station)
    return answer


async def _contract(store: Store, emaid: str) -> Token | None:
    """The token of a contract, however its id was entered."""
    for key in emaid_keys(emaid):
        found = await store.token(key)
        if found is not None:
            return found
    return None


def _waiting(context: Context, presented: IdToken, answer: Authorization) -> Authorization:
    """The answer where a transaction that no token holds any more may be in the way."""
    evses = known_evses(context.store.connectors(context.station))
    return in_the_way(answer, presented, context.store.open_transactions(context.station), len(evses))


def _for_start(context: Context, presented: IdToken, judged: Judged, transaction: TransactionId) -> Authorization:
    """The answer, for a token that begins this transaction."""
    answer, known, group = judged
    if answer.status != "Accepted" or presented.type in WITHOUT_CHECK:
        return answer
    most = most_transactions(known, group, context.rules.allow_concurrent)
    running = () if most is None else context.store.open_with_token(presented.key)
    if not running and not answer.master_pass:
        return answer
    return check_start(answer, running, f"{context.station}/{transaction}", most)


def _is_asked(outside: OutsideAuthorizer, presented: IdToken, known: Token | None, answer: Authorization) -> bool:
    if presented.type in WITHOUT_CHECK:
        return False
    return known is None or (outside.asked_for_all and answer.status == "Accepted")


async def _asked(
    context: Context, outside: OutsideAuthorizer, question: Question, here: Authorization
) -> Authorization:
    """The answer from outside; where none comes, what the fallback says, and an event about it."""
    try:
        found = await outside.ask(question)
    except NoAdviceError as error:
        context.work.tell(
            AuthorizerFailed(
                station=context.station, at=context.received_at, reason=error.message, fallback=outside.fallback
            )
        )
        if outside.fallback == "local":
            return here
        if outside.fallback == "accept":
            return Authorization("Accepted") if here.status != "Accepted" else here
        return Authorization("Invalid", reason=f"the outside authoriser: {error.message}")
    if found.status != "Accepted" or here.status != "Accepted":
        return found
    return _together(here, found)


def _together(here: Authorization, outside: Authorization) -> Authorization:
    """What both say of a token that both accept: the outside's word where it says something."""
    said = {
        name: getattr(outside, name)
        for name in outside.__struct_fields__
        if getattr(outside, name) not in (None, ()) and name not in ("status", "master_pass")
    }
    return msgspec.structs.replace(here, **said)


def _spot(context: Context, evse_id: EvseId | None, connector_id: ConnectorId | None) -> Spot:
    evses = evse_types(context.store.connectors(context.station))
    return Spot(context.station, context.received_at.astimezone(context.rules.zone), evses, evse_id, connector_id)


_CONTRACT: Final = "eMAID"
_NO_CONTRACT: Final = frozenset({"Blocked", "Expired", "Invalid", "Unknown"})
"""What is said of a contract that does not hold, though its certificate does."""
