"""A charging station of literal frames that asks for certificates: it keeps its keys and what it got for them over all
its connections, and asks again for what was not answered.
"""

import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from tests.fixtures.certificates import signing_request

from .raw_station import Answer, RawStation


@dataclass
class AskingStation(RawStation):
    """`requests` are all that it made, `chains` all that it was sent, one after the other. With `trusted` (the root of
    the server) it has one connection with each certificate, which it shows from then on; `folder` is for its files.
    """

    folder: Path | None = None
    trusted: Path | None = None
    requests: list[str] = field(default_factory=list)
    chains: list[str] = field(default_factory=list)
    unanswered: str | None = None
    _keys: list[ec.EllipticCurvePrivateKey] = field(default_factory=list)

    async def boot(self, reason: str = "PowerUp") -> str:
        """Boot, and ask again for what was not answered."""
        status = await super().boot(reason)
        if self.unanswered is not None:
            self.begin(self._send_request())
        return status

    async def ask(self) -> None:
        """Ask for a certificate for a new key."""
        self._make_request()
        await self._send_request()

    def serials(self) -> list[str]:
        """The serial numbers of the certificates that it was sent, each once, oldest first."""
        numbers = (f"{x509.load_pem_x509_certificate(chain.encode()).serial_number:x}" for chain in self.chains)
        return list(dict.fromkeys(numbers))

    def _make_request(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        self._keys.append(key)
        self.unanswered = signing_request(key, self.name)
        self.requests.append(self.unanswered)

    async def _send_request(self) -> None:
        asked = self.unanswered
        if asked is None:
            return
        more = {} if self.version == "ocpp1.6" else {"certificateType": "ChargingStationCertificate"}
        if self.version == "ocpp2.1":
            more["requestId"] = self.requests.index(asked) + 1  # type: ignore[assignment]  # a number among texts
        answer = await self.call("SignCertificate", {"csr": asked, **more})
        assert answer == {"status": "Accepted"}
        if self.unanswered == asked:
            self.unanswered = None

    def by_itself(self, action: str, payload: dict[str, Any]) -> Answer:
        """Agrees to ask, and takes a certificate for a key of its own."""
        match action:
            case "TriggerMessage" | "ExtendedTriggerMessage":
                of_16 = self.version == "ocpp1.6"
                assert payload["requestedMessage"] == (
                    "SignChargePointCertificate" if of_16 else "SignChargingStationCertificate"
                )
                return {"status": "Accepted"}
            case "CertificateSigned":
                return {"status": "Accepted" if self._key_of(payload["certificateChain"]) else "Rejected"}
            case _:
                return super().by_itself(action, payload)

    def follow(self, action: str, payload: dict[str, Any]) -> None:
        """Asks, and keeps what it got."""
        match action:
            case "TriggerMessage" | "ExtendedTriggerMessage":
                self._make_request()
                self.begin(self._send_request())
            case "CertificateSigned":
                self._take(payload["certificateChain"])
            case _:
                super().follow(action, payload)

    def _take(self, chain: str) -> None:
        key = self._key_of(chain)
        assert key is not None
        if self._keys[-1] is key:
            self.unanswered = None
        is_new = chain not in self.chains
        self.chains.append(chain)
        if self.trusted is not None and is_new:
            self.context, self.password = self._showing(chain, key), None
            self.begin(self._start_anew())

    def _key_of(self, chain: str) -> ec.EllipticCurvePrivateKey | None:
        public = x509.load_pem_x509_certificate(chain.encode()).public_key()
        return next((key for key in self._keys if key.public_key() == public), None)

    def _showing(self, chain: str, key: ec.EllipticCurvePrivateKey) -> ssl.SSLContext:
        """TLS with this certificate."""
        assert self.folder is not None
        file, key_file = self.folder / f"{self.name}.pem", self.folder / f"{self.name}.key"
        file.write_text(chain)
        key_file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        context = ssl.create_default_context(cafile=self.trusted)
        context.load_cert_chain(file, key_file)
        return context
