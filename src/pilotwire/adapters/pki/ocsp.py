"""OCSP: the question about one certificate, and what an answer proves."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID

from pilotwire.domain.contract import OcspData

from .signed_by import UNREADABLE, is_signed_by

ALGORITHMS: Final[dict[str, hashes.SHA256 | hashes.SHA384 | hashes.SHA512]] = {
    "SHA256": hashes.SHA256(),
    "SHA384": hashes.SHA384(),
    "SHA512": hashes.SHA512(),
}
_CLOCKS_APART: Final = timedelta(minutes=5)
_WITHOUT_UPDATE: Final = timedelta(minutes=5)
"""How long an answer holds that names no time of the next one."""


class OcspError(Exception):
    """The answer proves nothing; the text says why."""


class Verdict(NamedTuple):
    """What an answer proves of a certificate, and until when."""

    status: Literal["good", "revoked", "unknown"]
    until: datetime


def question(asked: OcspData) -> bytes:
    """The request in DER. Raises OcspError for hashes that are none."""
    algorithm = ALGORITHMS.get(asked.algorithm)
    if algorithm is None:
        raise OcspError(f"its hash data is of an unknown kind, {asked.algorithm[:20]}")
    try:
        names, keys = bytes.fromhex(asked.issuer_name_hash), bytes.fromhex(asked.issuer_key_hash)
        builder = ocsp.OCSPRequestBuilder().add_certificate_by_hash(names, keys, _serial(asked), algorithm)
        return builder.build().public_bytes(Encoding.DER)
    except ValueError:
        raise OcspError("its hash data is malformed") from None


def data_of(certificate: x509.Certificate, issuer: x509.Certificate) -> OcspData | None:
    """What to ask about a certificate, and where; None where it names nobody to ask."""
    url = responder_of(certificate)
    if url is None:
        return None
    name, key = issuer_hashes(issuer, "SHA256")
    return OcspData("SHA256", name, key, f"{certificate.serial_number:x}", url)


def responder_of(certificate: x509.Certificate) -> str | None:
    """Where a certificate says that its status can be asked for."""
    try:
        access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except (x509.ExtensionNotFound, *UNREADABLE):
        return None
    return next(
        (
            one.access_location.value
            for one in access
            if one.access_method == AuthorityInformationAccessOID.OCSP
            and isinstance(one.access_location, x509.UniformResourceIdentifier)
        ),
        None,
    )


def issuer_hashes(issuer: x509.Certificate, algorithm: str) -> tuple[str, str]:
    """By which hashes (hex) OCSP names an issuer: of its name, and of the bits of its key."""
    # what this asks for does not matter: the hash of the issuer's key is only to be had out of a request
    request = ocsp.OCSPRequestBuilder().add_certificate(issuer, issuer, ALGORITHMS[algorithm]).build()
    name = hashes.Hash(ALGORITHMS[algorithm])
    name.update(issuer.subject.public_bytes())
    return name.finalize().hex(), request.issuer_key_hash.hex()


def issuer_among(asked: OcspData, known: Iterable[x509.Certificate]) -> x509.Certificate | None:
    """The certificate of who issued the one that is asked about."""
    if asked.algorithm not in ALGORITHMS:
        return None
    wanted = (asked.issuer_name_hash.lower(), asked.issuer_key_hash.lower())
    return next((one for one in known if issuer_hashes(one, asked.algorithm) == wanted), None)


def certificates_in(answer: bytes) -> list[x509.Certificate]:
    """Those that came along with an answer; none in one that cannot be read."""
    try:
        return list(ocsp.load_der_ocsp_response(answer).certificates)
    except ValueError:
        return []


def judged(
    answer: bytes, asked: OcspData, known: Sequence[x509.Certificate], now: datetime, *, must_be_proven: bool
) -> Verdict:
    """What an answer says, its signature checked where the issuer is known or came along. Raises OcspError.

    Where nobody can tell who issued the certificate, `must_be_proven` decides whether the answer counts. An issuer that
    came along is the one whose key the question names, so nobody else could have signed for it.
    """
    issuer = issuer_among(asked, (*known, *certificates_in(answer)))
    if issuer is None and must_be_proven:
        raise OcspError("who issued it is unknown here; put the CA's certificate among the contract roots")
    return proven(answer, asked, issuer, now)


def proven(answer: bytes, asked: OcspData, issuer: x509.Certificate | None, now: datetime) -> Verdict:
    """What an answer proves, signed by the issuer or by somebody whom it lets answer. Raises OcspError.

    Without an issuer its signature is not looked at, and it proves nothing. Source: RFC 6960, 3.2 and 4.2.2.2.
    """
    try:
        response = ocsp.load_der_ocsp_response(answer)
        if response.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            raise OcspError(f"the responder says {response.response_status.name.lower()}")
        if response.serial_number != _serial(asked) or response.issuer_key_hash.hex() != asked.issuer_key_hash.lower():
            raise OcspError("the responder answers about another certificate")
        if issuer is not None:
            _check_signature(response, issuer, now)
        return _verdict(response, now)
    except (ValueError, UnsupportedAlgorithm):
        raise OcspError("the responder's answer cannot be read") from None


def _verdict(response: ocsp.OCSPResponse, now: datetime) -> Verdict:
    begins, ends = response.this_update_utc, response.next_update_utc
    if begins > now + _CLOCKS_APART:
        raise OcspError(f"the responder's answer holds from {begins:%Y-%m-%d %H:%M} UTC on, which is still to come")
    until = now + _WITHOUT_UPDATE if ends is None else ends
    if until + _CLOCKS_APART < now or (ends is None and begins + _WITHOUT_UPDATE + _CLOCKS_APART < now):
        raise OcspError("the responder's answer is outdated")
    match response.certificate_status:
        case ocsp.OCSPCertStatus.GOOD:
            return Verdict("good", until)
        case ocsp.OCSPCertStatus.REVOKED:
            return Verdict("revoked", until)
        case _:
            return Verdict("unknown", until)


def _check_signature(response: ocsp.OCSPResponse, issuer: x509.Certificate, now: datetime) -> None:
    signers = [one for one in response.certificates if _may_answer(one, issuer, now)]
    signed, algorithm = response.tbs_response_bytes, response.signature_hash_algorithm
    if isinstance(algorithm, hashes.SHA1 | hashes.MD5):
        raise OcspError(f"the responder signs with {algorithm.name.upper()}, which proves nothing")
    for signer in (issuer, *signers):
        try:
            verify_signature(signer.public_key(), response.signature, signed, algorithm)
        except InvalidSignature:
            continue
        return
    raise OcspError("the responder's answer is signed by nobody who may answer for the issuer")


def _may_answer(certificate: x509.Certificate, issuer: x509.Certificate, now: datetime) -> bool:
    """Whether the issuer lets this one answer for it."""
    if not is_signed_by(certificate, issuer):
        return False
    try:
        uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (x509.ExtensionNotFound, *UNREADABLE):
        return False
    in_time = certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc
    return in_time and ExtendedKeyUsageOID.OCSP_SIGNING in uses


def verify_signature(key: object, signature: bytes, signed: bytes, algorithm: hashes.HashAlgorithm | None) -> None:
    """Raise InvalidSignature unless the key made the signature over these bytes."""
    if isinstance(key, ec.EllipticCurvePublicKey) and algorithm is not None:
        key.verify(signature, signed, ec.ECDSA(algorithm))
    elif isinstance(key, rsa.RSAPublicKey) and algorithm is not None:
        key.verify(signature, signed, padding.PKCS1v15(), algorithm)
    elif isinstance(key, ed448.Ed448PublicKey | ed25519.Ed25519PublicKey):
        key.verify(signature, signed)
    else:
        raise InvalidSignature


def _serial(asked: OcspData) -> int:
    return int(asked.serial_number, 16)
