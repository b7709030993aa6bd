"""What the API is made of: the ports that it serves from, and the settings of this deployment."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any, Final

import msgspec
from litestar import Request
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.types import Scope
from prometheus_client import CollectorRegistry

from pilotwire.client.health import HealthCheck
from pilotwire.domain.qr_code import QrRules
from pilotwire.domain.transaction_problem import ProblemRules
from pilotwire.kernel.time import Clock
from pilotwire.services.advisers import NO_ADVISERS, Advisers
from pilotwire.services.api_key import RandomBytes
from pilotwire.services.automatism import Policy
from pilotwire.services.certificate_authority import CertificateAuthority, RootReader
from pilotwire.services.context import Rules
from pilotwire.services.files import Files
from pilotwire.services.firmware_ports import SignatureCheck
from pilotwire.services.operations import Operations
from pilotwire.services.ports import (
    Feed,
    Passwords,
    Queries,
    Store,
)
from pilotwire.services.retention import Retention
from pilotwire.services.station_link import (
    CallBook,
    StationLink,
)

from .caller import Caller
from .login import Logins
from .reader import Readers

HealthSource = Callable[[], HealthCheck]
"""One thing to look at whenever somebody asks for the server's health. Must be quick, and never raise."""


class ApiSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What a deployment decides about its API.

    `ocpp_url` plus "/" and a station's id is what a station dials, `ocpp_tls_url` the same with TLS. `hosts` are names
    under which the server may be called besides its own addresses; it matters only while it listens on loopback.
    `stops_at_limits`: stations are asked to stop transactions at limits that they do not keep. `problems` is what is
    looked for in open transactions. `qr_codes`: how stations make the addresses in theirs.
    """

    version: str
    ocpp_url: str
    ocpp_tls_url: str | None = None
    hosts: tuple[str, ...] = ()
    call_timeout_s: float = 30.0
    max_body_bytes: int = 1_048_576
    event_page_size: int = 500
    keep_alive_s: float = 15.0
    max_readers: int = 256
    failed_attempts_per_min: int = 20
    remembered_answers: int = 50_000
    keep_customer_data_h: int = 24
    stops_at_limits: bool = True
    qr_codes: QrRules | None = None
    problems: ProblemRules = ProblemRules()


def _utc(_: str | None) -> tzinfo:
    return UTC


@dataclass(frozen=True, kw_only=True, slots=True)
class ApiParts:
    """The ports and the settings, and what the rest of the process shares with the API."""

    settings: ApiSettings
    store: Store
    queries: Queries
    feed: Feed
    link: StationLink
    call_book: CallBook
    operations: Operations
    passwords: Passwords
    clock: Clock
    random_bytes: RandomBytes
    logins: Logins
    registry: CollectorRegistry
    root_reader: RootReader
    signature_check: SignatureCheck
    started_at: datetime
    rules: Rules = field(default_factory=Rules)
    advisers: Advisers = NO_ADVISERS
    policy: Policy | None = None
    authority: CertificateAuthority | None = None
    files: Files | None = None
    health: Sequence[HealthSource] = ()
    readers: Readers = field(default_factory=Readers)
    retention: Retention | None = None
    zone_of: Callable[[str | None], tzinfo] = _utc


SHARED: Final = "pilotwire"
"""Under which name a request's state holds what its server's routes share: the parts by "parts", and others."""


def shared_of(scope: Scope) -> Mapping[str, Any]:
    """What the routes of the request's server share."""
    shared: Mapping[str, Any] = scope["state"][SHARED]
    return shared


Parts = NamedDependency[SkipValidation[ApiParts]]
"""How a route asks for the parts."""
ApiRequest = Request[object, Caller, State]
"""A request, with who made it in `auth`."""
