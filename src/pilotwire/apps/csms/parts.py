"""What the CSMS is made of, gathered once and handed around."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

import msgspec

from pilotwire.adapters.transport.link import LinkPolicy
from pilotwire.adapters.transport.ping_wheel import PingWheel
from pilotwire.adapters.transport.sessions import Connections
from pilotwire.domain.automatism import Automatism
from pilotwire.domain.station import Behaviour
from pilotwire.domain.station import IngestPolicy as IngestMode
from pilotwire.handlers.handler import ActionTable
from pilotwire.handlers.outgoing import TABLES
from pilotwire.kernel.ids import MessageId, StationId
from pilotwire.kernel.time import Clock
from pilotwire.protocol.ingest import IngestPolicy
from pilotwire.protocol.ocppj.version import Version
from pilotwire.services.advisers import NO_ADVISERS, Advisers
from pilotwire.services.context import Rules
from pilotwire.services.ports import Store
from pilotwire.services.transaction_care import CareRules

from .attempts import Attempts
from .automatisms import Automatisms
from .guarded_passwords import Remembering
from .refusal_log import RefusalLog


class CsmsRules(msgspec.Struct, frozen=True, kw_only=True):
    """How the CSMS treats connections; `trigger_boot_after_s` and `ping_interval_s` are off at 0. After
    `silent_heartbeats` intervals of silence a station is asked whether it is there (0: never).

    `quiet` sends stations nothing that nobody asked for. A station that is back is asked about its open transactions
    `check_transactions_after_s` after its connection (0: never). `organizations` are those whose certificates stations
    may show; none: anybody's. `serial_mismatch` is what a boot meets whose serial number is not the certificate's.
    `wrong_passwords_per_min`: see `Attempts`.
    `onboarding_template` is written to stations that wait by the deployment's rule, which are accepted when they have
    taken it. `cost_update_s` is how often at most a station is told what a transaction costs (0: never).
    """

    call_timeout_s: float = 30.0
    call_queue: int = 32
    ping_interval_s: int = 60
    unanswered_before_close: int = 3
    silent_heartbeats: int = 3
    trigger_boot_after_s: int = 10
    compression: bool = False
    quiet: bool = False
    care: CareRules = CareRules()
    check_transactions_after_s: int = 30
    stop_at_limits: bool = True
    profile_again: bool = True
    ingest: IngestMode = "tolerant"
    organizations: tuple[str, ...] = ()
    wrong_passwords_per_min: int = 30
    serial_mismatch: Literal["close", "record"] = "close"
    first_report: bool = False
    certificate_renewal: bool = False
    onboarding_template: str | None = None
    clear_caches: bool = True
    cost_update_s: int = 60
    tariff_install: bool = True
    firmware_probe: bool = True

    def automatisms(self) -> frozenset[Automatism]:
        """Those that are turned on, each by its own rule."""
        on: dict[Automatism, bool] = {
            "boot-reminder": self.trigger_boot_after_s > 0,
            "cache-clearing": self.clear_caches,
            "first-report": self.first_report,
            "firmware-probe": self.firmware_probe,
            "liveness-probe": self.silent_heartbeats > 0,
            "certificate-renewal": self.certificate_renewal,
            "onboarding": self.onboarding_template is not None,
            "transaction-check": self.check_transactions_after_s > 0,
            "transaction-repair": self.care.repair in ("ask", "close"),
            "limit-stop": self.stop_at_limits,
            "profile-again": self.profile_again,
            "running-cost": self.cost_update_s > 0,
            "tariff-install": self.tariff_install,
        }
        return frozenset(name for name, is_on in on.items() if is_on)


@dataclass(frozen=True, slots=True)
class CsmsParts:
    """Ports, rules and the live connections of one process."""

    store: Store
    passwords: Remembering
    clock: Clock
    rules: Rules
    csms: CsmsRules
    connections: Connections
    pings: PingWheel
    new_message_id: Callable[[], MessageId]
    automatisms: Automatisms
    attempts: Attempts
    refusals: RefusalLog
    advisers: Advisers = NO_ADVISERS
    tables: Mapping[Version, ActionTable] = field(default_factory=lambda: TABLES)
    certificate_seen: Callable[[StationId, str], Coroutine[object, object, None]] | None = None
    """Told the fingerprint of each certificate that a station comes with."""


def ingest_policy(behaviour: Behaviour, deployment: IngestMode) -> IngestPolicy:
    """How this station's messages are taken: its own switches over the deployment's."""
    return IngestPolicy(
        mode=behaviour.ingest or deployment,
        rules=behaviour.ingest_rules,
        naive_offset=timedelta(minutes=behaviour.naive_offset_min),
    )


def link_policy(rules: CsmsRules) -> LinkPolicy:
    """The link's limits by our rules."""
    return LinkPolicy(timeouts=rules.unanswered_before_close)
