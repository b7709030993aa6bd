"""Routes of payments in a browser: for the program that shows drivers the page to pay on."""

from typing import Final

import msgspec
from litestar import Response, post
from litestar.params import FromPath

from pilotwire.client import payment as shapes
from pilotwire.client import settlement as settlements
from pilotwire.client.control import ControlAnswer
from pilotwire.domain.payment import Settlement, WebPaymentStarted
from pilotwire.domain.qr_code import WrongCodeError, read_code
from pilotwire.kernel.errors import BadInputError, ConflictError
from pilotwire.kernel.ids import EvseId
from pilotwire.services.payment import web_payment_started
from pilotwire.services.station_record import known_station

from .asking import read_body
from .control import acted, answer_shown, desk_of
from .once import Answers
from .parts import ApiRequest, Parts
from .shaping import instant


@post("/stations/{station_id:str}/web-payment", status_code=200)
async def announce_web_payment(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[ControlAnswer]:
    """Tell a station that somebody pays in a browser.

    It shows the driver that the code was read, and begins nothing at that EVSE by itself meanwhile. OCPP 2.1.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, shapes.WebPaymentInput)
    command = WebPaymentStarted(EvseId(wanted.evse_id), wanted.lock_s)
    return await acted(
        desk, wanted, lambda asker: answer_shown(web_payment_started(asker, desk.station, command))
    )  # fmt: skip


@post("/qr-codes/read", status_code=200)
async def read_qr_code(request: ApiRequest, parts: Parts) -> shapes.QrCode:
    """Read the address of a dynamic QR code.

    Which station and EVSE are meant, and how far the driver wants to go; 400 where the address is not one of this
    deployment's, or its one-time password is not of this moment: then nobody is to be sent to pay.
    """
    given = await read_body(request, shapes.QrCodeInput)
    rules = parts.settings.qr_codes
    if rules is None:
        raise ConflictError("This server reads no QR codes.", "Set qr_code_url and qr_code_secret.")
    try:
        found = read_code(given.url, rules, parts.clock.now())
    except (WrongCodeError, ValueError) as error:
        why = str(error) if isinstance(error, WrongCodeError) else "it is no address"
        raise BadInputError(f"The code is not valid: {why}.", "/url", "Let the driver scan it again.") from None
    station = known_station(parts.store, found.station)
    return shapes.QrCode(
        station=station.id,
        connected=parts.link.connection(station.id) is not None,
        evse_id=found.evse_id,
        max_energy_wh=found.limit.max_energy_wh,
        max_time_s=found.limit.max_time_s,
        max_cost=found.limit.max_cost,
    )


def shown_settlement(told: Settlement) -> settlements.Settlement:
    """What a terminal did with a payment, as the API shows it."""
    whose = told.company
    return settlements.Settlement(
        reference=told.reference,
        status=told.status,
        amount=told.amount,
        at=instant(told.at),
        receipt_id=told.receipt_id,
        receipt_url=told.receipt_url,
        vat_number=told.vat_number,
        company=None if whose is None else settlements.CompanyOnReceipt(**msgspec.structs.asdict(whose)),
        info=told.info,
    )


PAYMENT_ROUTES: Final = (announce_web_payment, read_qr_code)
