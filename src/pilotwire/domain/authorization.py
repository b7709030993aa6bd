"""Whether a token may charge: one set of rules for every version of OCPP."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec

from .id_token import KEY_CODE, IdToken, Status, Token
from .transaction import Transaction
from .transaction_limit import TransactionLimit

WITHOUT_CHECK: Final = frozenset({"Central", "NoAuthorization"})
"""Types that carry no identity to check: started by the CSMS itself, or by a button.

Source: OCPP 2.0.1 part 2, C02 and C05.
"""


class Authorization(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer about a token: its status, and what the station may show or cache.

    `limit` is how far a transaction of this token may go, such as what is left of a prepaid sum.
    """

    status: Status
    group_id: str | None = None
    expires_at: datetime | None = None
    language: str | None = None
    personal_message: str | None = None
    limit: TransactionLimit | None = None


def check(presented: IdToken, known: Token | None, at: datetime, accept_unknown: bool = False) -> Authorization:
    """Judge a token that was presented, without regard to what else it is doing.

    `known` is None for a token the CSMS has never heard of: Unknown, or Accepted where the deployment says so. A key
    code that nobody has is just wrong. Source: OCPP 2.0.1 part 2, C01 and C04.
    """
    if presented.type in WITHOUT_CHECK:
        return Authorization("Accepted")
    if known is None:
        if accept_unknown:
            return Authorization("Accepted")
        return Authorization("Invalid" if presented.type == KEY_CODE else "Unknown")
    status: Status = "Accepted"
    if known.blocked:
        status = "Blocked"
    elif known.expires_at is not None and at > known.expires_at:
        status = "Expired"
    elif presented.type and known.type and presented.type != known.type:
        status = "Invalid"
    return Authorization(status, known.group_id, known.expires_at, known.language, known.personal_message)


def check_start(
    answer: Authorization, presented: IdToken, known: Token | None, running: Iterable[Transaction], this: str
) -> Authorization:
    """Turn Accepted into ConcurrentTx when the token already has another transaction running.

    `running` are the open transactions of the token anywhere; `this` names the one being started ("station/id"), so
    that a repeated start does not stand in its own way. Source: OCPP 1.6 section 4.8, OCPP 2.0.1 part 2, C01 and E.
    """
    if answer.status != "Accepted" or presented.type in WITHOUT_CHECK or (known is not None and known.concurrent):
        return answer
    if any(f"{transaction.station}/{transaction.id}" != this for transaction in running):
        return msgspec.structs.replace(answer, status="ConcurrentTx")
    return answer


def may_stop(transaction: Transaction, presented: IdToken, known: Token | None) -> bool:
    """Whether this token may end the transaction: the one that started it, or another of its group.

    Source: OCPP 1.6 section 4.10, OCPP 2.0.1 part 2, C01.FR.03 and E07.
    """
    if transaction.id_token is None or transaction.id_token.key == presented.key:
        return True
    return known is not None and known.group_id is not None and known.group_id == transaction.group_id
