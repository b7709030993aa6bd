"""What a service gets with every message: whose it is, when it came, where to look and where to put changes."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

import msgspec

from pilotwire.domain.finding import Oddity, Severity
from pilotwire.domain.station import ChargingStation, Onboarding
from pilotwire.kernel.ids import StationId

from .advisers import NO_ADVISERS, Advisers
from .ports import Store
from .work import Work


class CertificateRules(msgspec.Struct, frozen=True, kw_only=True):
    """How certificates are issued. The O of a request must be one of `organizations` (none: any); `min_profile` is the
    least security profile of the connection over which one is asked for. `renewal_days` before its end a certificate
    is renewed; 0: never by us.
    """

    organizations: tuple[str, ...] = ()
    min_profile: int = 1
    renewal_days: int = 30


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """What the deployment has decided; a station's own `Behaviour` may differ.

    `heartbeat_interval_s` is told to accepted stations, `pending_interval_s` to those that wait or are refused.
    `security_profiles` are those with which stations can reach this deployment.
    `zone` is where the hours of tokens are read; `token_cache_s` how long stations may remember an accepted token
    (None: their own rule); `price_text` what they show before a start. `receipt_url` is where receipts of payments at
    stations are, `cost_text` what they show of a cost at its end: templates.
    """

    onboarding: Onboarding = "accept"
    accept_unknown_tokens: bool = False
    allow_concurrent: bool = False
    accept_early_calls: bool = False
    heartbeat_interval_s: int = 300
    pending_interval_s: int = 60
    security_profiles: frozenset[int] = frozenset({0, 1, 2, 3})
    zone: tzinfo = UTC
    token_cache_s: int | None = None
    price_text: str | None = None
    receipt_url: str | None = None
    cost_text: str | None = None
    certificates: CertificateRules = CertificateRules()


class Context(msgspec.Struct, frozen=True, gc=False):
    """One message's surroundings. `received_at` is our time; nothing below reads a clock.

    `action` and `payload` are the message as it came, for what is kept without being understood. `was_triggered`: we
    asked for it on this connection.
    """

    station: StationId
    received_at: datetime
    action: str
    payload: msgspec.Raw
    store: Store
    work: Work
    rules: Rules
    advisers: Advisers = NO_ADVISERS
    was_triggered: bool = False

    @property
    def record(self) -> ChargingStation | None:
        """What is known of the station."""
        return self.store.station(self.station)

    def note(self, name: str, detail: str = "", place: str = "", severity: Severity = "info") -> None:
        """Record that the station did something odd; it becomes a finding with this message as its sample."""
        self.work.note(Oddity(name, place, detail, severity))

    def check_clock(self, at: datetime) -> None:
        """Note a station clock that cannot be right: ahead of ours, or before the first OCPP.

        A time in the past says nothing, since stations deliver late what they stored while offline.
        """
        if (at > self.received_at and at - self.received_at > _CLOCK_AHEAD) or at.year < _FIRST_YEAR:
            self.note("clock-wrong", f"the station's time is {at:%Y-%m-%d %H:%M:%S}", severity="warning")


_CLOCK_AHEAD: Final = timedelta(minutes=2)
_FIRST_YEAR: Final = 2010
