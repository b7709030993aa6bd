"""Every setting of the server: its name, type, bounds, default and meaning, and the rules that join several."""

import os
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import msgspec
from msgspec import Meta

from pilotwire.apps.api.admin_key import ADMIN_KEY_FILE
from pilotwire.domain.station import IngestPolicy, Onboarding
from pilotwire.kernel.errors import BadInputError

from .settings_firmware import FirmwareSettings

if TYPE_CHECKING:
    from sqlalchemy import URL

Subprotocol = Literal["ocpp1.6", "ocpp2.0.1", "ocpp2.1"]
LogLevel = Literal["debug", "info", "warning", "error"]
Host = Annotated[str, Meta(pattern=r"^[A-Za-z0-9.:_%-]+\Z")]
TemplateName = Annotated[str, Meta(min_length=1, max_length=100)]
LogFormat = Literal["auto", "console", "json"]

DATABASE_FILE: Final = "pilotwire.db"
SETTINGS_FILE: Final = "pilotwire.toml"


def default_data_dir(environment: Mapping[str, str]) -> Path:
    """`$XDG_DATA_HOME/pilotwire`, else `~/.local/share/pilotwire`. BadInputError where there is no home folder."""
    base = environment.get("XDG_DATA_HOME", "")
    if base.startswith("/"):  # the XDG rules: a relative path there is to be ignored
        return Path(base) / "pilotwire"
    try:
        home = Path(environment.get("HOME", "")) if environment.get("HOME") else Path.home()
    except RuntimeError as error:
        raise BadInputError(
            "This user has no home folder, so there is no default data folder.",
            "/data_dir",
            "Name a folder with --data-dir or PILOTWIRE_DATA_DIR.",
        ) from error
    return home / ".local" / "share" / "pilotwire"


def _here() -> Path:
    return default_data_dir(os.environ)


class Settings(FirmwareSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one deployment may choose. Names carry their units; 0 turns off what its description says it does.

    `settings_sources.load` fills it from the file, the environment and the flags, and is the only way that checks it.
    """

    data_dir: Annotated[
        Path, Meta(description="Folder of the database, the admin key and the settings file; made at first start.")
    ] = msgspec.field(default_factory=_here)
    database_url: Annotated[
        str | None,
        Meta(
            description="postgresql://user:password@host/name or sqlite:///file. Unset: a SQLite file in data_dir.",
            extra={"secret": True},
        ),
    ] = None

    host: Annotated[
        Host,
        Meta(
            description="Address on which all ports listen. 0.0.0.0 is every address of the machine.",
            extra={"allowed": "a host name or an IP address, without a port"},
        ),
    ] = "127.0.0.1"
    ocpp_host: Annotated[
        Host | None,
        Meta(
            description="Address for charging stations alone, so that the API can stay on loopback. Unset: as host.",
            extra={"allowed": "a host name or an IP address, without a port"},
        ),
    ] = None
    ocpp_port: Annotated[int, Meta(description="Port for charging stations. 0: any free one.", ge=0, le=65535)] = 9000
    http_port: Annotated[int, Meta(description="Port of the API. 0: any free one.", ge=0, le=65535)] = 8080
    ocpp_path: Annotated[
        str,
        Meta(
            description="Path in front of the station's id in the URL that a station connects to.",
            pattern=r"^/([A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*)?\Z",
            extra={"allowed": "a path that begins with / and does not end with it, such as /ocpp"},
        ),
    ] = "/ocpp"

    http_hosts: Annotated[
        tuple[str, ...],
        Meta(
            description="Names by which a proxy in front hands requests on, when the API itself listens on loopback.",
            extra={"allowed": "a list of host names"},
        ),
    ] = ()

    onboarding: Annotated[
        Literal["auto", "accept", "pending", "refuse"],
        Meta(
            description="What a station meets that nobody has entered: work at once, wait for a person, a closed door. "
            "auto: accept while stations can reach us from this machine only, otherwise pending."
        ),
    ] = "auto"
    onboarding_template: Annotated[
        TemplateName | None,
        Meta(
            description="Template to write to stations that wait by this rule; each is accepted once it has taken it. "
            "Unset: a person accepts them.",
            extra={"allowed": "the name of a template"},
        ),
    ] = None
    accept_unknown_tokens: Annotated[
        bool, Meta(description="Let id tokens charge that nobody has entered. Meant for trials.")
    ] = False
    concurrent_transactions: Annotated[
        Literal["refuse", "allow"],
        Meta(description="Whether one id token may have several transactions; a token's own rule wins."),
    ] = "refuse"

    heartbeat_interval_s: Annotated[
        int, Meta(description="How often an accepted station shall send a heartbeat.", ge=1, le=604_800)
    ] = 300
    pending_interval_s: Annotated[
        int, Meta(description="When a station that is pending or rejected shall boot again.", ge=1, le=604_800)
    ] = 60
    call_timeout_s: Annotated[
        float, Meta(description="How long a station has to answer a call of ours.", ge=0.1, le=3600)
    ] = 30.0
    call_queue: Annotated[
        int, Meta(description="Calls that may wait for one station before more are refused.", ge=1, le=10_000)
    ] = 32
    ping_interval_s: Annotated[
        int, Meta(description="How often we send a WebSocket ping to a silent station. 0: never.", ge=0, le=86_400)
    ] = 60
    calls_unanswered_before_close: Annotated[
        int,
        Meta(description="Calls without an answer, in a row, after which we close the connection. 0: never.",
             ge=0, le=1000),
    ] = 3  # fmt: skip
    silent_heartbeats: Annotated[
        int,
        Meta(description="Heartbeat intervals of silence after which a connected station is asked whether it is there. "
             "0: never.", ge=0, le=1000),
    ] = 3  # fmt: skip
    protocols: Annotated[
        tuple[Subprotocol, ...],
        Meta(description="OCPP versions that we speak, the one we prefer first.", min_length=1),
    ] = ("ocpp2.1", "ocpp2.0.1", "ocpp1.6")
    subprotocol_when_absent: Annotated[
        Subprotocol | None,
        Meta(description="What a station speaks that names no OCPP version. Unset: such a station is refused."),
    ] = None
    compression: Annotated[bool, Meta(description="Offer permessage-deflate to stations.")] = False
    max_frame_bytes: Annotated[
        int, Meta(description="Largest frame that we take from a station.", ge=1024, le=67_108_864)
    ] = 1_048_576
    handshakes_per_s: Annotated[
        float, Meta(description="Connections that may be opened per second, on average.", ge=0.1, le=100_000)
    ] = 500.0
    handshake_burst: Annotated[
        int, Meta(description="Connections that may be opened at one moment beyond that average.", ge=1, le=1_000_000)
    ] = 1000
    handshake_limit: Annotated[
        int, Meta(description="Handshakes that may be in progress at the same time.", ge=1, le=100_000)
    ] = 200

    wrong_passwords_per_min: Annotated[
        int,
        Meta(
            description="Wrong passwords that are looked at each minute: for a station from its own address, for it "
            "from all others, and from each of these. Further ones have to wait; one that is right and was seen since "
            "the start never does. 0: no limit.",
            ge=0,
            le=100_000,
        ),
    ] = 30

    ingest: Annotated[
        IngestPolicy,
        Meta(
            description="What happens to a message that breaks its schema: repaired where a named rule can, refused, "
            "or recorded and answered as well as possible."
        ),
    ] = "tolerant"
    early_calls: Annotated[
        Literal["refuse", "accept"],
        Meta(description="What happens to messages that a station sends before it has been accepted."),
    ] = "refuse"
    trigger_boot_after_s: Annotated[
        int,
        Meta(description="Ask a connected station to boot that has not done so after this time. 0: never.",
             ge=0, le=86_400),
    ] = 10  # fmt: skip
    first_report: Annotated[
        bool,
        Meta(
            description="Ask each station for all of its variables once it is accepted, and again when it boots with "
            "another firmware."
        ),
    ] = True
    quiet: Annotated[
        bool,
        Meta(
            description="Send stations no call that nobody asked for, whatever else is turned on; test tools want that."
        ),
    ] = False

    keep_messages_days: Annotated[int, Meta(description="How long frames are kept. 0: for ever.", ge=0, le=36_500)] = 30
    keep_events_days: Annotated[
        int, Meta(description="How long events are kept, and so how far a reader can resume. 0: for ever.",
                  ge=0, le=36_500)
    ] = 30  # fmt: skip

    log_level: Annotated[LogLevel, Meta(description="The least that is logged.")] = "info"
    log_format: Annotated[LogFormat, Meta(description="auto: lines for people on a terminal, JSON otherwise.")] = "auto"
    show_link: Annotated[bool, Meta(description="Print a link with a one-time login token at the start.")] = True

    @property
    def listens_on_loopback_only(self) -> bool:
        """Whether nothing but this machine can reach any port."""
        return is_loopback(self.host) and is_loopback(self.stations_host)

    @property
    def stations_host(self) -> str:
        """The address on which charging stations are awaited."""
        return self.ocpp_host or self.host

    @property
    def files_address(self) -> str:
        """The address on which stations reach files."""
        return self.files_host or self.stations_host

    @property
    def files_http_port(self) -> int:
        """The port on which they reach them over HTTP; 0: any free one."""
        if self.files_port is not None:
            return self.files_port
        return self.ocpp_port + 1 if 0 < self.ocpp_port < _LAST_PORT else 0

    @property
    def database_file(self) -> Path:
        """Where SQLite lives when no database is named."""
        return self.data_dir / DATABASE_FILE

    @property
    def admin_key_file(self) -> Path:
        """Where the first start leaves the admin key."""
        return self.data_dir / ADMIN_KEY_FILE

    def onboarding_rule(self) -> Onboarding:
        """What an unknown station meets, `auto` resolved."""
        if self.onboarding != "auto":
            return self.onboarding
        return "accept" if is_loopback(self.stations_host) else "pending"

    def database(self) -> "URL":
        """The database as SQLAlchemy's URL with an async driver. BadInputError for one that we cannot use."""
        from pilotwire.apps.server.settings_database import database_url

        return database_url(self.database_url, self.database_file)


_LAST_PORT: Final = 65_535


def is_loopback(host: str) -> bool:
    """Whether an address to listen on can be reached from this machine only; unknown names count as reachable."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
