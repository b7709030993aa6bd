"""The question whether a token would be let charge, which changes nothing."""

from typing import Final

import msgspec
from litestar import post

from pilotwire.client.authorize import Allowance, AuthorizeAnswer, AuthorizeInput
from pilotwire.domain.authorization import Authorization
from pilotwire.domain.id_token import UNSPECIFIED, IdToken
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId, TransactionId
from pilotwire.services.authorize import may_charge
from pilotwire.services.context import Context
from pilotwire.services.station_record import known_station
from pilotwire.services.work import Work

from .accounts import shown_money
from .asking import read_body
from .parts import ApiRequest, Parts
from .shaping import instant


@post("/authorize", status_code=200)
async def ask_authorization(request: ApiRequest, parts: Parts) -> AuthorizeAnswer:
    """Ask whether a token may charge.

    Answers what the station would be answered at this moment, and in words why. Nothing is stored, no station hears of
    it; somebody outside who decides about tokens is asked as for a station.
    """
    given = await read_body(request, AuthorizeInput)
    station = known_station(parts.store, StationId(given.station))
    around = Context(
        station.id, parts.clock.now(), "Authorize", msgspec.Raw(b"{}"), parts.store, Work(), parts.rules,
        parts.advisers,
    )  # fmt: skip
    presented = IdToken(given.id_token.value, given.id_token.type or UNSPECIFIED)
    evse_id = None if given.evse_id is None else EvseId(given.evse_id)
    connector_id = None if given.connector_id is None else ConnectorId(given.connector_id)
    new = TransactionId("") if given.start else None
    return _shown(await may_charge(around, presented, evse_id, connector_id, new))


def _shown(answer: Authorization) -> AuthorizeAnswer:
    left = answer.allowance
    return AuthorizeAnswer(
        status=answer.status,
        reason=answer.reason,
        group_id=answer.group_id,
        master_pass=answer.master_pass,
        evse_ids=[int(one) for one in answer.evse_ids] or None,
        expires_at=instant(answer.expires_at),
        language=answer.language,
        personal_message=answer.personal_message,
        charging_priority=answer.charging_priority,
        account=answer.account,
        allowance=None
        if left is None
        else Allowance(amount=shown_money(left.amount, left.currency), energy_wh=left.energy_wh, time_s=left.time_s),
    )


AUTHORIZE_ROUTES: Final = (ask_authorization,)
