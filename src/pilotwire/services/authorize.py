"""Answers about tokens: the same rules whichever version asks."""

from pilotwire.domain.authorization import Authorization, check, check_start
from pilotwire.domain.events import TokenPresented
from pilotwire.domain.id_token import IdToken
from pilotwire.kernel.ids import EvseId, TransactionId

from .context import Context


async def authorize(context: Context, presented: IdToken, evse_id: EvseId | None = None) -> Authorization:
    """Whether the token may charge. A token that is busy elsewhere is still Accepted here: it may be meant to stop.

    Source: OCPP 2.0.1 part 2, C01; OCPP 1.6, 4.1.
    """
    known = await context.store.token(presented.key)
    answer = check(presented, known, context.received_at, context.rules.accept_unknown_tokens)
    context.work.tell(
        TokenPresented(
            station=context.station, at=context.received_at, id_token=presented, status=answer.status, evse_id=evse_id
        )
    )
    return answer


async def authorize_start(context: Context, presented: IdToken, transaction: TransactionId) -> Authorization:
    """Whether the token may run this transaction: as above, and not while it runs another one."""
    known = await context.store.token(presented.key)
    answer = check(presented, known, context.received_at, context.rules.accept_unknown_tokens)
    if context.rules.allow_concurrent:
        return answer
    running = context.store.open_with_token(presented.key)
    return check_start(answer, presented, known, running, f"{context.station}/{transaction}")


async def authorize_stop(context: Context, presented: IdToken) -> Authorization:
    """What to say about a token that ends a transaction: its own standing, so that the station can cache it."""
    known = await context.store.token(presented.key)
    return check(presented, known, context.received_at, context.rules.accept_unknown_tokens)
