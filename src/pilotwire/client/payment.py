"""Payments at stations of OCPP 2.1: what is told to a station, and what the address in a QR code says."""

from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from .control import ControlInput
from .shape import Input, Resource


class WebPaymentInput(ControlInput, frozen=True, kw_only=True):
    """Somebody pays in a browser for an EVSE (0: any); nothing begins there by itself for `lock_s` seconds."""

    evse_id: Annotated[int, Meta(ge=0, le=2_147_483_647)] = 0
    lock_s: Annotated[int, Meta(ge=1, le=3600)] = 120


class QrCodeInput(Input, frozen=True, kw_only=True):
    """The whole address that was scanned."""

    url: Annotated[str, Meta(min_length=1, max_length=2000)]


class QrCode(Resource, frozen=True, kw_only=True):
    """What a valid address says: where, and how far the driver wants to go. `connected`: the station is there."""

    station: str
    connected: bool
    evse_id: int | None = None
    max_energy_wh: Decimal | None = None
    max_time_s: int | None = None
    max_cost: Decimal | None = None
