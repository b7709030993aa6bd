"""Events about payments at stations, and of VAT numbers for their receipts."""

from datetime import datetime

from pilotwire.kernel.ids import EvseId, TransactionId

from .event import Event, StationAsked
from .payment import PaymentStatus


class PaymentReported(Event, frozen=True, kw_only=True, tag="payment.reported"):
    """A payment terminal has settled a payment, or has not: the station's word. The amount is exact, as text.

    `transaction_id` is absent where the payment was called off before one began.
    """

    reference: str
    status: PaymentStatus
    amount: str
    happened_at: datetime
    transaction_id: TransactionId | None = None
    receipt_id: str | None = None
    receipt_url: str | None = None
    vat_number: str | None = None
    info: str | None = None


class VatNumberChecked(Event, frozen=True, kw_only=True, tag="vat_number.checked"):
    """A station asked about a VAT number; `failure` is why nobody could say, and the answer was no."""

    valid: bool
    evse_id: EvseId | None = None
    failure: str | None = None


class WebPaymentAnnounced(StationAsked, frozen=True, kw_only=True, tag="web_payment.announced"):
    """A station was told that somebody pays in a browser for an EVSE (absent: any)."""

    timeout_s: int
    evse_id: EvseId | None = None


AnyPaymentEvent = PaymentReported | VatNumberChecked | WebPaymentAnnounced
