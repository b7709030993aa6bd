"""Payments in the words of OCPP 2.1. Source: OCPP 2.1 part 2, block C."""

from datetime import datetime
from typing import Final

from pilotwire.domain.payment import Company, Receipt, Settlement, VatAnswer, WebPaymentStarted
from pilotwire.kernel.ids import TransactionId
from pilotwire.protocol.ocpp21 import authorization as messages
from pilotwire.protocol.ocpp21.types.cost import Address

from .sample import exact

_LONGEST_URL: Final = 2000
_LONGEST_ID: Final = 50


def settlement(
    message: messages.NotifySettlementRequest, received_at: datetime
) -> tuple[TransactionId | None, Settlement]:
    """Which transaction, and what is said of its payment."""
    transaction = TransactionId(message.transaction_id) if message.transaction_id else None
    return transaction, Settlement(
        message.psp_ref, message.status, exact(message.settlement_amount), message.settlement_time, received_at,
        message.receipt_id, message.receipt_url, message.vat_number,
        None if message.vat_company is None else _company(message.vat_company), message.status_info,
    )  # fmt: skip


def receipt(found: Receipt) -> messages.NotifySettlementResponse:
    """Where the receipt is; one that is too long for the message is left out."""
    url = found.url if found.url is not None and len(found.url) <= _LONGEST_URL else None
    return messages.NotifySettlementResponse(receipt_url=url, receipt_id=found.id and found.id[:_LONGEST_ID])


def vat_answer(message: messages.VatNumberValidationRequest, found: VatAnswer) -> messages.VatNumberValidationResponse:
    """The answer, with the number and the EVSE of the question. Source: OCPP 2.1 part 2, C18.FR.10."""
    return messages.VatNumberValidationResponse(
        vat_number=message.vat_number,
        evse_id=message.evse_id,
        status="Accepted" if found.is_valid else "Rejected",
        company=None if found.company is None else _address(found.company),
    )


def web_payment_started(command: WebPaymentStarted) -> messages.NotifyWebPaymentStartedRequest:
    """NotifyWebPaymentStarted."""
    return messages.NotifyWebPaymentStartedRequest(evse_id=command.evse_id, timeout=command.timeout_s)


def _company(told: Address) -> Company:
    return Company(told.name, told.address1, told.city, told.country, told.address2, told.postal_code)


def _address(company: Company) -> Address:
    return Address(
        name=company.name[:50],
        address1=company.address1[:100],
        address2=company.address2 and company.address2[:100],
        city=company.city[:100],
        postal_code=company.postal_code and company.postal_code[:20],
        country=company.country[:50],
    )
