"""A pool of contracts (OPCP, CCP) asked over HTTP for what a car is to be given; nothing of the car's data is opened.

Source: OPCP 1.0.0, CCP interface, getSignedContractData.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from pilotwire.domain.car_certificates import Contract, ContractRequest
from pilotwire.kernel.errors import PilotwireError

Post = Callable[[str, bytes, Mapping[str, str], float], Awaitable[tuple[int, bytes]]]
"""Sends a body with headers to an address and brings status and body. Raises PilotwireError."""
PATH: Final = "/v1/ccp/signedContractData"


class NoContractError(PilotwireError):
    """The pool gave no contract, and nothing for the car; the message says why."""


@dataclass(frozen=True, slots=True)
class PoolTerms:
    """Where the pool is, without the path of the question, and how it knows us."""

    url: str
    token: str | None
    timeout_s: float


class ContractPool:
    """Fits `ContractProvider`."""

    def __init__(self, terms: PoolTerms, post: Post) -> None:
        self._terms = terms
        self._post = post

    async def provide(self, request: ContractRequest) -> Sequence[Contract]:
        """See `ContractProvider`. What the pool has for a car of which it knows no contract is a refusal in EXI."""
        body = {"certificateInstallationReq": request.exi, "xsdMsgDefNamespace": request.schema}
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "Pilotwire"}
        if self._terms.token is not None:
            headers["Authorization"] = f"Bearer {self._terms.token}"
        url = self._terms.url.rstrip("/") + PATH
        try:
            status, answer = await self._post(url, msgspec.json.encode(body), headers, self._terms.timeout_s)
        except PilotwireError as error:
            raise NoContractError(f"the provider of contracts cannot be asked: {error.message}") from error
        if status not in (_FOUND, _NOT_FOUND):
            raise NoContractError(f"the provider of contracts answers with HTTP status {status}{_why(answer)}")
        return _contracts(answer, is_refusal=status == _NOT_FOUND)


class _Message(msgspec.Struct, rename="camel"):
    certificate_installation_res: Annotated[str, Meta(min_length=1)]
    emaid: str | None = None


class _Content(msgspec.Struct, rename="camel"):
    message_def: _Message


class _Ccp(msgspec.Struct, rename="camel"):
    emaid_content: Annotated[list[_Content], Meta(min_length=1)]


class _Answer(msgspec.Struct, rename={"response": "CCPResponse"}):
    response: _Ccp


class _Refusal(msgspec.Struct, rename="camel"):
    error_messages: list[str] = []


def _contracts(body: bytes, *, is_refusal: bool) -> list[Contract]:
    try:
        found = _ANSWER.decode(body).response.emaid_content
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        if is_refusal:
            raise NoContractError(f"the provider has no contract for this car{_why(body)}") from None
        raise NoContractError(f"the provider's answer cannot be used: {str(error)[:200]}") from None
    return [Contract(one.message_def.certificate_installation_res, one.message_def.emaid, is_refusal) for one in found]


def _why(body: bytes) -> str:
    """What the pool says about it, as far as that can be read."""
    try:
        said = "; ".join(_REFUSAL.decode(body).error_messages)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return ""
    return f": {said[:300]}" if said else ""


_ANSWER: Final = msgspec.json.Decoder(_Answer)
_REFUSAL: Final = msgspec.json.Decoder(_Refusal)
_FOUND: Final = 200
_NOT_FOUND: Final = 404
