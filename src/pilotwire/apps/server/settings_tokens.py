"""Settings about who may charge; they are part of `Settings`."""

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta


class TokenSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How tokens are judged in this deployment, and who is asked about them."""

    time_zone: Annotated[
        str,
        Meta(
            description="Where the hours of tokens are read, by its IANA name.",
            extra={"allowed": "a time zone, such as Europe/Berlin"},
        ),
    ] = "UTC"
    token_cache_s: Annotated[
        Annotated[int, Meta(ge=0, le=315_360_000)] | None,
        Meta(
            description="How long stations may remember that a token was accepted; a token's own rule wins. 0: not at "
            "all. Unset: as the station itself has it.",
            extra={"allowed": "a whole number within 0..315360000"},
        ),
    ] = None
    clear_caches: Annotated[
        bool,
        Meta(
            description="Have stations forget what they remember of tokens when a token is blocked or removed that has "
            "charged there."
        ),
    ] = True
    price_text: Annotated[
        Annotated[str, Meta(min_length=1, max_length=512)] | None,
        Meta(
            description="What stations show before a start to those who may charge and have no message of their own "
            "(OCPP 2.x). Unset: nothing.",
            extra={"allowed": "a text of at most 512 characters"},
        ),
    ] = None
    contract_roots: Annotated[
        Path | None,
        Meta(
            description="Folder of the roots that contract certificates may lead to (plug and charge), as PEM files; "
            "other CAs in it help to check answers about revocation. Unset: none is accepted.",
            extra={"allowed": "a folder"},
        ),
    ] = None
    contract_revocation: Annotated[
        Literal["require", "prefer", "off"],
        Meta(
            description="What holds for contract certificates of which nobody says (by OCSP) whether they were "
            "revoked: refused, taken, or nobody is asked at all."
        ),
    ] = "require"
    outgoing_timeout_s: Annotated[
        float, Meta(description="How long a responder (OCSP) has to answer.", ge=0.1, le=60)
    ] = 5.0
    outgoing_private_addresses: Annotated[
        bool,
        Meta(description="Ask addresses within private networks too, when stations or certificates name them."),
    ] = False
    authorizer_url: Annotated[
        Annotated[str, Meta(min_length=1, max_length=2000)] | None,
        Meta(
            description="A program of your own that is asked over HTTP about tokens. Unset: nobody is asked.",
            extra={"allowed": "an http or https URL"},
        ),
    ] = None
    authorizer_secret: Annotated[
        str | None,
        Meta(
            description="With it the questions are signed (HMAC-SHA-256), so that the program knows them as ours.",
            extra={"secret": True, "allowed": "a text of at least 16 characters"},
        ),
    ] = None
    authorizer_tokens: Annotated[
        Literal["unknown", "all"],
        Meta(description="About which tokens it is asked: those that nobody has entered, or also those accepted here."),
    ] = "unknown"
    authorizer_timeout_s: Annotated[
        float, Meta(description="How long it has to answer; drivers wait meanwhile.", ge=0.1, le=25)
    ] = 3.0
    authorizer_fallback: Annotated[
        Literal["refuse", "accept", "local"],
        Meta(description="What holds when it does not answer: no, yes, or what is known here."),
    ] = "refuse"
    authorizer_cache_s: Annotated[
        float, Meta(description="How long its answer holds for the same token at the same station.", ge=0, le=3600)
    ] = 30.0
