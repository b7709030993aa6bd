"""2.x blocks C, E and J: tokens, transactions, readings."""

from typing import TypeAlias

from pilotwire.dialects import ocpp2x as dialect
from pilotwire.dialects import ocpp2x_contract as contract_dialect
from pilotwire.dialects import ocpp2x_cost as cost_dialect
from pilotwire.dialects import ocpp2x_limits as limits_dialect
from pilotwire.dialects import ocpp21_tariff as tariff_dialect
from pilotwire.domain.authorization import Authorization
from pilotwire.domain.transaction_limit import TransactionLimit
from pilotwire.kernel.ids import EvseId
from pilotwire.protocol.ocpp21 import authorization as authorization21
from pilotwire.protocol.ocpp21 import metering as metering21
from pilotwire.protocol.ocpp21 import transactions as transactions21
from pilotwire.protocol.ocpp201 import authorization, metering, transactions
from pilotwire.services import authorize as tokens
from pilotwire.services import transaction_limits as limits
from pilotwire.services import transactions as service
from pilotwire.services.context import Context
from pilotwire.services.station_tariffs import driver_tariff
from pilotwire.services.total_cost import cost_in_words, total_cost

MeterValues: TypeAlias = metering.MeterValuesRequest | metering21.MeterValuesRequest


async def authorize(context: Context, message: contract_dialect.Authorize) -> authorization.AuthorizeResponse:
    """Judges a token, and the certificates of a contract. Source: OCPP 2.0.1 part 2, C01 and C07."""
    answer, _ = await _authorized(context, message)
    return answer


async def authorize21(
    context: Context, message: contract_dialect.Authorize
) -> authorization.AuthorizeResponse | authorization21.AuthorizeResponse:
    """As above; with the driver's own tariff where the station reckons by such. Source: OCPP 2.1 part 2, I08."""
    answer, judged = await _authorized(context, message)
    tariff = driver_tariff(context, dialect.id_token(message.id_token), judged)
    return answer if tariff is None else tariff_dialect.with_tariff(answer, tariff)


async def _authorized(
    context: Context, message: contract_dialect.Authorize
) -> tuple[authorization.AuthorizeResponse, Authorization]:
    presented = dialect.id_token(message.id_token)
    if message.certificate is not None or message.iso15118_certificate_hash_data:
        found = await tokens.authorize_contract(context, presented, contract_dialect.proof(message))
        info, status = dialect.id_token_info(found.answer), found.certificate_status
        return authorization.AuthorizeResponse(id_token_info=info, certificate_status=status), found.answer
    answer = await tokens.authorize(context, presented)
    return authorization.AuthorizeResponse(id_token_info=dialect.id_token_info(answer)), answer


async def transaction_event(
    context: Context, message: dialect.TransactionEvent
) -> transactions.TransactionEventResponse:
    """Takes a transaction's start, progress or end; the token's standing is answered where one was sent.

    Source: OCPP 2.0.1 part 2, E01 to E15.
    """
    answer, _ = await _recorded(context, message, carries_limits=False)
    return answer


async def transaction_event21(
    context: Context, message: dialect.TransactionEvent
) -> transactions.TransactionEventResponse | transactions21.TransactionEventResponse:
    """As above; limits of the transaction are told with the answer. Source: OCPP 2.1 part 2, E16."""
    answer, limit = await _recorded(context, message, carries_limits=True)
    return answer if limit is None else limits_dialect.with_limit(answer, limit)


async def _recorded(
    context: Context, message: dialect.TransactionEvent, *, carries_limits: bool
) -> tuple[transactions.TransactionEventResponse, TransactionLimit | None]:
    named, report = dialect.transaction(message, context.note)
    outcome = await service.record(context, named, report)
    told = limits.to_tell(context, outcome, report, carries_limits=carries_limits)
    answer, cost = outcome.authorization, await total_cost(context, outcome, report)
    words = cost_in_words(context, outcome, cost) or told.message
    return transactions.TransactionEventResponse(
        total_cost=None if cost is None else cost_dialect.amount(cost.amount),
        id_token_info=dialect.id_token_info(answer) if answer else None,
        updated_personal_message=None if words is None else dialect.personal_message(words),
    ), told.limit


async def meter_values(context: Context, message: MeterValues) -> metering.MeterValuesResponse:
    """Keeps readings that belong to no transaction. Source: OCPP 2.0.1 part 2, J01."""
    service.store_readings(context, EvseId(message.evse_id), dialect.readings(message.meter_value, context.note))
    return metering.MeterValuesResponse()
