"""Whether a token may charge: one set of rules for every version of OCPP."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import msgspec

from pilotwire.kernel.ids import EvseId

from .account import Account, Allowance
from .id_token import DIRECT_PAYMENT, KEY_CODE, IdToken, MessageFormat, Status, Token
from .leave import Spot, leave
from .token_group import TokenGroup
from .transaction import Transaction
from .transaction_limit import TransactionLimit

WITHOUT_CHECK: Final = frozenset({"Central", "NoAuthorization"})
"""Types that carry no identity to check: started by the CSMS itself, or by a button.

Source: OCPP 2.0.1 part 2, C02 and C05.
"""


class Authorization(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer about a token: its status, and what the station may show or cache.

    `expires_at` is when the station shall forget the answer. `reason` says for people why the status is not Accepted;
    no station hears it. `evse_ids` are those where alone the token is accepted. `allowance` is the most that may be
    spent, out of the prepaid `account`; it holds for a transaction that begins now. `master_pass`: the token stops
    any transaction. `limit` is how far that transaction may go. `message_language` is that of `personal_message`, where
    it is not `language`.
    """

    status: Status
    group_id: str | None = None
    expires_at: datetime | None = None
    language: str | None = None
    personal_message: str | None = None
    reason: str | None = None
    language2: str | None = None
    message_format: MessageFormat = "UTF8"
    charging_priority: int | None = None
    evse_ids: tuple[EvseId, ...] = ()
    account: str | None = None
    allowance: Allowance | None = None
    master_pass: bool = False
    limit: TransactionLimit | None = None
    message_language: str | None = None


def check(
    presented: IdToken, known: Token | None, at: datetime, accept_unknown: bool = False, group: TokenGroup | None = None
) -> Authorization:
    """Judge a token that was presented, without regard to what else it is doing, and where.

    `known` is None for a token the CSMS has never heard of: Unknown, or Accepted where the deployment says so. A key
    code that nobody has is just wrong, and a payment at the station is a reference that nobody can have entered.
    Source: OCPP 2.0.1 part 2, C01 and C04; OCPP 2.1 part 2, C18.
    """
    if presented.type in WITHOUT_CHECK:
        return Authorization("Accepted")
    if known is None:
        if accept_unknown or presented.type == DIRECT_PAYMENT:
            return Authorization("Accepted")
        if presented.type == KEY_CODE:
            return Authorization("Invalid", reason="nobody has this key code")
        return Authorization("Unknown", reason="nobody has entered this token")
    status: Status = "Accepted"
    reason: str | None = None
    if known.blocked:
        status, reason = "Blocked", "the token is blocked"
    elif group is not None and group.blocked:
        status, reason = "Blocked", f"its group {group.name} is blocked"
    elif known.expires_at is not None and at > known.expires_at:
        status, reason = "Expired", f"the token expired at {known.expires_at:%Y-%m-%d %H:%M:%S} UTC"
    elif presented.type and known.type and presented.type != known.type:
        status, reason = "Invalid", f"the token is known as {known.type}, not as {presented.type}"
    elif known.valid_from is not None and at < known.valid_from:
        status, reason = "NotAtThisTime", f"the token is valid from {known.valid_from:%Y-%m-%d %H:%M:%S} UTC"
    answer = Authorization(
        status, known.group_id, known.expires_at, known.language, known.personal_message, reason, known.language2,
        known.message_format, known.charging_priority,
    )  # fmt: skip
    return answer if group is None else _of_group(answer, group)


def cached(answer: Authorization, known: Token | None, group: TokenGroup | None, at: datetime, cache_s: int | None) -> (
    Authorization
):  # fmt: skip
    """The answer with the time until which stations may remember it; the token's own rule wins, then the group's.

    `cache_s` is the deployment's rule, None for none. Source: OCPP 2.0.1 part 2, C10.
    """
    own = known.cache_s if known is not None else None
    if own is None and group is not None:
        own = group.cache_s
    seconds = cache_s if own is None else own
    return (
        answer
        if seconds is None or answer.status != "Accepted"
        else _forgotten(answer, at + timedelta(seconds=seconds))
    )


def within_limits(answer: Authorization, known: Token, group: TokenGroup | None, spot: Spot) -> Authorization:
    """Turn Accepted into what the limits of the token and its group say. Source: OCPP 2.0.1 part 2, C01.FR.18 to 22."""
    limits = [one for one in (known.limits, None if group is None else group.limits) if one is not None]
    if not limits or answer.status != "Accepted":
        return answer
    found = leave(limits, spot)
    if found.status != "Accepted":
        return msgspec.structs.replace(answer, status=found.status, reason=found.reason)
    answer = msgspec.structs.replace(answer, evse_ids=found.evse_ids) if found.evse_ids else answer
    return answer if found.until is None else _forgotten(answer, found.until)


def with_credit(answer: Authorization, account_name: str, account: Account | None, at: datetime) -> Authorization:
    """Turn Accepted into NoCredit when the account that pays has nothing left, or else say how much it has.

    Stations are not to remember either. `account` is None for one that was removed. Source: OCPP 2.1 part 2, C17.
    """
    if answer.status != "Accepted":
        return answer
    if account is None or account.is_used_up:
        why = "is used up" if account is not None else "does not exist any more"
        return msgspec.structs.replace(answer, status="NoCredit", reason=f"account {account_name} {why}", expires_at=at)
    return msgspec.structs.replace(answer, account=account.name, allowance=account.allowance, expires_at=at)


def check_start(
    answer: Authorization, running: Iterable[Transaction], this: str, most: int | None = 1
) -> Authorization:
    """Turn Accepted into ConcurrentTx when the token has as many transactions running as it may (None: any number).

    `running` are the open transactions of the token anywhere; `this` names the one being started ("station/id"), so
    that a repeated start does not stand in its own way. A master pass starts none.
    Source: OCPP 1.6 section 4.8, OCPP 2.0.1 part 2, C01, C16.FR.03 and E.
    """
    if answer.status != "Accepted":
        return answer
    if answer.master_pass:
        return msgspec.structs.replace(answer, status="Invalid", reason="a master pass starts no transaction")
    if most is None:
        return answer
    others = [one for one in running if f"{one.station}/{one.id}" != this]
    if len(others) < most:
        return answer
    where = ", ".join(f"{one.id} at {one.station}" for one in others[:_NAMED])
    return msgspec.structs.replace(answer, status="ConcurrentTx", reason=f"the token runs transaction {where}")


def most_transactions(known: Token | None, group: TokenGroup | None, allow_concurrent: bool) -> int | None:
    """How many transactions a token may run at a time, None for any number; its own rule wins, then the group's."""
    if known is not None and known.limits is not None and known.limits.most_transactions is not None:
        return known.limits.most_transactions
    if group is not None and group.limits is not None and group.limits.most_transactions is not None:
        return group.limits.most_transactions
    return None if allow_concurrent or (known is not None and known.concurrent) else 1


def may_stop(
    transaction: Transaction, presented: IdToken, known: Token | None, group: TokenGroup | None = None
) -> bool:
    """Whether this token may end the transaction: the one that started it, another of its group, or a master pass.

    Source: OCPP 1.6 section 4.10, OCPP 2.0.1 part 2, C01.FR.03, C16 and E07.
    """
    if transaction.id_token is None or transaction.id_token.key == presented.key:
        return True
    if group is not None and group.master_pass:
        return True
    return known is not None and known.group_id is not None and known.group_id == transaction.group_id


def in_the_way(answer: Authorization, presented: IdToken, running: Iterable[Transaction], evses: int) -> Authorization:
    """Turn Accepted into NotAtThisTime where a token could only take over what another one was let go of.

    That is where each of the station's EVSEs has a transaction that no token holds any more and that has not ended.
    Source: OCPP 2.0.1 part 2, C01.FR.24.
    """
    if answer.status != "Accepted" or answer.master_pass or not evses:
        return answer
    left = [one for one in running if one.released and not _is_of(one, presented, answer.group_id)]
    if len({one.evse_id for one in left}) < evses:
        return answer
    return msgspec.structs.replace(
        answer, status="NotAtThisTime", reason="the transaction of another token is still to be ended here"
    )


def _is_of(transaction: Transaction, presented: IdToken, group_id: str | None) -> bool:
    starter = transaction.id_token
    same_group = group_id is not None and transaction.group_id == group_id
    return starter is None or starter.key == presented.key or same_group


def _of_group(answer: Authorization, group: TokenGroup) -> Authorization:
    """The answer with what the group says where the token itself says nothing."""
    has_message = answer.personal_message is not None or group.personal_message is None
    return msgspec.structs.replace(
        answer,
        language=answer.language or group.language,
        personal_message=answer.personal_message if has_message else group.personal_message,
        message_format=answer.message_format if has_message else group.message_format,
        charging_priority=group.charging_priority if answer.charging_priority is None else answer.charging_priority,
        master_pass=group.master_pass,
    )


def _forgotten(answer: Authorization, at: datetime) -> Authorization:
    """The answer, to be remembered no longer than until then."""
    if answer.expires_at is not None and answer.expires_at <= at:
        return answer
    return msgspec.structs.replace(answer, expires_at=at)


_NAMED: Final = 3
