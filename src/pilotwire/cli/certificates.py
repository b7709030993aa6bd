"""`pilotwire certificates`: certificates of stations, the authorities that issue them, and what is in a station."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.car_certificates import list_questions
from pilotwire.cli.confirm import Yes, confirmed
from pilotwire.cli.operations import ended_operation, operation_table
from pilotwire.cli.options import DEFAULTS, Options, Switch, with_client
from pilotwire.cli.output import emit, emit_json, facts, grid, note, rest, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.typed import typed
from pilotwire.cli.words import plain, when
from pilotwire.client.certificate import (
    Certificate,
    DeleteCertificateInput,
    InstalledCertificate,
    InstallInput,
    ReadCertificatesInput,
    RevokeInput,
    RotateCertificateInput,
)
from pilotwire.client.control import ControlAnswer
from pilotwire.client.filters import CertificateFilter
from pilotwire.client.operation import Operation

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(
    name="certificates",
    help="Certificates of stations: list, show, rotate, revoke, authorities, installed, install, delete, cars.",
)
app.command(list_questions, name="cars")

Id = Annotated[str, Parameter(help="The certificate's id.")]
Station = Annotated[str, Parameter(help="The station's id.")]

_COLOURS: Final = {
    "active": "green", "installed": "green", "requested": "cyan", "issued": "cyan", "replaced": "dim",
    "refused": "bold red", "failed": "bold red", "revoked": "red", "expired": "red",
}  # fmt: skip


@app.command(name="list")
def list_certificates(
    *,
    station: Annotated[str | None, Parameter(help="Of this station.")] = None,
    state: Annotated[str | None, Parameter(help="requested, issued, installed, active, replaced, revoked ...")] = None,
    use: Annotated[str | None, Parameter(help="ChargingStationCertificate, V2GCertificate, V2G20Certificate.")] = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List the certificates that stations have asked for, the latest first."""
    said = {"station": station, "state": state, "use": use}
    wanted = typed({name: value for name, value in said.items() if value is not None}, CertificateFilter)
    print_list(
        options,
        limit,
        lambda client: lambda size, cursor: client.certificates.list(wanted, size, cursor),
        certificate_table,
    )


@app.command(name="show")
def show_certificate(
    certificate: Id,
    /,
    *,
    pem: Annotated[Switch, Parameter(help="Print its chain in PEM and nothing else.")] = False,
    options: Options = DEFAULTS,
) -> None:
    """Show one certificate."""
    found = with_client(options, lambda client: client.certificates.get(certificate))
    if pem:
        emit((found.chain or "").rstrip("\n"))
    else:
        _tell(found, options)


@app.command(name="rotate")
def rotate_certificate(
    station: Station,
    /,
    *,
    use: Annotated[str, Parameter(help="V2GCertificate or V2G20Certificate for those for cars.")] = (
        "ChargingStationCertificate"
    ),
    wait: Annotated[Switch, Parameter(help="Wait for the end; exit code 1 if it is not done.")] = False,
    options: Options = DEFAULTS,
) -> int:
    """Have a station exchange its certificate for a new one; what it has is good until it comes with the new one."""
    body = typed({"use": use}, RotateCertificateInput)
    operation = with_client(options, lambda client: _rotated(client, station, body, wait))
    if options.json:
        emit_json(operation)
    else:
        show(operation_table([operation], options.zone))
    return 1 if wait and operation.state != "done" else 0


@app.command(name="revoke")
def revoke_certificate(
    certificate: Id,
    /,
    *,
    reason: Annotated[
        str, Parameter(help="unspecified, key-compromise, affiliation-changed, superseded, cessation.")
    ] = "unspecified",
    yes: Yes = False,
    options: Options = DEFAULTS,
) -> None:
    """Revoke a certificate for good: no station comes in with it from now on."""
    body = typed({"reason": reason}, RevokeInput)
    if confirmed(f"Revoke certificate {certificate}?", yes):
        _tell(with_client(options, lambda client: client.certificates.revoke(certificate, body)), options)


@app.command(name="authorities")
def list_authorities(
    *,
    pem: Annotated[Switch, Parameter(help="Print the roots in PEM and nothing else.")] = False,
    options: Options = DEFAULTS,
) -> None:
    """List the authorities that issue certificates here."""
    found = with_client(options, lambda client: client.certificates.authorities()).items
    if pem:
        emit("".join(one.root for one in found).rstrip("\n"))
        return
    if options.json:
        for one in found:
            emit_json(one)
    elif not found:
        note("There are none; one is made when the first station asks for a certificate.")
    else:
        show(
            grid(
                ("For", "Root", "Until", rest("SHA-256")),
                (
                    (", ".join(one.uses), plain(one.subject), when(one.not_after, options.zone), one.fingerprint)
                    for one in found
                ),
            )
        )


@app.command(name="installed")
def show_installed(
    station: Station,
    /,
    *,
    use: Annotated[tuple[str, ...], Parameter(help="Those for this alone, such as V2GRootCertificate.")] = (),
    options: Options = DEFAULTS,
) -> None:
    """Ask a connected station which certificates it holds."""
    body = typed({"uses": list(use)}, ReadCertificatesInput)
    answer = with_client(options, lambda client: client.certificates.installed(station, body))
    if options.json:
        for one in answer.items:
            emit_json(one)
    elif answer.items:
        show(installed_table(answer.items))
    if not answer.items:
        note(f"{_said(answer.status, answer.info or answer.reason_code)}: it tells of none.")


@app.command(name="install")
def install_root(
    station: Station, root: Annotated[str, Parameter(help="The root's name.")], /, *, options: Options = DEFAULTS
) -> int:
    """Have a connected station trust a root certificate; exit code 1 unless it accepts."""
    body = typed({"root": root}, InstallInput)
    return _told(with_client(options, lambda client: client.certificates.install(station, body)), options)


@app.command(name="delete")
def delete_certificate(
    station: Station,
    root: Annotated[str | None, Parameter(help="The name of a root to delete.")] = None,
    /,
    *,
    algorithm: Annotated[str | None, Parameter(help="SHA256, SHA384 or SHA512, as `installed` shows it.")] = None,
    name_hash: Annotated[str | None, Parameter(help="Hash of its issuer's name.")] = None,
    key_hash: Annotated[str | None, Parameter(help="Hash of its issuer's key.")] = None,
    serial_number: Annotated[str | None, Parameter(help="Its serial number.")] = None,
    use: Annotated[str | None, Parameter(help="What it is for, as `installed` shows it; for cars with 1.6.")] = None,
    yes: Yes = False,
    options: Options = DEFAULTS,
) -> int:
    """Have a connected station delete a root by its name, or any certificate by the hashes that it told."""
    hashes = {
        "hash_algorithm": algorithm, "issuer_name_hash": name_hash, "issuer_key_hash": key_hash,
        "serial_number": serial_number,
    }  # fmt: skip
    given = {name: value for name, value in hashes.items() if value is not None}
    said = ({} if root is None else {"root": root}) | ({"id": given} if given else {})
    said |= {} if use is None else {"use": use}
    body = typed(said, DeleteCertificateInput)
    if not confirmed(f"Delete a certificate from {station}?", yes):
        return 0
    return _told(with_client(options, lambda client: client.certificates.delete(station, body)), options)


def certificate_table(found: Sequence[Certificate], zone: tzinfo | None) -> Table:
    """Certificates, one a line."""
    return grid(
        ("Certificate", "Station", "For", "State", "Until", rest("What came of it")),
        (
            (
                one.id,
                plain(one.station),
                one.use.removesuffix("Certificate"),
                Text(one.state, _COLOURS.get(one.state, "")),
                when(one.not_after, zone),
                plain(one.error or one.subject),
            )
            for one in found
        ),
    )


def installed_table(found: Sequence[InstalledCertificate]) -> Table:
    """What a station holds, one a line."""
    return grid(
        ("For", "Serial number", "Ours", "Hash", "Of the issuer's name", "Of its key"),
        (
            (
                plain(one.use),
                plain(one.id.serial_number),
                plain(one.root or one.certificate or "-"),
                one.id.hash_algorithm,
                plain(one.id.issuer_name_hash),
                plain(one.id.issuer_key_hash),
            )
            for one in found
        ),
    )


async def _rotated(client: "Client", station: str, body: RotateCertificateInput, wait: bool) -> Operation:
    begun = await client.certificates.rotate(station, body)
    return await ended_operation(client, begun.id) if wait else begun


def _told(answer: ControlAnswer, options: Options) -> int:
    if options.json:
        emit_json(answer)
    else:
        emit(_said(answer.status, answer.info or answer.reason_code))
    return 0 if answer.status == "Accepted" else 1


def _said(status: str, why: str | None) -> str:
    """The station's own word, with its reason where it gave one."""
    return f"{plain(status)}{f' ({plain(why)})' if why else ''}"


def _tell(one: Certificate, options: Options) -> None:
    if options.json:
        emit_json(one)
        return
    show(
        facts(
            (
                ("Certificate", one.id),
                ("Station", plain(one.station)),
                ("For", one.use),
                ("State", Text(one.state, _COLOURS.get(one.state, ""))),
                ("Subject", plain(one.subject)),
                ("Issuer", plain(one.issuer or "")),
                ("Serial number", one.serial_number or ""),
                ("SHA-256", one.fingerprint or ""),
                ("From", when(one.not_before, options.zone)),
                ("Until", when(one.not_after, options.zone)),
                ("Asked for", when(one.requested_at, options.zone)),
                ("Revoked", when(one.revoked_at, options.zone)),
                ("Reason", one.revocation_reason or ""),
                ("Error", Text(plain(one.error or ""), "red")),
                ("What to do", plain(one.remedy or "")),
            )
        )
    )
