"""Limits of a transaction in the words of OCPP 2.1; the versions before it have none. Source: OCPP 2.1 part 2, E16."""

from typing import Final

import msgspec

from pilotwire.domain.transaction_limit import GetSupportedLimits, LimitName, TransactionLimit, supported
from pilotwire.protocol.ocpp21 import provisioning
from pilotwire.protocol.ocpp21 import transactions as transactions21
from pilotwire.protocol.ocpp21.types import transaction
from pilotwire.protocol.ocpp21.types.device_model import Component, GetVariableData, Variable
from pilotwire.protocol.ocpp201 import transactions

from .sample import exact

_SUPPORTED: Final = GetVariableData(component=Component(name="TxCtrlr"), variable=Variable(name="SupportedLimits"))


def limit_of(limit: transaction.TransactionLimit) -> TransactionLimit:
    """A limit as the domain holds it."""
    return TransactionLimit(
        None if limit.max_cost is None else exact(limit.max_cost),
        None if limit.max_energy is None else exact(limit.max_energy),
        limit.max_time,
        limit.max_soc,
    )


def transaction_limit(limit: TransactionLimit) -> transaction.TransactionLimit:
    """A limit as a station is told it."""
    return transaction.TransactionLimit(
        max_cost=None if limit.max_cost is None else float(limit.max_cost),
        max_energy=None if limit.max_energy_wh is None else float(limit.max_energy_wh),
        max_time=limit.max_time_s,
        max_soc=limit.max_soc_percent,
    )


def with_limit(
    answer: transactions.TransactionEventResponse, limit: TransactionLimit
) -> transactions21.TransactionEventResponse:
    """The answer with a limit in it."""
    plain = msgspec.convert(msgspec.to_builtins(answer), transactions21.TransactionEventResponse)
    return msgspec.structs.replace(plain, transaction_limit=transaction_limit(limit))


def get_supported_limits(_: GetSupportedLimits) -> provisioning.GetVariablesRequest:
    """GetVariables of the one variable that tells."""
    return provisioning.GetVariablesRequest(get_variable_data=(_SUPPORTED,))


def supported_limits(answer: provisioning.GetVariablesResponse) -> tuple[LimitName, ...]:
    """The limits that the station can keep; none where it has no such variable."""
    told = answer.get_variable_result[0]
    return supported(told.attribute_value or "") if told.attribute_status == "Accepted" else ()
