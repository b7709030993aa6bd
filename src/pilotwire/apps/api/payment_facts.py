"""The routes of payments in a browser, as in `route_table`, of which they are part, with their examples."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from pilotwire.client import payment as rp
from pilotwire.client.control import ControlAnswer

from .route import ACT, RouteFacts

PAYMENTS: Final[Mapping[str, RouteFacts]] = {
    "announce_web_payment": RouteFacts(
        scope="operate", tag="payments", body=rp.WebPaymentInput, body_example=rp.WebPaymentInput(evse_id=1),
        answer=ControlAnswer, example=ControlAnswer(status="Accepted", noticed=[]), problems=ACT,
    ),
    "read_qr_code": RouteFacts(
        scope="operate", tag="payments", body=rp.QrCodeInput,
        body_example=rp.QrCodeInput(url="https://pay.example/CS-0042/1/aHicux89/v1?maxenergy=20000"),
        answer=rp.QrCode,
        example=rp.QrCode(station="CS-0042", connected=True, evse_id=1, max_energy_wh=Decimal(20_000)),
        problems=("not-found", "conflict"),
    ),
}  # fmt: skip
