"""Settings about certificates of cars (ISO 15118); they are part of `Settings`."""

from typing import Annotated, Literal

from msgspec import Meta

from .settings_tls import TlsSettings


class CarSettings(TlsSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who has contracts for cars, and who is asked whether certificates of cars and stations are revoked."""

    contract_provider_url: Annotated[
        Annotated[str, Meta(min_length=1, max_length=2000)] | None,
        Meta(
            description="A pool of contracts (OPCP, CCP) that answers cars which ask for a contract certificate; "
            "without the path /v1/ccp/signedContractData. Unset: cars are answered that there is none.",
            extra={"allowed": "an https URL; http within private networks"},
        ),
    ] = None
    contract_provider_token: Annotated[
        Annotated[str, Meta(min_length=1, max_length=8000, pattern=r"^[!-~]+$(?!\n)")] | None,
        Meta(
            description="The bearer token by which it knows us. Unset: none is sent.",
            extra={"secret": True, "allowed": "a text without blanks"},
        ),
    ] = None
    contract_provider_timeout_s: Annotated[
        float,
        Meta(description="How long it has to answer; a car of ISO 15118-2 waits for 5 s in all.", ge=0.1, le=30),
    ] = 4.0
    certificate_status: Annotated[
        Literal["on", "off"],
        Meta(
            description="Ask responders (OCSP) and fetch revocation lists that stations name, for what they show cars "
            "and what cars show them. off: stations are answered that there is no status."
        ),
    ] = "on"
    certificate_status_proof: Annotated[
        Literal["require", "prefer"],
        Meta(
            description="Whether the status of a car's certificate counts when its CA is not among contract_roots, so "
            "that nobody can tell who signed it: it does not, or it does."
        ),
    ] = "require"
