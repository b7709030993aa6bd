"""The part of the client that is about certificates."""

from collections.abc import Mapping

from .call import LONGEST_CALL_S
from .certificate import (
    AuthorityList,
    Certificate,
    CertificateList,
    DeleteCertificateInput,
    InstalledList,
    InstallInput,
    ReadCertificatesInput,
    RevokeInput,
    RootCertificate,
    RootCertificateInput,
    RootCertificateList,
    RotateCertificateInput,
)
from .codec import decode, encode
from .control import ControlAnswer
from .exchange import Exchange
from .filters import CertificateFilter
from .operation import Operation
from .path import segment
from .query import query
from .shape import Input


class Certificates:
    """Certificates of stations, and roots that they are to trust. Every method raises as those of `Client` do."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def list(
        self, wanted: CertificateFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> CertificateList:
        """Certificates, newest first."""
        return decode(await self._exchange.get("/certificates", query(wanted, limit, cursor)), CertificateList)

    async def get(self, certificate: str) -> Certificate:
        """One certificate, with its chain."""
        return decode(await self._exchange.get(f"/certificates/{segment(certificate)}"), Certificate)

    async def revoke(self, certificate: str, what: RevokeInput | None = None) -> Certificate:
        """Revoke a certificate for good. Problems: 409 never issued."""
        path = f"/certificates/{segment(certificate)}/revoke"
        return decode(await self._exchange.send("POST", path, encode(what or RevokeInput())), Certificate)

    async def authorities(self) -> AuthorityList:
        """The authorities that issue certificates here."""
        return decode(await self._exchange.get("/certificate-authorities"), AuthorityList)

    async def rotate(self, station: str, what: RotateCertificateInput | None = None) -> Operation:
        """Begin to exchange a station's certificate for a new one. Problems: 409 that is being done."""
        path = f"/stations/{segment(station)}/certificates/rotate"
        return decode(await self._exchange.send("POST", path, encode(what or RotateCertificateInput())), Operation)

    async def installed(self, station: str, what: ReadCertificatesInput | None = None) -> InstalledList:
        """What a connected station holds."""
        answer = await self._act(station, "read", what or ReadCertificatesInput())
        return decode(answer, InstalledList)

    async def install(self, station: str, what: InstallInput, idempotency_key: str | None = None) -> ControlAnswer:
        """Have a connected station trust a root certificate."""
        return decode(await self._act(station, "install", what, _once(idempotency_key)), ControlAnswer)

    async def delete(
        self, station: str, what: DeleteCertificateInput, idempotency_key: str | None = None
    ) -> ControlAnswer:
        """Have a connected station delete a certificate. Problems: 409 it is the one with which it connects."""
        return decode(await self._act(station, "delete", what, _once(idempotency_key)), ControlAnswer)

    async def roots(self, limit: int = 50, cursor: str | None = None) -> RootCertificateList:
        """Root certificates by name, rising."""
        return decode(await self._exchange.get("/root-certificates", query(None, limit, cursor)), RootCertificateList)

    async def root(self, name: str) -> RootCertificate:
        """One root certificate."""
        return decode(await self._exchange.get(f"/root-certificates/{segment(name)}"), RootCertificate)

    async def put_root(self, name: str, what: RootCertificateInput) -> RootCertificate:
        """Store a root certificate under this name, or replace it."""
        path = f"/root-certificates/{segment(name)}"
        return decode(await self._exchange.send("PUT", path, encode(what)), RootCertificate)

    async def delete_root(self, name: str) -> None:
        """Remove a root certificate from the store; stations that have it keep it."""
        await self._exchange.send("DELETE", f"/root-certificates/{segment(name)}")

    async def _act(self, station: str, verb: str, what: Input, headers: Mapping[str, str] | None = None) -> bytes:
        path = f"/stations/{segment(station)}/certificates/{verb}"
        return await self._exchange.send("POST", path, encode(what), headers, LONGEST_CALL_S)


def _once(key: str | None) -> dict[str, str]:
    return {} if key is None else {"Idempotency-Key": key}
