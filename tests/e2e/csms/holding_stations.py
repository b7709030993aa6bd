"""Charging stations of the `ocpp` package that hold root certificates, and say of each what a test lays out."""

from dataclasses import dataclass, field
from typing import Any

import ocpp.v16.call_result
import ocpp.v21.call_result
import ocpp.v201.call_result
from ocpp.routing import on

from .foreign_stations import Station16, Station21, Station201


@dataclass
class Vault:
    """What a station holds, what it answers next, and what it was asked."""

    status: str = "Accepted"
    why: dict[str, str] | None = None
    held: list[dict[str, str]] = field(default_factory=list)
    use: str = "CSMSRootCertificate"
    asked: list[dict[str, Any]] = field(default_factory=list)


class Holding:
    """What the stations of all versions share; `vault` is put in place by `with_vault`."""

    vault: Vault
    results: Any

    def answer(self, kind: Any, asked: dict[str, Any], **more: Any) -> Any:
        """The answer that is laid out, with its reason where the version has room for one."""
        self.vault.asked.append(asked)
        if self.vault.why is not None and self.results is not ocpp.v16.call_result:
            more["status_info"] = self.vault.why
        return kind(status=self.vault.status, **more)

    @on("InstallCertificate")  # type: ignore[untyped-decorator]
    async def on_install(self, **asked: Any) -> Any:
        """As laid out."""
        return self.answer(self.results.InstallCertificate, asked)

    @on("DeleteCertificate")  # type: ignore[untyped-decorator]
    async def on_delete(self, **asked: Any) -> Any:
        """As laid out."""
        return self.answer(self.results.DeleteCertificate, asked)

    @on("GetInstalledCertificateIds")  # type: ignore[untyped-decorator]
    async def on_read(self, **asked: Any) -> Any:
        """As laid out, with what is held."""
        if not self.vault.held:
            return self.answer(self.results.GetInstalledCertificateIds, asked)
        if self.results is ocpp.v16.call_result:
            return self.answer(self.results.GetInstalledCertificateIds, asked, certificate_hash_data=self.vault.held)
        chain = [{"certificate_type": self.vault.use, "certificate_hash_data": one} for one in self.vault.held]
        return self.answer(self.results.GetInstalledCertificateIds, asked, certificate_hash_data_chain=chain)


class Holding16(Holding, Station16):
    """Speaks 1.6 with the security extension."""

    results = ocpp.v16.call_result


class Holding201(Holding, Station201):
    """Speaks 2.0.1."""

    results = ocpp.v201.call_result


class Holding21(Holding, Station21):
    """Speaks 2.1."""

    results = ocpp.v21.call_result


def with_vault(kind: Any, vault: Vault) -> Any:
    """The kind of station with this vault."""

    def make(identity: str, socket: Any) -> Any:
        station = kind(identity, socket)
        station.vault = vault
        return station

    return make
