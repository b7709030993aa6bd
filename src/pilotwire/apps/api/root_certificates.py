"""Routes of root certificates that stations are to trust, and of what is in a station."""

from collections.abc import Awaitable, Callable
from typing import Final

from litestar import Response, delete, get, post, put
from litestar.params import FromPath

from pilotwire.client import certificate as shapes
from pilotwire.client.control import ControlAnswer
from pilotwire.domain import certificate as domain
from pilotwire.domain.command import Reply
from pilotwire.domain.security_commands import CertificateId
from pilotwire.kernel.errors import BadInputError
from pilotwire.services.installed_certificates import (
    Held,
    delete_installed,
    delete_root,
    install_root,
    installed_certificates,
)
from pilotwire.services.remote_control import Asker
from pilotwire.services.root_certificates import known_root, put_root, remove_root, root_version

from .answer import JsonResponse
from .asking import path_text, read_body, read_part, wanted_version
from .certificates import shown_id
from .control import acted, desk_of
from .once import Answers
from .parts import ApiRequest, Parts
from .shaping import instant


@get("/root-certificates")
async def list_root_certificates(request: ApiRequest, parts: Parts) -> shapes.RootCertificateList:
    """List root certificates.

    By name, rising.
    """
    page = await parts.queries.root_certificates(read_part(request))
    return shapes.RootCertificateList(items=[_shown(one) for one in page.items], next_cursor=page.next_cursor)


@get("/root-certificates/{name:str}")
async def get_root_certificate(name: FromPath[str], parts: Parts) -> Response[shapes.RootCertificate]:
    """Read a root certificate."""
    return _answer(await known_root(parts.queries, path_text(name)))


@put("/root-certificates/{name:str}")
async def replace_root_certificate(
    name: FromPath[str], request: ApiRequest, parts: Parts
) -> Response[shapes.RootCertificate]:
    """Store a root certificate.

    One self-signed CA in PEM that is in force; a chain is refused, and the answer names the root in it. No station
    hears of it before it is installed there. With If-Match only if nobody changed it since.
    """
    given = await read_body(request, shapes.RootCertificateInput)
    read = await parts.root_reader.read_root(path_text(name), given.use, given.certificate, parts.clock.now())
    saved = await put_root(parts.store, parts.queries, read, given.note, wanted_version(request))
    return _answer(saved.root, 201 if saved.is_new else 200)


@delete("/root-certificates/{name:str}")
async def delete_root_certificate(name: FromPath[str], request: ApiRequest, parts: Parts) -> None:
    """Remove a root certificate.

    From the store alone: stations that have it keep it.
    """
    await remove_root(parts.store, parts.queries, path_text(name), parts.clock.now(), wanted_version(request))


@post("/stations/{station_id:str}/certificates/read", status_code=200)
async def read_station_certificates(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.InstalledList]:
    """Ask which certificates a station holds.

    By the hashes that it tells; `root` and `certificate` say which of ours they are. A station of OCPP 1.6 is asked
    about certificates for cars if it has spoken of them, or if they are named.
    """
    desk, given = await desk_of(station_id, request, parts, answers, shapes.ReadCertificatesInput)

    async def act(asker: Asker) -> shapes.InstalledList:
        found = await installed_certificates(asker, parts.queries, desk.station, given.uses)
        return shapes.InstalledList(
            items=[_held(one) for one in found.held], next_cursor=None, status=found.status,
            reason_code=found.reason_code, info=found.info,
        )  # fmt: skip

    return await acted(desk, given, act)


@post("/stations/{station_id:str}/certificates/install", status_code=200)
async def install_certificate(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[ControlAnswer]:
    """Install a root certificate on a station.

    Accepted means that the station trusts it from now on, for what the root is stored for. A wrong root of the CSMS can
    lock a station out, unless it keeps the one before as a fallback.
    """
    desk, given = await desk_of(station_id, request, parts, answers, shapes.InstallInput)
    return await acted(desk, given, _told(lambda asker: install_root(asker, parts.queries, desk.station, given.root)))


@post("/stations/{station_id:str}/certificates/delete", status_code=200)
async def delete_certificate(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[ControlAnswer]:
    """Delete a certificate from a station.

    By the hashes that the station told, or by the name of a root, whose hashes the station is asked for first. Its own
    certificate for the connection to us is not deleted: 409.
    """
    desk, given = await desk_of(station_id, request, parts, answers, shapes.DeleteCertificateInput)
    if (given.id is None) == (given.root is None):
        raise BadInputError("Name the certificate once.", "/id", "Give either id or root.")

    async def act(asker: Asker) -> Reply:
        if given.root is not None:
            return await delete_root(asker, parts.queries, desk.station, given.root)
        return await delete_installed(asker, parts.queries, desk.station, _id(given), given.use)

    return await acted(desk, given, _told(act))


def _told(act: Callable[[Asker], Awaitable[Reply]]) -> Callable[[Asker], Awaitable[ControlAnswer]]:
    async def told(asker: Asker) -> ControlAnswer:
        reply = await act(asker)
        return ControlAnswer(status=reply.status, noticed=[], reason_code=reply.reason_code, info=reply.info)

    return told


def _id(given: shapes.DeleteCertificateInput) -> CertificateId:
    one = given.id
    if one is None:
        raise BadInputError("No certificate is named.", "/id", "Give either id or root.")
    return CertificateId(one.hash_algorithm, one.issuer_name_hash, one.issuer_key_hash, one.serial_number)


def _held(one: Held) -> shapes.InstalledCertificate:
    return shapes.InstalledCertificate(
        use=one.installed.use,
        id=shown_id(one.installed.id),
        children=[shown_id(child) for child in one.installed.children],
        root=one.root,
        certificate=None if one.certificate is None else str(one.certificate.id),
    )


def _answer(root: domain.RootCertificate, status: int = 200) -> Response[shapes.RootCertificate]:
    shown = _shown(root)
    return JsonResponse(shown, status_code=status, headers={"ETag": f'"{shown.version}"'})


def _shown(root: domain.RootCertificate) -> shapes.RootCertificate:
    return shapes.RootCertificate(
        name=root.name,
        version=root_version(root),
        use=root.use,
        certificate=root.pem,
        subject=root.subject,
        serial_number=root.serial_number,
        fingerprint=root.fingerprint,
        not_before=instant(root.not_before),
        not_after=instant(root.not_after),
        ids=[shown_id(one) for one in root.ids],
        created_at=instant(root.created_at),
        updated_at=instant(root.updated_at),
        note=root.note,
    )


ROOT_CERTIFICATE_ROUTES: Final = (
    list_root_certificates, get_root_certificate, replace_root_certificate, delete_root_certificate,
    read_station_certificates, install_certificate, delete_certificate,
)  # fmt: skip
