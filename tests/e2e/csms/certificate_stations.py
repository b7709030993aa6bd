"""Charging stations of the `ocpp` package that ask for certificates, take them, and come back with them."""

import asyncio
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ocpp.v16.call
import ocpp.v16.call_result
import ocpp.v21.call
import ocpp.v21.call_result
import ocpp.v201.call
import ocpp.v201.call_result
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from ocpp.routing import after, on
from tests.fixtures.certificates import signing_request

from .foreign_stations import Station16, Station21, Station201, clock


@dataclass
class Wallet:
    """The keys and certificates of one station, which outlive its connections, and what it says to what it is sent."""

    folder: Path
    common_name: str = "CP1"
    organization: str | None = None
    line_end: str = "\n"
    signed_status: str = "Accepted"
    trigger_status: str = "Accepted"
    asks: bool = True
    keys: list[ec.EllipticCurvePrivateKey] = field(default_factory=list)
    received: list[dict[str, Any]] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    held: list[dict[str, Any]] = field(default_factory=list)
    installed: asyncio.Event = field(default_factory=asyncio.Event)

    def request(self) -> str:
        """A signing request for a new key."""
        key = ec.generate_private_key(ec.SECP256R1())
        self.keys.append(key)
        return signing_request(key, self.common_name, self.organization).replace("\n", self.line_end)

    def context(self, trusted: Path, number: int = -1) -> ssl.SSLContext:
        """TLS with a certificate that was received; its key is the one of the request with the same number."""
        chain, key = self.folder / "wallet.pem", self.folder / "wallet.key"
        pem = self.received[number]["certificate_chain"]
        chain.write_text(pem)
        public = x509.load_pem_x509_certificate(pem.encode()).public_key()
        own = next(one for one in self.keys if one.public_key() == public)
        key.write_bytes(own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        context = ssl.create_default_context(cafile=trusted)
        context.load_cert_chain(chain, key)
        return context

    async def got(self, number: int) -> None:
        """Wait until so many certificates have been received."""
        async with asyncio.timeout(20):
            while len(self.received) < number:
                self.installed.clear()
                await self.installed.wait()


class Renewing:
    """What the stations of all versions share; `wallet` is put in place by `with_wallet`."""

    wallet: Wallet
    results: Any
    calls: Any
    request_ids: Any = None

    async def ask(self, **more: Any) -> Any:
        """Send SignCertificate, and remember the answer."""
        answer = await self.call(self.calls.SignCertificate(csr=self.wallet.request(), **more))  # type: ignore[attr-defined]
        self.wallet.answers.append(answer)
        return answer

    @on("CertificateSigned")  # type: ignore[untyped-decorator]
    async def on_signed(self, **signed: Any) -> Any:
        """Takes it, as the wallet says."""
        self.wallet.received.append(signed)
        self.wallet.installed.set()
        return self.results.CertificateSigned(status=self.wallet.signed_status)


class Renewing16(Renewing, Station16):
    """Speaks 1.6 with the security extension."""

    results, calls = ocpp.v16.call_result, ocpp.v16.call

    @on("ExtendedTriggerMessage")  # type: ignore[untyped-decorator]
    async def on_extended_trigger(self, requested_message: str, **_: Any) -> Any:
        """Agrees to ask for a certificate."""
        assert requested_message == "SignChargePointCertificate"
        return ocpp.v16.call_result.ExtendedTriggerMessage(status=self.wallet.trigger_status)

    @after("ExtendedTriggerMessage")  # type: ignore[untyped-decorator]
    async def after_trigger(self, **_: Any) -> None:
        """Asks."""
        if self.wallet.asks and self.wallet.trigger_status == "Accepted":
            await self.ask()

    async def boot(self) -> Any:
        """Boot."""
        return await self.call(ocpp.v16.call.BootNotification(charge_point_model="One", charge_point_vendor="Acme"))

    async def begin(self) -> None:
        """Start a transaction."""
        started = await self.call(
            ocpp.v16.call.StartTransaction(connector_id=1, id_tag="04A1", meter_start=1000, timestamp=clock())
        )
        self.transaction = started.transaction_id

    async def end(self, transaction: str) -> None:
        """Stop it."""
        await self.call(
            ocpp.v16.call.StopTransaction(transaction_id=int(transaction), meter_stop=8400, timestamp=clock(9))
        )


class Renewing2x(Renewing):
    """Speaks 2.x."""

    @on("TriggerMessage")  # type: ignore[untyped-decorator]
    async def on_trigger(self, requested_message: str, **_: Any) -> Any:
        """Agrees to ask for a certificate."""
        self.wanted = requested_message.removeprefix("Sign")
        return self.results.TriggerMessage(status=self.wallet.trigger_status)

    @after("TriggerMessage")  # type: ignore[untyped-decorator]
    async def after_trigger(self, **_: Any) -> None:
        """Asks."""
        if self.wallet.asks and self.wallet.trigger_status == "Accepted":
            more: dict[str, Any] = {"certificate_type": self.wanted}
            if self.request_ids is not None:
                more["request_id"] = next(self.request_ids)
                self.wallet.numbers.append(more["request_id"])
            await self.ask(**more)

    async def boot(self) -> Any:
        """Boot."""
        about = {"model": "Two", "vendor_name": "Acme"}
        return await self.call(  # type: ignore[attr-defined]
            self.calls.BootNotification(charging_station=about, reason="PowerUp")
        )

    async def begin(self) -> None:
        """Start a transaction."""
        await self._event("Started", 0, 1000, clock())

    async def end(self, transaction: str) -> None:
        """Stop it."""
        await self._event("Ended", 1, 8400, clock(9))

    async def _event(self, kind: str, seq_no: int, energy_wh: float, at: str) -> None:
        context = {"Started": "Transaction.Begin", "Ended": "Transaction.End"}[kind]
        await self.call(  # type: ignore[attr-defined]
            self.calls.TransactionEvent(
                event_type=kind, timestamp=at, trigger_reason="CablePluggedIn", seq_no=seq_no,
                transaction_info={"transaction_id": "t-1"}, evse={"id": 1, "connector_id": 1},
                meter_value=[{"timestamp": at, "sampled_value": [{"value": energy_wh, "context": context}]}],
            )
        )  # fmt: skip


class Renewing201(Renewing2x, Station201):
    """Speaks 2.0.1."""

    results, calls = ocpp.v201.call_result, ocpp.v201.call


class Renewing21(Renewing2x, Station21):
    """Speaks 2.1, with numbered requests."""

    results, calls = ocpp.v21.call_result, ocpp.v21.call
    request_ids = iter(range(7001, 7999))


def with_wallet(kind: Any, wallet: Wallet) -> Any:
    """The kind of station with this wallet, as `connected` makes it."""

    def make(identity: str, socket: Any) -> Any:
        station = kind(identity, socket)
        station.wallet = wallet
        return station

    return make
