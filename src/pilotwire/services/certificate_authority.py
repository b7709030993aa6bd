"""What the services need of whoever issues certificates, and of whoever can read them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from pilotwire.domain.certificate import (
    Authority,
    IssuedCertificate,
    IssueWish,
    Revoked,
    RootCertificate,
    SigningRequest,
)
from pilotwire.domain.security_commands import RootUse


class CertificateAuthority(Protocol):
    """Issues certificates to stations. What it raises is a PilotwireError that says what to do."""

    async def examine(self, csr: str) -> SigningRequest:
        """Read a signing request and check its signature and key. Raises BadInputError at /csr."""
        ...

    async def issue(self, wish: IssueWish, at: datetime) -> IssuedCertificate:
        """Sign a request that was found good. When it returns, the TLS port takes stations that show it."""
        ...

    async def publish(self, revoked: Sequence[Revoked], at: datetime) -> None:
        """Make these all that is revoked. When it returns, the TLS port refuses stations that show one of them."""
        ...

    async def authorities(self) -> Sequence[Authority]:
        """The authorities that there are; each is made at its first use."""
        ...


class RootReader(Protocol):
    """Reads root certificates."""

    async def read_root(self, name: str, use: RootUse, pem: str, at: datetime) -> RootCertificate:
        """A root certificate that people hand in. Raises BadInputError at /certificate."""
        ...
