"""Events about what stations ask for on behalf of cars: contracts, and statuses of certificates."""

from .car_certificates import CarAction, Outcome, StatusSource, StatusWord
from .event import Event


class ContractAnswered(Event, frozen=True, kw_only=True, tag="contract_certificate.answered"):
    """A car asked for a contract, and was answered; `remaining` contracts come when it asks again.

    `schema` is the XML namespace of its ISO 15118, `emaid` whose contract it got where the provider told. `reason` says
    why there is none: also where the answer is one that tells the car so. `within` is the vendor id in 1.6.
    """

    action: CarAction
    schema: str
    status: Outcome
    remaining: int | None = None
    emaid: str | None = None
    reason: str | None = None
    within: str | None = None


class CertificateStatusAnswered(Event, frozen=True, kw_only=True, tag="certificate_status.answered"):
    """A station asked for the status of a certificate; `status` is what it was answered.

    `verdict` is what is known of the certificate, where that was looked at. `reason` says why nothing could be had.
    """

    source: StatusSource
    serial_number: str
    urls: tuple[str, ...]
    status: Outcome
    verdict: StatusWord | None = None
    reason: str | None = None
    within: str | None = None


CarCertificateEvents = ContractAnswered | CertificateStatusAnswered
