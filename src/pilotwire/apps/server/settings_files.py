"""Settings about files for stations and from them; they are part of `Settings`."""

from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta

from .settings_plugins import PluginSettings
from .settings_tls import Port

Address = Annotated[str, Meta(pattern=r"^[A-Za-z0-9.:_%-]+\Z")]
_HOST = {"allowed": "a host name or an IP address, without a port"}
_PORT = {"allowed": "a whole number within 0..65535"}
MIB = 2**20


class FileSettings(PluginSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where files lie, how stations reach them, and how much there may be."""

    files: Annotated[
        Literal["on", "off"],
        Meta(description="Whether stations can fetch files here (firmware) and bring some (logs, diagnostics)."),
    ] = "on"
    files_dir: Annotated[
        Path | None,
        Meta(description="Folder for the content of files. Unset: `files` in data_dir.", extra={"allowed": "a folder"}),
    ] = None
    files_host: Annotated[
        Address | None,
        Meta(description="Address on which stations reach files. Unset: as the stations' own.", extra=_HOST),
    ] = None
    files_port: Annotated[
        Port | None,
        Meta(
            description="Port on which stations reach files over HTTP. 0: any free one. Unset: the one after "
            "ocpp_port.",
            extra=_PORT,
        ),
    ] = None
    files_tls_port: Annotated[
        Port | None,
        Meta(
            description="Port for files over HTTPS, with the certificates of ocpp_tls_port. 0: any free one. "
            "Unset: none.",
            extra=_PORT,
        ),
    ] = None
    files_url: Annotated[
        Annotated[str, Meta(min_length=1, max_length=200)] | None,
        Meta(
            description="Under which address stations reach `/files` of files_port or files_tls_port, where that is "
            "not the one listened on: behind a proxy or an address translation. Unset: this machine's own.",
            extra={"allowed": "an http or https URL without a query"},
        ),
    ] = None
    ftp_port: Annotated[
        Port | None,
        Meta(description="Port for files over FTP. 0: any free one. Unset: no FTP.", extra=_PORT),
    ] = None
    ftps_port: Annotated[
        Port | None,
        Meta(
            description="Port for files over FTPS (TLS from the first byte), with the certificates of ocpp_tls_port. "
            "0: any free one. Unset: no FTPS.",
            extra=_PORT,
        ),
    ] = None
    ftp_host: Annotated[
        Address | None,
        Meta(
            description="Host or address under which stations reach FTP, where that is not the one listened on. "
            "Unset: this machine's own.",
            extra=_HOST,
        ),
    ] = None
    ftp_passive_ports: Annotated[
        Annotated[str, Meta(pattern=r"^[1-9][0-9]{0,4}-[1-9][0-9]{0,4}\Z")] | None,
        Meta(
            description="Ports that FTP opens for transfers. Unset: any free ones.",
            extra={"allowed": "a span such as 50000-50099"},
        ),
    ] = None
    files_max_mib: Annotated[int, Meta(description="MiB of one file at most.", ge=1, le=1_048_576)] = 2048
    files_quota_mib: Annotated[int, Meta(description="MiB of all files together at most.", ge=1, le=1_073_741_824)] = (
        20_480
    )
    files_min_free_mib: Annotated[
        int, Meta(description="MiB that stay free on the disk with the files.", ge=0, le=1_073_741_824)
    ] = 256
    files_at_once: Annotated[
        int, Meta(description="Transfers of stations at a time; others are told to come again.", ge=1, le=10_000)
    ] = 100
    keep_logs_days: Annotated[
        int,
        Meta(description="How long logs and diagnostics that stations sent are kept. 0: for ever.", ge=0, le=36_500),
    ] = 90
    file_private_addresses: Annotated[
        bool,
        Meta(
            description="Let stations be told addresses of files within private networks, and of this machine, when an "
            "operator names one. Our own addresses may always be told."
        ),
    ] = False
