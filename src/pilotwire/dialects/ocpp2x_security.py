"""Commands about credentials in the words of OCPP 2.0.1 and 2.1, and what the answers mean."""

from typing import Final, TypeAlias

from pilotwire.domain.certificate import Signing
from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.security_commands import (
    CertificateId,
    CertificateSigned,
    DeleteCertificate,
    GetInstalledCertificates,
    InstallCertificate,
    InstalledAnswer,
    InstalledCertificate,
    InstalledUse,
    RootUse,
    SetPassword,
    SigningUse,
)
from pilotwire.protocol.ocpp21 import certificates as certificates21
from pilotwire.protocol.ocpp21 import provisioning as provisioning21
from pilotwire.protocol.ocpp21 import security as security21
from pilotwire.protocol.ocpp21.types import certificate as certificate21
from pilotwire.protocol.ocpp201 import certificates, enums, provisioning, security
from pilotwire.protocol.ocpp201.types import certificate, device_model

from .certificate_text import check_length

SetVariablesResponse: TypeAlias = provisioning.SetVariablesResponse | provisioning21.SetVariablesResponse
Installed: TypeAlias = (
    certificates.GetInstalledCertificateIdsResponse | certificates21.GetInstalledCertificateIdsResponse
)
SignCertificate: TypeAlias = security.SignCertificateRequest | security21.SignCertificateRequest
HashData: TypeAlias = certificate.CertificateHashData | certificate21.CertificateHashData

_COMPONENT: Final = device_model.Component(name="SecurityCtrlr")
_VARIABLE: Final = device_model.Variable(name="BasicAuthPassword")


def set_password(command: SetPassword) -> provisioning.SetVariablesRequest:
    """SetVariables of BasicAuthPassword. Source: OCPP 2.0.1 part 2, A01.FR.02."""
    data = device_model.SetVariableData(attribute_value=command.password, component=_COMPONENT, variable=_VARIABLE)
    return provisioning.SetVariablesRequest(set_variable_data=(data,))


def password_set(answer: SetVariablesResponse) -> Reply:
    """What became of the one variable."""
    result = answer.set_variable_result[0]
    info = result.attribute_status_info
    if info is None:
        return Reply(result.attribute_status)
    return Reply(result.attribute_status, info.reason_code, info.additional_info)


def signing(message: SignCertificate) -> Signing:
    """A request to sign, with its number and the root that 2.1 may name."""
    if isinstance(message, security.SignCertificateRequest):
        return Signing(message.csr, message.certificate_type)
    root = message.hash_root_certificate
    return Signing(
        message.csr, message.certificate_type, message.request_id, None if root is None else certificate_id(root)
    )


def certificate_signed(command: CertificateSigned) -> security.CertificateSignedRequest:
    """CertificateSigned."""
    check_length("certificate chain", command.chain, _LONGEST)
    use = None if command.use is None else signing_use(command.use)
    return security.CertificateSignedRequest(certificate_chain=command.chain, certificate_type=use)


def certificate_signed21(command: CertificateSigned) -> security21.CertificateSignedRequest:
    """CertificateSigned with the number of the request. Source: OCPP 2.1 part 2, A02.FR.25."""
    check_length("certificate chain", command.chain, _LONGEST)
    return security21.CertificateSignedRequest(
        certificate_chain=command.chain, certificate_type=command.use, request_id=command.request_id
    )


def install_certificate(command: InstallCertificate) -> certificates.InstallCertificateRequest:
    """InstallCertificate."""
    check_length("certificate", command.certificate, _LONGEST_ROOT201)
    return certificates.InstallCertificateRequest(
        certificate_type=root_use(command.use), certificate=command.certificate
    )


def install_certificate21(command: InstallCertificate) -> certificates21.InstallCertificateRequest:
    """InstallCertificate."""
    check_length("certificate", command.certificate, _LONGEST)
    return certificates21.InstallCertificateRequest(certificate_type=command.use, certificate=command.certificate)


def get_installed(command: GetInstalledCertificates) -> certificates.GetInstalledCertificateIdsRequest:
    """GetInstalledCertificateIds."""
    uses = tuple(installed_use(use) for use in command.uses)
    return certificates.GetInstalledCertificateIdsRequest(certificate_type=uses or None)


def get_installed21(command: GetInstalledCertificates) -> certificates21.GetInstalledCertificateIdsRequest:
    """GetInstalledCertificateIds."""
    return certificates21.GetInstalledCertificateIdsRequest(certificate_type=command.uses or None)


def installed(answer: Installed) -> InstalledAnswer:
    """The certificates with their uses; none where the station says that it found none."""
    found = tuple(
        InstalledCertificate(
            certificate_id(one.certificate_hash_data),
            one.certificate_type,
            tuple(certificate_id(child) for child in one.child_certificate_hash_data or ()),
        )
        for one in answer.certificate_hash_data_chain or ()
    )
    why = answer.status_info
    if why is None:
        return InstalledAnswer(answer.status, found)
    return InstalledAnswer(answer.status, found, why.reason_code, why.additional_info)


def delete_certificate(command: DeleteCertificate) -> certificates.DeleteCertificateRequest:
    """DeleteCertificate."""
    return certificates.DeleteCertificateRequest(certificate_hash_data=hash_data(command.id))


def hash_data(one: CertificateId) -> certificate.CertificateHashData:
    """What names a certificate, by the algorithm with which it was installed."""
    return certificate.CertificateHashData(
        hash_algorithm=one.algorithm,
        issuer_name_hash=one.issuer_name_hash,
        issuer_key_hash=one.issuer_key_hash,
        serial_number=one.serial_number,
    )


def certificate_id(one: HashData) -> CertificateId:
    """What names a certificate."""
    return CertificateId(one.hash_algorithm, one.issuer_name_hash, one.issuer_key_hash, one.serial_number)


def root_use(use: RootUse) -> enums.InstallCertificateUse:
    """What a root is for, in 2.0.1. Raises CannotError."""
    if use == "OEMRootCertificate":
        raise CannotError("OCPP 2.0.1 has no roots of car makers", "use a station of OCPP 2.1")
    return use


def installed_use(use: InstalledUse) -> enums.GetCertificateIdUse:
    """What can be asked for in 2.0.1. Raises CannotError."""
    return use if use == "V2GCertificateChain" else root_use(use)


def signing_use(use: SigningUse) -> enums.CertificateSigningUse:
    """What a certificate is for, in 2.0.1. Raises CannotError."""
    if use == "V2G20Certificate":
        raise CannotError("OCPP 2.0.1 has no certificates of ISO 15118-20", "use a station of OCPP 2.1")
    return use


_LONGEST: Final = 10_000
_LONGEST_ROOT201: Final = 5_500
