"""A certificate authority of our own: for each purpose a root and a CA under it, made at first use and kept."""

import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from pilotwire.domain.certificate import (
    FIRST_YEAR,
    Authority,
    IssuedCertificate,
    IssueWish,
    Revoked,
)
from pilotwire.domain.security_commands import SigningUse
from pilotwire.kernel.errors import ConflictError

from .ca_files import Key, make_folder, read_key, read_one, write_key, write_public
from .certificate_making import (
    CLOCKS_DIFFER,
    KeyKind,
    Signer,
    authority_certificate,
    new_key,
    revocation_list,
    station_certificate,
)
from .hash_data import certificate_ids

STATIONS: Final = "stations"
TRUST_FILE: Final = "trust.pem"
CRL_FILE: Final = "crl.pem"


class WrongClockError(ConflictError):
    """This machine's clock cannot be right, so nothing that has dates can be judged or made."""


@dataclass(frozen=True, slots=True)
class CaTerms:
    """What new certificates are like. `station_key` is the kind of key of the CA for stations; cars of ISO 15118 want
    ECDSA. Days are the lifetimes of what is issued.
    """

    organization: str = "Pilotwire"
    station_key: KeyKind = "ecdsa"
    station_days: int = 365
    car_days: int = 90


class _Purpose(NamedTuple):
    """The CAs of one folder: for which certificates, under which name."""

    folder: str
    use: SigningUse
    name: str


class EmbeddedCa:
    """Issues and revokes. To be called from threads: it reads, writes and computes.

    The root's key is needed once, to make the CA under it: who wants takes `root.key` away and keeps it elsewhere.
    Raises CaFilesError, WrongClockError.
    """

    def __init__(self, folder: Path, passphrase: Callable[[], bytes], terms: CaTerms) -> None:
        self._folder = folder
        self._passphrase = passphrase
        self._terms = terms
        self._signers: dict[SigningUse, Signer] = {}
        self._lock = threading.Lock()

    def issue(self, wish: IssueWish, now: datetime) -> IssuedCertificate:
        """Sign a request that was found good. Makes the authority of its kind where there is none yet."""
        check_clock(now)
        signer = self._signer(wish.use, now)
        for_cars = wish.use != "ChargingStationCertificate"
        lasts = timedelta(days=self._terms.car_days if for_cars else self._terms.station_days)
        key = x509.load_pem_x509_csr(wish.pem.encode()).public_key()
        made = station_certificate(wish, key, signer, now, lasts)
        return IssuedCertificate(
            serial_number=f"{made.serial_number:x}",
            subject=made.subject.rfc4514_string(),
            issuer=made.issuer.rfc4514_string(),
            fingerprint=made.fingerprint(hashes.SHA256()).hex(),
            not_before=made.not_valid_before_utc,
            not_after=made.not_valid_after_utc,
            chain=(_pem(made), _pem(signer.certificate)),
            ids=certificate_ids(made, signer.certificate),
        )

    def publish(self, revoked: Sequence[Revoked], now: datetime) -> None:
        """Write the revocation lists of all authorities that there are; each holds its own of these, and no others."""
        check_clock(now)
        for purpose in _PURPOSES:
            if self._is_made(purpose):
                self._publish(purpose, self._signer(purpose.use, now), revoked, now)

    def authorities(self) -> tuple[Authority, ...]:
        """Those that there are, for stations first."""
        return tuple(self._described(purpose) for purpose in _PURPOSES if self._is_made(purpose))

    def made(self) -> tuple[SigningUse, ...]:
        """For which certificates there is an authority."""
        return tuple(purpose.use for purpose in _PURPOSES if self._is_made(purpose))

    def open(self, now: datetime) -> None:
        """Open the keys of all authorities that there are, so that one that cannot be used is known at the start."""
        for purpose in _PURPOSES:
            if self._is_made(purpose):
                self._signer(purpose.use, now)

    def _signer(self, use: SigningUse, now: datetime) -> Signer:
        with self._lock:
            found = self._signers.get(use)
            if found is None:
                purpose = next(one for one in _PURPOSES if one.use == use)
                found = self._signers[use] = self._read(purpose) if self._is_made(purpose) else self._make(purpose, now)
            return found

    def _is_made(self, purpose: _Purpose) -> bool:
        return (self._folder / purpose.folder / TRUST_FILE).exists()

    def _read(self, purpose: _Purpose) -> Signer:
        folder = self._folder / purpose.folder
        certificate = read_one(folder / "issuing.pem")
        return Signer(certificate, read_key(folder / "issuing.key", certificate, self._passphrase()))

    def _make(self, purpose: _Purpose, now: datetime) -> Signer:
        """The file of what is trusted comes last: what is not whole is made again."""
        check_clock(now)
        folder, passphrase, organization = self._folder / purpose.folder, self._passphrase(), self._terms.organization
        make_folder(folder)
        kind: KeyKind = self._terms.station_key if purpose.folder == STATIONS else _KEYS[purpose.use]
        keys: tuple[Key, Key] = (new_key(kind), new_key(kind))
        mark, starts = secrets.token_hex(4), now - CLOCKS_DIFFER
        root = authority_certificate(f"{purpose.name} root {mark}", organization, keys[0], (starts, now + _ROOT_LASTS))
        issuing = authority_certificate(
            f"{purpose.name} CA {mark}", organization, keys[1], (starts, now + _ISSUING_LASTS), Signer(root, keys[0])
        )
        signer = Signer(issuing, keys[1])
        for name, certificate, key in (("root", root, keys[0]), ("issuing", issuing, keys[1])):
            write_key(folder / f"{name}.key", key, passphrase)
            write_public(folder / f"{name}.pem", _pem(certificate).encode())
        self._publish(purpose, signer, (), now)
        write_public(folder / TRUST_FILE, (_pem(issuing) + _pem(root)).encode())
        return signer

    def _publish(self, purpose: _Purpose, signer: Signer, revoked: Sequence[Revoked], now: datetime) -> None:
        issuer = signer.certificate.subject.rfc4514_string()
        own = [one for one in revoked if one.issuer == issuer]
        made = revocation_list(signer, own, now)
        write_public(self._folder / purpose.folder / CRL_FILE, made.public_bytes(Encoding.PEM))

    def _described(self, purpose: _Purpose) -> Authority:
        root = read_one(self._folder / purpose.folder / "root.pem")
        return Authority(
            uses=(purpose.use,),
            subject=root.subject.rfc4514_string(),
            fingerprint=root.fingerprint(hashes.SHA256()).hex(),
            not_before=root.not_valid_before_utc,
            not_after=root.not_valid_after_utc,
            root=_pem(root),
            ids=certificate_ids(root, root),
        )


def check_clock(now: datetime) -> None:
    """Raise WrongClockError for a time at which there was no such software."""
    if now.year < FIRST_YEAR:
        raise WrongClockError(
            f"this server's clock says {now:%Y-%m-%d %H:%M} UTC, which cannot be right",
            "set the clock; nothing that has dates is made or accepted before",
        )


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()


_PURPOSES: Final = (
    _Purpose(STATIONS, "ChargingStationCertificate", "Station"),
    _Purpose("v2g", "V2GCertificate", "V2G"),
    _Purpose("v2g20", "V2G20Certificate", "V2G-20"),
)
_KEYS: Final[dict[SigningUse, KeyKind]] = {"V2GCertificate": "ecdsa", "V2G20Certificate": "ecdsa-521"}
_ROOT_LASTS: Final = timedelta(days=20 * 365)
_ISSUING_LASTS: Final = timedelta(days=10 * 365)
