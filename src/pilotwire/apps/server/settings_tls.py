"""Settings about TLS towards stations and the certificates that we issue; they are part of `Settings`."""

from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta

from .settings_transactions import TransactionSettings

Organization = Annotated[str, Meta(min_length=1, max_length=64)]
Passphrase = Annotated[str, Meta(min_length=8)]
Port = Annotated[int, Meta(ge=0, le=65535)]


class TlsSettings(TransactionSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Our TLS listener, and our certificate authority for stations.

    The parts of `Settings` follow each other in one line, since a struct cannot have two bases.
    """

    ocpp_tls_port: Annotated[
        Port | None,
        Meta(
            description="Port for charging stations with TLS, beside ocpp_port. 0: any free one. Unset: no TLS.",
            extra={"allowed": "a whole number within 0..65535"},
        ),
    ] = None
    ocpp_tls_certificates: Annotated[
        tuple[Path, ...],
        Meta(
            description="Our certificates, each a PEM file with its chain: one, or one with an ECDSA and one with an "
            "RSA key. Unset: a pair for trying out is made in data_dir.",
            extra={"allowed": "a list of files"},
        ),
    ] = ()
    ocpp_tls_keys: Annotated[
        tuple[Path, ...],
        Meta(
            description="The keys of ocpp_tls_certificates, in the same order, as PEM without a passphrase.",
            extra={"allowed": "a list of files"},
        ),
    ] = ()
    ocpp_tls_client_ca: Annotated[
        Path | None,
        Meta(
            description="PEM file of the CAs that issue certificates to stations: with it, the TLS port is for "
            "security profile 3 alone. Unset: profile 2.",
            extra={"allowed": "a file"},
        ),
    ] = None
    ocpp_tls_client_crl: Annotated[
        Path | None,
        Meta(
            description="PEM file of the revocation lists of those CAs. Unset: nothing counts as revoked.",
            extra={"allowed": "a file"},
        ),
    ] = None
    ocpp_tls_client_optional: Annotated[
        bool,
        Meta(
            description="Let stations without a certificate use the TLS port too, with their password (security "
            "profile 2), so that stations can move to certificates one by one."
        ),
    ] = False
    ocpp_tls_client_organizations: Annotated[
        tuple[str, ...],
        Meta(
            description="Organisations, as the O of a certificate's subject names them, whose certificates stations "
            "may show. Unset: any that a CA of ocpp_tls_client_ca has issued.",
            extra={"allowed": "a list of names"},
        ),
    ] = ()
    serial_number_mismatch: Annotated[
        Literal["close", "record"],
        Meta(
            description="What a boot meets whose serial number is not the one in the station's certificate: the end "
            "of the connection, as OCPP has it, or a finding alone."
        ),
    ] = "close"
    ocpp_tls_rsa_suites: Annotated[
        bool,
        Meta(
            description="Offer the TLS_RSA suites too, which OCPP asks for and which have no forward secrecy; for "
            "chargers that have nothing else."
        ),
    ] = False

    certificate_authority: Annotated[
        Literal["embedded", "off"],
        Meta(
            description="Who issues certificates to stations. embedded: a CA of our own, made in data_dir when the "
            "first station asks; off: requests of stations are rejected."
        ),
    ] = "embedded"
    certificate_organization: Annotated[
        Organization | None,
        Meta(
            description="Your organisation, which must be the O of a station's request (OrganizationName, CpoName). "
            "Unset: not looked at.",
            extra={"allowed": "a name of 1 to 64 characters"},
        ),
    ] = None
    certificate_key: Annotated[
        Literal["ecdsa", "rsa"], Meta(description="Kind of key of our CA for stations, when it is made.")
    ] = "ecdsa"
    certificate_days: Annotated[int, Meta(description="How long a station's certificate holds.", ge=1, le=3650)] = 365
    certificate_v2g_days: Annotated[
        int, Meta(description="How long a station's certificate for cars (ISO 15118) holds.", ge=1, le=3650)
    ] = 90
    certificate_renewal_days: Annotated[
        int, Meta(description="Renew a certificate so long before it ends. 0: never by us.", ge=0, le=365)
    ] = 30
    certificate_min_profile: Annotated[
        int,
        Meta(description="Least security profile of the connection over which a station gets a certificate.",
             ge=0, le=3),
    ] = 1  # fmt: skip
    pki_passphrase: Annotated[
        Passphrase | None,
        Meta(
            description="Passphrase of our CA's keys. Unset: in pki_passphrase_file.",
            extra={"secret": True, "allowed": "8 characters or more"},
        ),
    ] = None
    pki_passphrase_file: Annotated[
        Path | None,
        Meta(
            description="File with that passphrase, for its owner alone. Unset: pki/passphrase in data_dir, made up "
            "when there is none.",
            extra={"allowed": "a file"},
        ),
    ] = None
