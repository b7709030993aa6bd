"""Commands about credentials in the words of OCPP 2.0.1 and 2.1, and what the answers mean."""

from typing import Final, TypeAlias

from pilotwire.domain.command import Reply
from pilotwire.domain.security_commands import (
    CertificateId,
    CertificateSigned,
    DeleteCertificate,
    GetInstalledCertificates,
    InstallCertificate,
    InstalledCertificate,
    SetPassword,
)
from pilotwire.protocol.ocpp21 import certificates as certificates21
from pilotwire.protocol.ocpp21 import provisioning as provisioning21
from pilotwire.protocol.ocpp21.types import certificate as certificate21
from pilotwire.protocol.ocpp201 import certificates, provisioning, security
from pilotwire.protocol.ocpp201.types import certificate, device_model

SetVariablesResponse: TypeAlias = provisioning.SetVariablesResponse | provisioning21.SetVariablesResponse
Installed: TypeAlias = (
    certificates.GetInstalledCertificateIdsResponse | certificates21.GetInstalledCertificateIdsResponse
)
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


def certificate_signed(command: CertificateSigned) -> security.CertificateSignedRequest:
    """CertificateSigned."""
    return security.CertificateSignedRequest(certificate_chain=command.chain, certificate_type=command.use)


def install_certificate(command: InstallCertificate) -> certificates.InstallCertificateRequest:
    """InstallCertificate."""
    return certificates.InstallCertificateRequest(certificate_type=command.use, certificate=command.certificate)


def get_installed(command: GetInstalledCertificates) -> certificates.GetInstalledCertificateIdsRequest:
    """GetInstalledCertificateIds."""
    return certificates.GetInstalledCertificateIdsRequest(certificate_type=command.uses or None)


def installed(answer: Installed) -> tuple[InstalledCertificate, ...]:
    """The certificates with their uses; none where the station says that it found none."""
    return tuple(
        InstalledCertificate(
            certificate_id(one.certificate_hash_data),
            one.certificate_type,
            tuple(certificate_id(child) for child in one.child_certificate_hash_data or ()),
        )
        for one in answer.certificate_hash_data_chain or ()
    )


def delete_certificate(command: DeleteCertificate) -> certificates.DeleteCertificateRequest:
    """DeleteCertificate."""
    one = command.id
    return certificates.DeleteCertificateRequest(
        certificate_hash_data=certificate.CertificateHashData(
            hash_algorithm=one.algorithm,
            issuer_name_hash=one.issuer_name_hash,
            issuer_key_hash=one.issuer_key_hash,
            serial_number=one.serial_number,
        )
    )


def certificate_id(one: HashData) -> CertificateId:
    """What names a certificate."""
    return CertificateId(one.hash_algorithm, one.issuer_name_hash, one.issuer_key_hash, one.serial_number)
