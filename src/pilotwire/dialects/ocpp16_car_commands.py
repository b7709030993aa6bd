"""Commands about certificates for cars in OCPP 1.6, within DataTransfer, and what the answers mean.

Source: OCA, using ISO 15118 plug and charge with OCPP 1.6; has·to·be, OCPP 1.6 extension for ISO 15118.
"""

from collections.abc import Mapping
from typing import Final, Protocol, TypeAlias

import msgspec

from pilotwire.domain.command import Reply
from pilotwire.domain.security_commands import (
    CarDialect,
    CertificateSigned,
    DeleteCertificate,
    InstallCertificate,
    InstalledAnswer,
    InstalledCertificate,
    InstalledUse,
)
from pilotwire.protocol import has2be
from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocpp16 import core
from pilotwire.protocol.ocpp201 import certificates, remote_control, security

from . import ocpp2x_security as ocpp2x
from .certificate_hex import hex_of
from .certificate_text import check_length
from .plug_and_charge_data import built, fields_of, read, transfer

_LONGEST_CHAIN: Final = 10_000
_LONGEST_ROOT: Final = 5_500


def certificate_signed(command: CertificateSigned, dialect: CarDialect) -> core.DataTransferRequest:
    """CertificateSigned; the older vendor id has it as hex, and always with its use."""
    if dialect == "oca":
        return transfer(dialect, "CertificateSigned", ocpp2x.certificate_signed(command))
    chain = hex_of(command.chain)
    check_length("certificate chain in hex", chain, _LONGEST_CHAIN)
    use = ocpp2x.signing_use(command.use or "ChargingStationCertificate")
    return transfer(dialect, "CertificateSigned", has2be.CertificateSignedRequest(cert=chain, type_of_certificate=use))


def install_certificate(command: InstallCertificate, dialect: CarDialect) -> core.DataTransferRequest:
    """InstallCertificate."""
    if dialect == "oca":
        return transfer(dialect, "InstallCertificate", ocpp2x.install_certificate(command))
    text = hex_of(command.certificate)
    check_length("certificate in hex", text, _LONGEST_ROOT)
    message = has2be.InstallCertificateRequest(certificate_type=ocpp2x.root_use(command.use), certificate=text)
    return transfer(dialect, "InstallCertificate", message)


def get_installed(use: InstalledUse, dialect: CarDialect) -> core.DataTransferRequest:
    """GetInstalledCertificateIds, of one use."""
    wanted = ocpp2x.installed_use(use)
    if dialect == "oca":
        message: Payload = certificates.GetInstalledCertificateIdsRequest(certificate_type=(wanted,))
    else:
        message = has2be.GetInstalledCertificateIdsRequest(type_of_certificate=(wanted,))
    return transfer(dialect, "GetInstalledCertificateIds", message)


def delete_certificate(command: DeleteCertificate, dialect: CarDialect) -> core.DataTransferRequest:
    """DeleteCertificate, which both vendor ids have alike."""
    return transfer(dialect, "DeleteCertificate", ocpp2x.delete_certificate(command))


def trigger(dialect: CarDialect) -> core.DataTransferRequest:
    """Has the station ask for a certificate for cars; both vendor ids have it alike."""
    message = remote_control.TriggerMessageRequest(requested_message="SignV2GCertificate")
    return transfer(dialect, "TriggerMessage", message)


StatusMessage: TypeAlias = (
    security.CertificateSignedResponse
    | certificates.InstallCertificateResponse
    | certificates.DeleteCertificateResponse
    | remote_control.TriggerMessageResponse
)


class WithStatus(Protocol):
    """An answer of 1.6 that is a status alone."""

    @property
    def status(self) -> str:
        """Its word."""
        ...


def reply(answer: WithStatus | core.DataTransferResponse, kind: type[StatusMessage]) -> Reply:
    """The status of the answer; of one to DataTransfer the one within, or why there is none.

    Raises DataError for data that is no such answer.
    """
    if not isinstance(answer, core.DataTransferResponse):
        return Reply(answer.status)
    if answer.status != "Accepted":
        return Reply(answer.status, info=_UNKNOWN.get(answer.status))
    told = read(kind, answer.data)
    why = told.status_info
    return Reply(told.status) if why is None else Reply(told.status, why.reason_code, why.additional_info)


def installed(answer: core.DataTransferResponse) -> InstalledAnswer:
    """The certificates within the answer, in a chain with uses, or in one list. Raises DataError."""
    if answer.status != "Accepted":
        return InstalledAnswer(answer.status, info=_UNKNOWN.get(answer.status))
    fields = fields_of(answer.data)
    if not _is_one_list(fields):
        return ocpp2x.installed(built(certificates.GetInstalledCertificateIdsResponse, fields))
    told = built(has2be.GetInstalledCertificateIdsResponse, fields)
    ids = told.certificate_hash_data_chain or ()
    return InstalledAnswer(told.status, tuple(InstalledCertificate(ocpp2x.certificate_id(one), "") for one in ids))


def _is_one_list(fields: Mapping[str, msgspec.Raw]) -> bool:
    try:
        rows = msgspec.json.decode(fields.get("certificateHashDataChain", b"[]"), type=list[dict[str, msgspec.Raw]])
    except msgspec.DecodeError:
        return False
    return any("hashAlgorithm" in row for row in rows)


_UNKNOWN: Final = {
    "UnknownVendorId": "it knows nothing of plug and charge under this vendor id",
    "UnknownMessageId": "it does not know this message of plug and charge",
}
