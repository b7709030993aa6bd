"""SignCertificate in every version: what needs a certificate authority for its answer, handed in from above."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeAlias

import msgspec

from pilotwire.dialects import ocpp2x_security as ocpp2x
from pilotwire.dialects import ocpp16_car_certificates as cars16
from pilotwire.dialects import ocpp16_security as ocpp16
from pilotwire.domain.certificate import Signing
from pilotwire.protocol.ocpp16 import core as core16
from pilotwire.protocol.ocpp16 import security as security16
from pilotwire.protocol.ocpp201 import security
from pilotwire.protocol.ocpp201.types.status_info import StatusInfo
from pilotwire.protocol.ocppj.version import Version
from pilotwire.services.context import Context
from pilotwire.services.station_certificates import SigningAnswer

from .handler import ActionTable, Handler
from .ocpp16.core import data_transfer_by
from .ocpp16.plug_and_charge import MESSAGES

Sign: TypeAlias = Callable[[Context, Signing], Awaitable[SigningAnswer]]
"""Judges a request; what is accepted is in the message's work."""

_LONGEST_INFO: Final = 512


def with_signing(tables: Mapping[Version, ActionTable], sign: Sign) -> Mapping[Version, ActionTable]:
    """The tables with a SignCertificate that asks `sign`."""
    own: Mapping[Version, Mapping[str, Handler]] = {
        Version.V16: {"SignCertificate": signing16(sign), "DataTransfer": transfer16(sign)},
        Version.V201: {"SignCertificate": signing2x(sign)},
        Version.V21: {"SignCertificate": signing2x(sign)},
    }
    return {
        version: msgspec.structs.replace(table, handlers={**table.handlers, **own[version]})
        for version, table in tables.items()
    }


def signing16(sign: Sign) -> Handler:
    """Source: OCPP 1.6 security whitepaper, A02 and A03."""

    async def sign_certificate(
        context: Context, message: security16.SignCertificateRequest
    ) -> security16.SignCertificateResponse:
        answer = await sign(context, ocpp16.signing(message))
        return security16.SignCertificateResponse(status="Accepted" if answer.accepted else "Rejected")

    return sign_certificate


def transfer16(sign: Sign) -> Handler:
    """DataTransfer that signs too. Source: OCA, using ISO 15118 plug and charge with OCPP 1.6."""

    async def signed(context: Context, vendor_id: str, data: str | None) -> str:
        answer = await sign(context, cars16.signing(vendor_id, data))
        return cars16.signing_data(vendor_id, None if answer.accepted else _why(answer), accepted=answer.accepted)

    known = {**MESSAGES, "SignCertificate": signed}

    async def data_transfer(context: Context, message: core16.DataTransferRequest) -> core16.DataTransferResponse:
        return await data_transfer_by(known, context, message)

    return data_transfer


def signing2x(sign: Sign) -> Handler:
    """Source: OCPP 2.0.1 part 2, A02 and A03."""

    async def sign_certificate(context: Context, message: ocpp2x.SignCertificate) -> security.SignCertificateResponse:
        answer = await sign(context, ocpp2x.signing(message))
        if answer.accepted:
            return security.SignCertificateResponse(status="Accepted")
        return security.SignCertificateResponse(status="Rejected", status_info=_why(answer))

    return sign_certificate


def _why(answer: SigningAnswer) -> StatusInfo:
    return StatusInfo(reason_code="InvalidCSR", additional_info=(answer.reason or "")[:_LONGEST_INFO] or None)
