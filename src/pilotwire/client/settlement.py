"""What payment terminals at stations of OCPP 2.1 did."""

from decimal import Decimal
from typing import Literal

from .codec import Instant
from .shape import Resource


class CompanyOnReceipt(Resource, frozen=True, kw_only=True):
    """A company on a receipt, with its address."""

    name: str
    address1: str
    city: str
    country: str
    address2: str | None = None
    postal_code: str | None = None


class Settlement(Resource, frozen=True, kw_only=True):
    """What a payment terminal did with a payment, as its station told; `reference` is its name at the provider."""

    reference: str
    status: Literal["Settled", "Canceled", "Rejected", "Failed"]
    amount: Decimal
    at: Instant
    receipt_id: str | None = None
    receipt_url: str | None = None
    vat_number: str | None = None
    company: CompanyOnReceipt | None = None
    info: str | None = None
