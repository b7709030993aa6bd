"""How certificates and revocation lists of ours are made: their names, extensions and lifetimes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes as PublicKey
from cryptography.x509.oid import NameOID

from pilotwire.domain.certificate import IssueWish, Revoked
from pilotwire.kernel.errors import PilotwireError

from .ca_files import Key

CLOCKS_DIFFER: Final = timedelta(hours=24)
"""How far back a certificate holds, as stations' clocks may be behind. Source: OCPP 2.0.1 errata 2025-01, A02.FR.06."""
CRL_LASTS: Final = timedelta(days=30)


class Signer(NamedTuple):
    """A CA's certificate with its key."""

    certificate: x509.Certificate
    key: Key


KeyKind = Literal["ecdsa", "ecdsa-521", "rsa"]


def new_key(kind: KeyKind) -> Key:
    """An ECDSA key on P-256 or P-521, or an RSA key of 3072 bits."""
    if kind == "rsa":
        return rsa.generate_private_key(65537, 3072)
    return ec.generate_private_key(ec.SECP521R1() if kind == "ecdsa-521" else ec.SECP256R1())


def authority_certificate(
    common_name: str, organization: str, key: Key, valid: tuple[datetime, datetime], above: Signer | None = None
) -> x509.Certificate:
    """A root, or under one a CA that issues to stations and to nobody below.

    Source: OCPP 2.0.1 part 2, A00.FR.509, 512, 601 to 604; the same in the OCPP 1.6 security whitepaper.
    """
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )
    usage = _usage(key_cert_sign=True, crl_sign=True)
    issuer = subject if above is None else above.certificate.subject
    builder = _builder(subject, issuer, key.public_key(), valid).add_extension(
        x509.BasicConstraints(ca=True, path_length=1 if above is None else 0), critical=True
    )
    return _finished(builder, usage, key.public_key(), key if above is None else above.key)


def station_certificate(
    wish: IssueWish, public_key: PublicKey, signer: Signer, now: datetime, lasts: timedelta
) -> x509.Certificate:
    """A certificate of a station, which ends with its issuer at the latest; without extended key usages, which cars of
    ISO 15118 do not know. Source: OCPP 2.0.1 part 2, A00.FR.508 to 514; ISO 15118-2, annex F, for those for cars.
    """
    for_cars = wish.use != "ChargingStationCertificate"
    names = [x509.NameAttribute(NameOID.COMMON_NAME, wish.common_name)]
    if wish.organization:
        names.insert(0, x509.NameAttribute(NameOID.ORGANIZATION_NAME, wish.organization))
    if for_cars:
        names.append(x509.NameAttribute(NameOID.DOMAIN_COMPONENT, "CPO"))
    issuer = signer.certificate
    if issuer.not_valid_after_utc <= now:
        raise PilotwireError(
            f"the CA '{issuer.subject.rfc4514_string()}' ended on {issuer.not_valid_after_utc:%Y-%m-%d}",
            "move the folder pki out of the data folder, and have stations trust the new CA that is made then",
        )
    ends = min(now + lasts, issuer.not_valid_after_utc)
    starts = max(now - CLOCKS_DIFFER, issuer.not_valid_before_utc)
    builder = _builder(x509.Name(names), issuer.subject, public_key, (starts, ends)).add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    usage = _usage(
        digital_signature=True,
        key_agreement=for_cars and not isinstance(public_key, rsa.RSAPublicKey),
        key_encipherment=isinstance(public_key, rsa.RSAPublicKey),
    )
    return _finished(builder, usage, public_key, signer.key, issuer)


def revocation_list(signer: Signer, revoked: Sequence[Revoked], now: datetime) -> x509.CertificateRevocationList:
    """The list of all that this CA has revoked. Source: RFC 5280, 5."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(signer.certificate.subject)
        .last_update(now - timedelta(minutes=5))
        .next_update(now + CRL_LASTS)
        .add_extension(x509.CRLNumber(int(now.timestamp() * 1000)), critical=False)
        .add_extension(_above(signer.certificate), critical=False)
    )
    for one in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(int(one.serial_number, 16)).revocation_date(one.at)
        if one.reason != "unspecified":  # which is told by saying nothing: RFC 5280, 5.3.1
            entry = entry.add_extension(x509.CRLReason(_REASONS[one.reason]), critical=False)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(signer.key, _hash(signer.key))


def _builder(
    subject: x509.Name, issuer: x509.Name, key: PublicKey, valid: tuple[datetime, datetime]
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
    )


def _finished(
    builder: x509.CertificateBuilder,
    usage: x509.KeyUsage,
    key: PublicKey,
    signing: Key,
    issuer: x509.Certificate | None = None,
) -> x509.Certificate:
    own = x509.SubjectKeyIdentifier.from_public_key(key)
    authority = (
        x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()) if issuer is None else _above(issuer)
    )
    return (
        builder.add_extension(usage, critical=True)
        .add_extension(own, critical=False)
        .add_extension(authority, critical=False)
        .sign(signing, _hash(signing))
    )


def _hash(key: Key) -> hashes.SHA256 | hashes.SHA512:
    """ISO 15118-20 has SHA-512 go with P-521."""
    return hashes.SHA512() if key.key_size == ec.SECP521R1().key_size else hashes.SHA256()


def _above(issuer: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(
        issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    )


def _usage(**used: bool) -> x509.KeyUsage:
    return x509.KeyUsage(**{**_NOTHING, **used})


_NOTHING: Final = dict.fromkeys(
    (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    ),
    False,
)  # fmt: skip
_REASONS: Final = {
    "key-compromise": x509.ReasonFlags.key_compromise,
    "affiliation-changed": x509.ReasonFlags.affiliation_changed,
    "superseded": x509.ReasonFlags.superseded,
    "cessation": x509.ReasonFlags.cessation_of_operation,
}
