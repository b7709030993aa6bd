"""From what the domain holds to what the API shows, for all that several routes share."""

from datetime import datetime
from typing import overload

import msgspec

from pilotwire.client.codec import Instant
from pilotwire.client.token import AdditionalId, IdToken
from pilotwire.domain import id_token as domain


@overload
def instant(at: datetime) -> Instant: ...
@overload
def instant(at: None) -> None: ...
def instant(at: datetime | None) -> Instant | None:
    """An instant that prints as the API does."""
    return None if at is None else Instant.of(at)


def plain(at: Instant | None) -> datetime | None:
    """The instant as the domain holds it: a datetime and nothing more, as storage takes no kinds of it."""
    return None if at is None else datetime.combine(at.date(), at.timetz())


def shown_id_token(token: domain.IdToken | None) -> IdToken | None:
    """What a station read, as it is shown."""
    return None if token is None else shown_token(token)


def shown_token(token: domain.IdToken) -> IdToken:
    """The same where there is one."""
    return IdToken(value=token.value, type=token.type or None, additional=shown_additional(token.additional) or None)


def shown_additional(pairs: tuple[tuple[str, str], ...]) -> list[AdditionalId]:
    """Additional identifiers, as they are shown."""
    return [AdditionalId(value=value, type=type_) for value, type_ in pairs]


def with_instants(value: object) -> object:
    """The same value with every instant within it as the API prints it."""
    if isinstance(value, datetime):
        return Instant.of(value)
    if isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        changed = {name: new for name, old in fields.items() if (new := with_instants(old)) is not old}
        return msgspec.structs.replace(value, **changed) if changed else value
    if isinstance(value, tuple) and value:
        return tuple(with_instants(one) for one in value)
    return value
