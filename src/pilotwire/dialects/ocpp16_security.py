"""Commands about credentials in the words of OCPP 1.6 and its security extension."""

from typing import Final

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
    SetPassword,
)
from pilotwire.protocol.ocpp16 import core, security
from pilotwire.protocol.ocpp16 import enums as words
from pilotwire.protocol.ocpp16.types import CertificateHashData
from pilotwire.protocol.ocpp201 import certificates
from pilotwire.protocol.ocpp201 import security as security201

from . import ocpp16_car_commands as cars
from .certificate_text import check_length

_KEY_BYTES: Final = range(16, 21)
_HEX_DIGITS: Final = frozenset("0123456789abcdefABCDEF")
_LONGEST_CHAIN: Final = 10_000
_LONGEST_ROOT: Final = 5_500
_USES: Final[dict[InstalledUse, words.CertificateUse]] = {
    "CSMSRootCertificate": "CentralSystemRootCertificate",
    "ManufacturerRootCertificate": "ManufacturerRootCertificate",
}


def set_password(command: SetPassword) -> core.ChangeConfigurationRequest:
    """The key AuthorizationKey: hex digits stand for themselves, other text goes as the hex of its bytes.

    Raises CannotError for a text that is no key of 16 to 20 bytes. Source: OCPP 1.6 security whitepaper, 3 and A01.
    """
    text = command.password
    key = text if len(text) % 2 == 0 and set(text) <= _HEX_DIGITS and len(text) // 2 in _KEY_BYTES else ""
    if not key and len(text.encode()) in _KEY_BYTES:
        key = text.encode().hex()
    if not key:
        raise CannotError(
            "a key of OCPP 1.6 has 16 to 20 bytes, and this password is none",
            "use 16 to 20 characters, or 32 to 40 hex digits",
        )
    return core.ChangeConfigurationRequest(key="AuthorizationKey", value=key)


def signing(message: security.SignCertificateRequest) -> Signing:
    """A request to sign; 1.6 knows the station's own certificate alone, and says so by saying nothing."""
    return Signing(message.csr)


def certificate_signed(command: CertificateSigned) -> security.CertificateSignedRequest | core.DataTransferRequest:
    """CertificateSigned; 1.6 knows the station's own certificate alone, and has those for cars within DataTransfer."""
    if command.dialect is not None:
        return cars.certificate_signed(command, command.dialect)
    if command.use not in (None, "ChargingStationCertificate"):
        raise CannotError("OCPP 1.6 has no certificate for cars", "use a station of OCPP 2.0.1 or later")
    check_length("certificate chain", command.chain, _LONGEST_CHAIN)
    return security.CertificateSignedRequest(certificate_chain=command.chain)


def install_certificate(command: InstallCertificate) -> security.InstallCertificateRequest | core.DataTransferRequest:
    """InstallCertificate; for what 1.6 has no word within DataTransfer."""
    if command.dialect is not None and command.use not in _USES:
        return cars.install_certificate(command, command.dialect)
    check_length("certificate", command.certificate, _LONGEST_ROOT)
    return security.InstallCertificateRequest(certificate_type=_use(command.use), certificate=command.certificate)


def get_installed(
    command: GetInstalledCertificates,
) -> security.GetInstalledCertificateIdsRequest | core.DataTransferRequest:
    """GetInstalledCertificateIds, which asks for one use at a time; for what 1.6 has no word within DataTransfer."""
    if len(command.uses) != 1:
        raise CannotError("OCPP 1.6 tells certificates of one use at a time", f"name one of {', '.join(_USES)}")
    if command.dialect is not None and command.uses[0] not in _USES:
        return cars.get_installed(command.uses[0], command.dialect)
    return security.GetInstalledCertificateIdsRequest(certificate_type=_use(command.uses[0]))


def installed(answer: security.GetInstalledCertificateIdsResponse | core.DataTransferResponse) -> InstalledAnswer:
    """The certificates; their use is the one that was asked for, which the answer does not repeat. Raises DataError."""
    if isinstance(answer, core.DataTransferResponse):
        return cars.installed(answer)
    told = answer.certificate_hash_data or ()
    return InstalledAnswer(answer.status, tuple(InstalledCertificate(certificate_id(one), "") for one in told))


def delete_certificate(command: DeleteCertificate) -> security.DeleteCertificateRequest | core.DataTransferRequest:
    """DeleteCertificate; of one for cars within DataTransfer."""
    if command.dialect is not None:
        return cars.delete_certificate(command, command.dialect)
    one = command.id
    return security.DeleteCertificateRequest(
        certificate_hash_data=CertificateHashData(
            hash_algorithm=one.algorithm,
            issuer_name_hash=one.issuer_name_hash,
            issuer_key_hash=one.issuer_key_hash,
            serial_number=one.serial_number,
        )
    )


def signed(answer: security.CertificateSignedResponse | core.DataTransferResponse) -> Reply:
    """What became of a signed certificate. Raises DataError."""
    return cars.reply(answer, security201.CertificateSignedResponse)


def root_installed(answer: security.InstallCertificateResponse | core.DataTransferResponse) -> Reply:
    """What became of a root. Raises DataError."""
    return cars.reply(answer, certificates.InstallCertificateResponse)


def deleted(answer: security.DeleteCertificateResponse | core.DataTransferResponse) -> Reply:
    """What became of a certificate that was to be deleted. Raises DataError."""
    return cars.reply(answer, certificates.DeleteCertificateResponse)


def certificate_id(one: CertificateHashData) -> CertificateId:
    """What names a certificate."""
    return CertificateId(one.hash_algorithm, one.issuer_name_hash, one.issuer_key_hash, one.serial_number)


def _use(use: InstalledUse) -> words.CertificateUse:
    found = _USES.get(use)
    if found is None:
        raise CannotError(f"OCPP 1.6 has no certificates for {use}", f"it has {', '.join(_USES)}")
    return found
