"""The price that a driver is shown before the start: the words of the tariff that the transaction would have."""

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.price_text import text_of
from pilotwire.domain.tariff import AltText, Tariff
from pilotwire.kernel.ids import EvseId

from .context import Context
from .tariff_choice import tariff_at


def price_shown(context: Context, presented: IdToken, answer: Authorization, evse_id: EvseId | None) -> AltText | None:
    """The words and their language ("" where it is not known); None where there are none, or nobody could see them.

    Source: OCPP 2.0.1 part 2, I01.
    """
    if answer.status != "Accepted" or not _can_show(context):
        return None
    tariff = tariff_before_start(context, presented, answer, evse_id)
    found = None if tariff is None else text_of(tariff, (answer.language, answer.language2))
    text = context.rules.price_text
    return found if found is not None or text is None else AltText("", text)


def tariff_before_start(
    context: Context, presented: IdToken, answer: Authorization, evse_id: EvseId | None
) -> Tariff | None:
    """The tariff that a transaction would have that begins here and now."""
    return tariff_at(context.store, context.station, evse_id, presented.value, answer.group_id, context.received_at)


def _can_show(context: Context) -> bool:
    """Whether the station may have a display for it: it has not told that it has none.

    Source: OCPP 2.0.1 part 2, I01.FR.02.
    """
    record = context.record
    said = {} if record is None else {one.feature: one.supported for one in record.capabilities}
    told = [said[name] for name in ("cost-updates", "display-messages", "tariffs") if name in said]
    return not told or any(told)
