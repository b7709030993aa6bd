"""Payments at the station: what is to be paid, and what a terminal says of it."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

import msgspec

from pilotwire.kernel.ids import EvseId

from .command import Command, Reply

PaymentStatus = Literal["Settled", "Canceled", "Rejected", "Failed"]


class Company(msgspec.Struct, frozen=True, omit_defaults=True):
    """A company on a receipt, with its address."""

    name: str
    address1: str
    city: str
    country: str
    address2: str | None = None
    postal_code: str | None = None


class Settlement(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a payment terminal did with a payment, as its station told; `reference` is the payment's at its provider.

    `at` is the station's time. Source: OCPP 2.1 part 2, C19 to C22.
    """

    reference: str
    status: PaymentStatus
    amount: Decimal
    at: datetime
    received_at: datetime
    receipt_id: str | None = None
    receipt_url: str | None = None
    vat_number: str | None = None
    company: Company | None = None
    info: str | None = None


class Receipt(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a driver finds the receipt, as we tell the station."""

    url: str | None = None
    id: str | None = None


class VatAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whether a VAT number is valid, and whose it is."""

    is_valid: bool
    company: Company | None = None


class WebPaymentStarted(Command[Reply], frozen=True):
    """Tell that somebody pays in a browser for an EVSE (0: any): nothing is to begin there by itself for some seconds.

    Source: OCPP 2.1 part 2, C25.FR.21.
    """

    evse_id: EvseId
    timeout_s: int
