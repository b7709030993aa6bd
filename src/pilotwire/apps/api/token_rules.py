"""TokenLimits of tokens and groups, between what the API shows and takes and what the domain holds."""

from pilotwire.client.token_limits import Hours, Place, TokenLimits, TokenLimitsInput
from pilotwire.domain import token_limits as domain
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId


def limits_of(given: TokenLimitsInput | None) -> domain.Limits | None:
    """What was given, as the domain holds it; None where it limits nothing."""
    if given is None:
        return None
    limits = domain.Limits(
        places=tuple(
            domain.Place(
                StationId(one.station),
                None if one.evse_id is None else EvseId(one.evse_id),
                None if one.connector_id is None else ConnectorId(one.connector_id),
            )
            for one in given.places
        ),
        connector_types=tuple(given.connector_types),
        hours=tuple(domain.Hours(_minutes(one.start), _minutes(one.end), tuple(one.days)) for one in given.hours),
        most_transactions=given.most_transactions,
    )
    return None if limits == domain.Limits() else limits


def shown_limits(limits: domain.Limits | None) -> TokenLimits | None:
    """TokenLimits as they are shown."""
    if limits is None:
        return None
    return TokenLimits(
        places=[Place(station=one.station, evse_id=one.evse_id, connector_id=one.connector_id) for one in limits.places]
        or None,
        connector_types=list(limits.connector_types) or None,
        hours=[
            Hours(start=_time(one.start_min), end=_time(one.end_min), days=list(one.days) or None)
            for one in limits.hours
        ]
        or None,
        most_transactions=limits.most_transactions,
    )


def _minutes(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


def _time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
