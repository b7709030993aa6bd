"""What stations tell besides: security events, vendor data, and everything that is only kept and passed on."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from pilotwire.domain.events import DataTransferred, SecurityReported, StationNotified

from .context import Context


def security_event(context: Context, kind: str, happened_at: datetime, tech_info: str | None) -> None:
    """Keep a security event. Source: OCPP 2.0.1 part 2, A04; the same for the 1.6 security extension."""
    context.check_clock(happened_at)
    context.work.tell(
        SecurityReported(
            station=context.station, at=context.received_at, kind=kind, happened_at=happened_at, tech_info=tech_info
        )
    )


def data_transfer(
    context: Context, vendor_id: str, message_id: str | None, data: msgspec.Raw | None, status: str,
    facts: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Keep vendor data with the status that it was answered, and with what was understood of it.

    Source: OCPP 2.0.1 part 2, P02.
    """
    context.work.tell(
        DataTransferred(
            station=context.station, at=context.received_at, vendor_id=vendor_id, message_id=message_id, data=data,
            status=status, facts=dict(facts or {}),
        )
    )  # fmt: skip


def notified(context: Context) -> None:
    """Keep the message at hand as it came."""
    context.work.tell(
        StationNotified(station=context.station, at=context.received_at, action=context.action, payload=context.payload)
    )
