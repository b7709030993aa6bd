"""What 2.x says of certificates for cars: contracts, and statuses; both ways."""

from collections.abc import Sequence
from typing import Final, TypeAlias

from pilotwire.domain.car_certificates import (
    ContractAnswer,
    ContractRequest,
    OcspAnswer,
    StatusQuestion,
    StatusVerdict,
)
from pilotwire.protocol.ocpp21 import certificates as certificates21
from pilotwire.protocol.ocpp21.types.certificate import CertificateStatus, CertificateStatusRequestInfo
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo as StatusInfo21
from pilotwire.protocol.ocpp201 import certificates
from pilotwire.protocol.ocpp201.types.status_info import StatusInfo

from .ocpp2x_security import certificate_id

GetContract: TypeAlias = certificates.Get15118EVCertificateRequest | certificates21.Get15118EVCertificateRequest
GetStatus: TypeAlias = certificates.GetCertificateStatusRequest | certificates21.GetCertificateStatusRequest
ROOM: Final = 7_500
ROOM21: Final = 17_000
"""Characters of an `exiResponse`."""
OCSP_ROOM: Final = 5_500
OCSP_ROOM21: Final = 18_000
"""Characters of an `ocspResult`."""
_LONGEST_INFO: Final = 512


def contract_request(message: GetContract) -> ContractRequest:
    """A car's request; what only 2.1 tells of cars of ISO 15118-20 is left out before."""
    if isinstance(message, certificates.Get15118EVCertificateRequest):
        return ContractRequest(message.exi_request, ROOM, message.iso15118_schema_version, message.action)
    return ContractRequest(
        message.exi_request, ROOM21, message.iso15118_schema_version, message.action,
        message.maximum_contract_certificate_chains, message.prioritized_emaids or (),
    )  # fmt: skip


def contract_response(answer: ContractAnswer) -> certificates.Get15118EVCertificateResponse:
    """The answer of 2.0.1."""
    return certificates.Get15118EVCertificateResponse(
        status=answer.status, exi_response=answer.exi, status_info=_why(answer.reason_code, answer.reason)
    )


def contract_response21(answer: ContractAnswer) -> certificates21.Get15118EVCertificateResponse:
    """The answer of 2.1, which tells how many more contracts there are."""
    said = contract_response(answer)
    info = said.status_info
    return certificates21.Get15118EVCertificateResponse(
        status=said.status, exi_response=said.exi_response, remaining_contracts=answer.remaining,
        status_info=None if info is None else StatusInfo21(
            reason_code=info.reason_code, additional_info=info.additional_info
        ),
    )  # fmt: skip


def status_response(answer: OcspAnswer) -> certificates.GetCertificateStatusResponse:
    """A responder's answer for a station. 2.1 has the same fields, and more room."""
    return certificates.GetCertificateStatusResponse(
        status=answer.status, ocsp_result=answer.result, status_info=_why(answer.reason_code, answer.reason)
    )


def status_question(asked: CertificateStatusRequestInfo) -> StatusQuestion:
    """A certificate of a car's chain."""
    return StatusQuestion(certificate_id(asked.certificate_hash_data), asked.source, asked.urls)


def chain_response(
    asked: Sequence[CertificateStatusRequestInfo], found: Sequence[StatusVerdict]
) -> certificates21.GetCertificateChainStatusResponse:
    """The statuses, each with its certificate as the station named it. Source: OCPP 2.1 part 2, M07.FR.08."""
    return certificates21.GetCertificateChainStatusResponse(
        certificate_status=tuple(
            CertificateStatus(
                certificate_hash_data=one.certificate_hash_data, source=one.source, status=verdict.status,
                next_update=verdict.until.replace(microsecond=0),
            )
            for one, verdict in zip(asked, found, strict=True)
        )
    )  # fmt: skip


def _why(code: str | None, reason: str | None) -> StatusInfo | None:
    """A reason where there is no result, or one that says more than the result does."""
    if reason is None:
        return None
    return StatusInfo(reason_code=code or "NoError", additional_info=reason[:_LONGEST_INFO] or None)
