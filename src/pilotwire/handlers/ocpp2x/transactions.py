"""2.x blocks C, E and J: tokens, transactions, readings."""

from typing import TypeAlias

from pilotwire.dialects import ocpp2x as dialect
from pilotwire.kernel.ids import EvseId
from pilotwire.protocol.ocpp21 import authorization as authorization21
from pilotwire.protocol.ocpp21 import metering as metering21
from pilotwire.protocol.ocpp201 import authorization, metering, transactions
from pilotwire.services import authorize as tokens
from pilotwire.services import transactions as service
from pilotwire.services.context import Context

Authorize: TypeAlias = authorization.AuthorizeRequest | authorization21.AuthorizeRequest
MeterValues: TypeAlias = metering.MeterValuesRequest | metering21.MeterValuesRequest


async def authorize(context: Context, message: Authorize) -> authorization.AuthorizeResponse:
    """Judges a token. Source: OCPP 2.0.1 part 2, C01."""
    answer = await tokens.authorize(context, dialect.id_token(message.id_token))
    return authorization.AuthorizeResponse(id_token_info=dialect.id_token_info(answer))


async def transaction_event(
    context: Context, message: dialect.TransactionEvent
) -> transactions.TransactionEventResponse:
    """Takes a transaction's start, progress or end; the token's standing is answered where one was sent.

    Source: OCPP 2.0.1 part 2, E01 to E15.
    """
    named, report = dialect.transaction(message, context.note)
    outcome = await service.record(context, named, report)
    answer = outcome.authorization
    return transactions.TransactionEventResponse(id_token_info=dialect.id_token_info(answer) if answer else None)


async def meter_values(context: Context, message: MeterValues) -> metering.MeterValuesResponse:
    """Keeps readings that belong to no transaction. Source: OCPP 2.0.1 part 2, J01."""
    service.store_readings(context, EvseId(message.evse_id), dialect.readings(message.meter_value, context.note))
    return metering.MeterValuesResponse()
