"""2.x block K: what stations tell of charging profiles and of limits from outside."""

from typing import TypeAlias

from pilotwire.dialects import ocpp2x_profile_reports as dialect
from pilotwire.kernel.ids import EvseId
from pilotwire.protocol.ocpp21 import smart_charging as smart_charging21
from pilotwire.protocol.ocpp201 import smart_charging
from pilotwire.services import charging_limits
from pilotwire.services.context import Context

Cleared: TypeAlias = smart_charging.ClearedChargingLimitRequest | smart_charging21.ClearedChargingLimitRequest


async def report_charging_profiles(
    context: Context, message: dialect.Report
) -> smart_charging.ReportChargingProfilesResponse:
    """Takes a part of what was asked for. Source: OCPP 2.0.1 part 2, K09."""
    found = tuple(dialect.reported(context.station, message, context.received_at))
    charging_limits.reported(context, message.request_id, message.tbc or False, found)
    return smart_charging.ReportChargingProfilesResponse()


async def notify_charging_limit(
    context: Context, message: dialect.LimitNotice
) -> smart_charging.NotifyChargingLimitResponse:
    """Takes a limit from outside. Source: OCPP 2.0.1 part 2, K11 and K12."""
    limit = charging_limits.LimitFromOutside(
        message.charging_limit.charging_limit_source, EvseId(message.evse_id or 0),
        message.charging_limit.is_grid_critical, dialect.is_local_generation(message), dialect.limit_schedules(message),
    )  # fmt: skip
    charging_limits.limited(context, limit)
    return smart_charging.NotifyChargingLimitResponse()


async def cleared_charging_limit(context: Context, message: Cleared) -> smart_charging.ClearedChargingLimitResponse:
    """Takes the end of a limit from outside. Source: OCPP 2.0.1 part 2, K13."""
    charging_limits.lifted(context, message.charging_limit_source, EvseId(message.evse_id or 0))
    return smart_charging.ClearedChargingLimitResponse()
