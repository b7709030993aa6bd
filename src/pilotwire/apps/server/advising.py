"""Who is asked when a token is judged, by the settings; made within the event loop, and closed with the server."""

import contextlib
from collections.abc import Mapping
from typing import Final

from pilotwire.apps.csms.key_codes import WrongKeyCodes
from pilotwire.kernel.errors import BadInputError, PilotwireError
from pilotwire.kernel.time import Clock
from pilotwire.services.advisers import Advisers, ContractValidator, OutsideAuthorizer
from pilotwire.services.vat_checker import VatChecker

from .car_advising import contract_provider, statuses
from .plugins import plugins
from .settings import Settings

_OCSP: Final[Mapping[str, str]] = {
    "Content-Type": "application/ocsp-request",
    "Accept": "application/ocsp-response",
    "User-Agent": "Pilotwire",
}


async def advisers(settings: Settings, clock: Clock, closing: contextlib.AsyncExitStack) -> Advisers:
    """Those that the settings want. Raises PilotwireError for a folder or an address that cannot be used."""
    try:
        return Advisers(
            await _contracts(settings, clock, closing), await _outside(settings, clock, closing), WrongKeyCodes(),
            vendor_plugins=plugins(settings.plugins, settings.accepted_vendors, settings.display_vendors_file),
            vat_numbers=await _vat_numbers(settings, clock, closing),
            contract_provider=contract_provider(settings, closing), statuses=statuses(settings, clock, closing),
        )  # fmt: skip
    except BadInputError as error:
        raise PilotwireError(error.message, error.remedy) from error


async def _contracts(settings: Settings, clock: Clock, closing: contextlib.AsyncExitStack) -> ContractValidator | None:
    if settings.contract_roots is None:
        return None
    # Only who checks contracts pays for loading these libraries.
    from pilotwire.adapters.pki.contract_roots import ContractRoots
    from pilotwire.adapters.pki.contract_validator import ContractValidator as Validator
    from pilotwire.adapters.transport.outgoing import Outgoing, OutgoingError

    roots = ContractRoots(settings.contract_roots, clock)
    outgoing = Outgoing(allow_private=settings.outgoing_private_addresses)
    closing.push_async_callback(outgoing.close)

    async def post(url: str, body: bytes) -> bytes:
        reply = await outgoing.post(url, body, _OCSP, settings.outgoing_timeout_s)
        if reply.status != 200:
            raise OutgoingError(f"the responder answers with HTTP status {reply.status}")
        return reply.body

    return Validator(roots, post, clock, settings.contract_revocation)


async def _outside(settings: Settings, clock: Clock, closing: contextlib.AsyncExitStack) -> OutsideAuthorizer | None:
    if settings.authorizer_url is None:
        return None
    from pilotwire.adapters.hook.authorizer import HttpAuthorizer, Terms
    from pilotwire.adapters.transport.outgoing import Outgoing

    outgoing = Outgoing(allow_private=True)  # its address is the operator's own
    closing.push_async_callback(outgoing.close)
    terms = Terms(
        settings.authorizer_url, settings.authorizer_secret or "", settings.authorizer_timeout_s,
        settings.authorizer_fallback, settings.authorizer_tokens == "all", settings.authorizer_cache_s,
    )  # fmt: skip
    return HttpAuthorizer(terms, outgoing.post, clock)


async def _vat_numbers(settings: Settings, clock: Clock, closing: contextlib.AsyncExitStack) -> VatChecker | None:
    if settings.vat_checker_url is None:
        return None
    from pilotwire.adapters.hook.vat_checker import HttpVatChecker, VatTerms
    from pilotwire.adapters.transport.outgoing import Outgoing

    outgoing = Outgoing(allow_private=True)  # its address is the operator's own
    closing.push_async_callback(outgoing.close)
    terms = VatTerms(settings.vat_checker_url, settings.vat_checker_secret, settings.vat_checker_timeout_s)
    return HttpVatChecker(terms, outgoing.post, clock)
