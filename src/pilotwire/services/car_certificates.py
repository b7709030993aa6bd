"""What stations ask for on behalf of cars: contracts, of a provider, and statuses of certificates, of responders."""

import binascii
from collections.abc import Sequence
from typing import Final

import msgspec

from pilotwire.domain.car_certificate_events import CertificateStatusAnswered, ContractAnswered
from pilotwire.domain.car_certificates import (
    Contract,
    ContractAnswer,
    ContractRequest,
    OcspAnswer,
    StatusQuestion,
    StatusVerdict,
    by_priority,
)
from pilotwire.domain.contract import OcspData
from pilotwire.domain.security_commands import CarDialect
from pilotwire.kernel.errors import PilotwireError

from .context import Context


async def contract(context: Context, request: ContractRequest, within: str | None = None) -> ContractAnswer:
    """The answer to a car's request, which is told as an event. `within` is the vendor id that it came with in 1.6.

    The first of several contracts, with how many are left; each repeat of the request gets the next. OCPP has
    `remainingContracts` count those that more requests would bring, so it ends at 0 with the last.
    Source: OCPP 2.1 part 2, M01.FR.04, 06 and 07; OCPP 2.0.1 part 2, M01 and M02.
    """
    try:
        found, remaining = await _found(context, request)
    except _NotConfiguredError as error:
        answer, emaid = ContractAnswer("Failed", reason_code="NotEnabled", reason=error.message), None
    except PilotwireError as error:
        answer, emaid = ContractAnswer("Failed", reason_code="Unspecified", reason=error.message), None
    else:
        told = None if request.most_chains is None else remaining
        why = _NO_CONTRACT if found.is_refusal else None
        answer, emaid = ContractAnswer("Accepted", found.exi, told, reason=why), found.emaid
    context.work.tell(
        ContractAnswered(
            station=context.station, at=context.received_at, action=request.action, schema=request.schema,
            status=answer.status, remaining=answer.remaining, emaid=emaid, reason=answer.reason, within=within,
        )
    )  # fmt: skip
    return answer


async def certificate_status(context: Context, asked: OcspData, room: int, within: str | None = None) -> OcspAnswer:
    """A responder's answer for a station to show to cars, of `room` characters at most; told as an event.

    Source: OCPP 2.0.1 part 2, M06.
    """
    answer = await _status(context, asked, room)
    context.work.tell(
        CertificateStatusAnswered(
            station=context.station, at=context.received_at, source="OCSP", serial_number=asked.serial_number,
            urls=(asked.responder_url,), status=answer.status, reason=answer.reason, within=within,
        )
    )  # fmt: skip
    return answer


async def chain_status(context: Context, asked: Sequence[StatusQuestion]) -> Sequence[StatusVerdict]:
    """What is known of each certificate of a car's chain; each is told as an event. Source: OCPP 2.1 part 2, M07."""
    statuses = context.advisers.statuses
    if statuses is None:
        found: Sequence[StatusVerdict] = [StatusVerdict("Failed", context.received_at, _NO_STATUSES) for _ in asked]
    else:
        found = await statuses.verdicts(asked, context.received_at)
    for question, verdict in zip(asked, found, strict=True):
        context.work.tell(
            CertificateStatusAnswered(
                station=context.station, at=context.received_at, source=question.source,
                serial_number=question.id.serial_number, urls=question.urls, verdict=verdict.status,
                status="Failed" if verdict.status == "Failed" else "Accepted", reason=verdict.reason,
            )
        )  # fmt: skip
    return found


def learn_dialect(context: Context, dialect: CarDialect) -> None:
    """Remember how a station speaks of certificates for cars, so that it is spoken to in the same way."""
    record = context.record
    if record is not None and record.car_dialect != dialect:
        context.work.save(msgspec.structs.replace(record, car_dialect=dialect))


async def _found(context: Context, request: ContractRequest) -> tuple[Contract, int]:
    """The contract that comes next, and how many are left. Raises PilotwireError."""
    waiting = context.advisers.waiting_contracts
    found = waiting.next(context.station, request, context.received_at)
    if found is None:
        provider = context.advisers.contract_provider
        if provider is None:
            raise _NotConfiguredError(_NO_PROVIDER, "set contract_provider_url")
        _check_exi(request.exi)
        contracts = tuple(await provider.provide(request))
        first, *rest = by_priority(contracts, request.prioritized, max(request.most_chains or 1, 1))
        waiting.keep(context.station, request, rest, context.received_at)
        found = first, len(rest)
    if len(found[0].exi) > request.room:
        raise PilotwireError(
            f"the provider's answer has {len(found[0].exi)} characters, and this version of OCPP carries {request.room}"
        )
    return found


def _check_exi(exi: str) -> None:
    try:
        raw = binascii.a2b_base64("".join(exi.split()), strict_mode=True)
    except (binascii.Error, ValueError):
        raise PilotwireError("the car's request is no Base64, so nobody was asked") from None
    if not raw:
        raise PilotwireError("the car's request is empty, so nobody was asked")


async def _status(context: Context, asked: OcspData, room: int) -> OcspAnswer:
    statuses = context.advisers.statuses
    if statuses is None:
        return OcspAnswer("Failed", reason_code="NotEnabled", reason=_NO_STATUSES)
    try:
        der = await statuses.ocsp(asked, context.received_at)
    except PilotwireError as error:
        return OcspAnswer("Failed", reason_code="Unspecified", reason=error.message)
    text = binascii.b2a_base64(der, newline=False).decode()
    if len(text) > room:
        why = f"the responder's answer has {len(text)} characters, and this version of OCPP carries {room}"
        return OcspAnswer("Failed", reason_code="TooLargeElement", reason=why)
    return OcspAnswer("Accepted", text)


class _NotConfiguredError(PilotwireError):
    """This deployment has nobody to ask."""


_NO_PROVIDER: Final = "no provider of contracts is configured here"
_NO_STATUSES: Final = "this server asks for no statuses of certificates"
_NO_CONTRACT: Final = "the provider has no contract for this car, and the answer tells the car so"
