"""Routes of certificates that were issued to stations: list, read, revoke, exchange for new ones; our authorities."""

from typing import Final

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from pilotwire.client import certificate as shapes
from pilotwire.client.filters import CertificateFilter
from pilotwire.client.operation import Operation
from pilotwire.domain import certificate as domain
from pilotwire.domain.security_commands import CertificateId
from pilotwire.kernel.errors import ConflictError, NotFoundError
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services import ports as filters
from pilotwire.services import station_certificates as service
from pilotwire.services.certificate_authority import CertificateAuthority
from pilotwire.services.certificate_jobs import ROTATE, RotateRequest
from pilotwire.services.station_certificates import CertificatePorts, known_certificate
from pilotwire.services.station_record import known_station

from .asking import path_text, read_body, read_part, read_query
from .control import actor_of
from .operations import accepted
from .parts import ApiParts, ApiRequest, Parts
from .shaping import instant


@get("/certificates")
async def list_certificates(request: ApiRequest, parts: Parts) -> shapes.CertificateList:
    """List certificates.

    Those that stations have asked for here, newest first, without their chains.
    """
    given = msgspec.structs.asdict(read_query(request, CertificateFilter))
    page = await parts.queries.certificates(read_part(request), msgspec.convert(given, filters.CertificateFilter))
    return shapes.CertificateList(items=[_shown(one) for one in page.items], next_cursor=page.next_cursor)


@get("/certificates/{certificate_id:str}")
async def get_certificate(certificate_id: FromPath[str], parts: Parts) -> shapes.Certificate:
    """Read a certificate.

    With its chain in PEM, once it is issued.
    """
    return _shown(await known_certificate(parts.queries, _record(certificate_id)), with_chain=True)


@post("/certificates/{certificate_id:str}/revoke", status_code=200)
async def revoke_certificate(certificate_id: FromPath[str], request: ApiRequest, parts: Parts) -> shapes.Certificate:
    """Revoke a certificate.

    For good: when this answers, no station comes in with it, and a connection that was made with it is closed. To ask
    again changes nothing.
    """
    given = await read_body(request, shapes.RevokeInput)
    needed = CertificatePorts(parts.store, parts.queries, parts.link, authority_of(parts))
    actor = actor_of(request, parts)
    done = await service.revoke_certificate(needed, _record(certificate_id), given.reason, parts.clock.now(), actor)
    return _shown(done, with_chain=True)


@get("/certificate-authorities")
async def list_authorities(parts: Parts) -> shapes.AuthorityList:
    """List certificate authorities.

    Those of our own; each is made when the first station asks for a certificate of its kind. The root is what stations
    and cars are to trust.
    """
    found = [] if parts.authority is None else await parts.authority.authorities()
    return shapes.AuthorityList(
        items=[
            shapes.Authority(
                uses=list(one.uses),
                subject=one.subject,
                fingerprint=one.fingerprint,
                not_before=instant(one.not_before),
                not_after=instant(one.not_after),
                root=one.root,
                ids=[shown_id(id_) for id_ in one.ids],
            )
            for one in found
        ],
        next_cursor=None,
    )


@post("/stations/{station_id:str}/certificates/rotate", status_code=202)
async def rotate_certificate(station_id: FromPath[str], request: ApiRequest, parts: Parts) -> Response[Operation]:
    """Exchange a station's certificate.

    Begins an operation `station.rotate_certificate`: the station is asked for a request, gets its new certificate, and
    is awaited with it. What it had is good until then, so it is never locked out. The result's `state` is `installed`
    where the station does not show it to us: below security profile 3, or because it is for cars.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    given = await read_body(request, shapes.RotateCertificateInput)
    authority_of(parts)
    wish = RotateRequest(given.use)
    return accepted(await parts.operations.start(ROTATE, wish, station.id, actor_of(request, parts)))


def authority_of(parts: ApiParts) -> CertificateAuthority:
    """The authority. Raises ConflictError where certificates are not issued here."""
    if parts.authority is None:
        raise ConflictError("Certificates are not issued here.", "Set certificate_authority to embedded.")
    return parts.authority


def shown_id(one: CertificateId) -> shapes.CertificateId:
    """What names a certificate, as it is shown."""
    return shapes.CertificateId(
        hash_algorithm=one.algorithm,
        issuer_name_hash=one.issuer_name_hash,
        issuer_key_hash=one.issuer_key_hash,
        serial_number=one.serial_number,
    )


def _record(certificate_id: str) -> RecordId:
    text = path_text(certificate_id)
    if not (text.isascii() and text.isdecimal() and len(text) < _LONGEST_ID):
        raise NotFoundError(f"There is no certificate '{text}'.", "Look at the list of certificates.")
    return RecordId(int(text))


def _shown(one: domain.Certificate, *, with_chain: bool = False) -> shapes.Certificate:
    shown = shapes.Certificate(
        id=str(one.id),
        station=one.station,
        use=one.use,
        state=one.state,
        subject=one.request.subject,
        requested_at=instant(one.requested_at),
        updated_at=instant(one.updated_at),
        error=one.error,
        remedy=one.remedy,
        revoked_at=instant(one.revoked_at),
        revocation_reason=one.revocation_reason,
    )
    issued = one.issued
    if issued is None:
        return shown
    return msgspec.structs.replace(
        shown,
        subject=issued.subject,
        serial_number=issued.serial_number,
        issuer=issued.issuer,
        fingerprint=issued.fingerprint,
        not_before=instant(issued.not_before),
        not_after=instant(issued.not_after),
        chain="".join(issued.chain) if with_chain else None,
    )


_LONGEST_ID: Final = 20
CERTIFICATE_ROUTES: Final = (
    list_certificates,
    get_certificate,
    revoke_certificate,
    list_authorities,
    rotate_certificate,
)
