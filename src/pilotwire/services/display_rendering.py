"""A template of a text for displays, filled in for a station and what goes on there."""

from collections.abc import Mapping
from datetime import timedelta, tzinfo

import msgspec

from pilotwire.domain.display_message import DisplayMessage
from pilotwire.domain.display_template import DisplayTemplate, filled
from pilotwire.domain.price_text import text_of
from pilotwire.domain.tariff_choice import Where, chosen
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.ids import EvseId, StationId, TransactionId

from .remote_control import Asker
from .station_record import known_station

_SHOWN_OF_TOKEN = 4


class Place(msgspec.Struct, frozen=True):
    """What a text is for: a station, one of its EVSEs, a transaction that is open there."""

    station: StationId
    evse_id: EvseId | None = None
    transaction: TransactionId | None = None


def rendered(asker: Asker, template: DisplayTemplate, place: Place) -> DisplayMessage:
    """The message that a template becomes there, not sent yet. Raises NotFoundError, and BadInputError for a

    transaction that is not open there.
    """
    known_station(asker.store, place.station)
    transaction = _transaction(asker, place)
    now = asker.clock.now()
    contents = []
    for content in template.contents:
        values = _values(asker, place, transaction, content.language)
        contents.append(filled(content, values))
    return DisplayMessage(
        station=place.station, id=0, content=contents[0], extra=tuple(contents[1:]), priority=template.priority,
        shown_while=template.shown_while, transaction=place.transaction, evse_id=place.evse_id, state_at=now,
        end_at=None if template.minutes is None else now + timedelta(minutes=template.minutes),
        template=template.name, actor=asker.actor,
    )  # fmt: skip


def _values(asker: Asker, place: Place, transaction: Transaction | None, language: str | None) -> Mapping[str, str]:
    local = asker.clock.now().astimezone(_zone(asker))
    evse_id = place.evse_id or (None if transaction is None else transaction.evse_id)
    values = {
        "price": _price(asker, place, evse_id, transaction, language),
        "time": f"{local:%H:%M}",
        "date": f"{local:%Y-%m-%d}",
        "station": place.station,
        "evse": "" if evse_id is None else str(evse_id),
    }
    if transaction is not None:
        ran = asker.clock.now() - transaction.started_at
        token = transaction.id_token
        values |= {
            "transaction": transaction.id,
            "energy_kwh": f"{transaction.energy_wh / 1000:.1f}",
            "minutes": str(max(int(ran.total_seconds()) // 60, 0)),
            "token": "" if token is None else f"…{token.value[-_SHOWN_OF_TOKEN:]}",
        }
    return values


def _price(
    asker: Asker, place: Place, evse_id: EvseId | None, transaction: Transaction | None, language: str | None
) -> str:
    """The words of the tariff: the transaction's own, else the one that holds there for anybody."""
    tariffs = asker.store.tariffs()
    if transaction is not None and transaction.tariff is not None:
        tariff = tariffs.get(transaction.tariff.partition("@")[0])
    else:
        labels = known_station(asker.store, place.station).labels
        where = Where(place.station, labels, evse_id, None, None)
        tariff = chosen(asker.store.tariff_assignments(), tariffs, where, asker.clock.now())
    words = None if tariff is None else text_of(tariff, (language,))
    return (asker.rules.price_text or "") if words is None else words.text


def _transaction(asker: Asker, place: Place) -> Transaction | None:
    if place.transaction is None:
        return None
    running = (one for one in asker.store.open_transactions(place.station) if one.id == place.transaction)
    found = next(running, None)
    if found is None:
        raise BadInputError(
            f"No transaction '{place.transaction}' is open at station '{place.station}'.", "/transaction_id",
            "Look at its open transactions, or leave it out.",
        )  # fmt: skip
    return found


def _zone(asker: Asker) -> tzinfo:
    return asker.rules.zone
