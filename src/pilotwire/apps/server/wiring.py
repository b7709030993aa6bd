"""From settings to the rules and limits of the parts."""

from datetime import timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pilotwire.adapters.transport.admission import AdmissionLimits
from pilotwire.adapters.transport.connection import SocketLimits
from pilotwire.adapters.transport.door import ListenerSettings
from pilotwire.adapters.transport.handshake import HandshakeRules
from pilotwire.apps.csms.app import VERSIONS
from pilotwire.apps.csms.parts import CsmsRules
from pilotwire.domain.qr_code import QrRules
from pilotwire.domain.transaction_problem import ProblemRules
from pilotwire.protocol.ocppj.version import Version
from pilotwire.services.context import CertificateRules, Rules
from pilotwire.services.transaction_care import CareRules

from .settings import Settings


def service_rules(settings: Settings) -> Rules:
    """What the services go by."""
    return Rules(
        onboarding=settings.onboarding_rule(),
        accept_unknown_tokens=settings.accept_unknown_tokens,
        allow_concurrent=settings.concurrent_transactions == "allow",
        accept_early_calls=settings.early_calls == "accept",
        heartbeat_interval_s=settings.heartbeat_interval_s,
        pending_interval_s=settings.pending_interval_s,
        security_profiles=security_profiles(settings),
        zone=ZoneInfo(settings.time_zone),
        token_cache_s=settings.token_cache_s,
        price_text=settings.price_text,
        receipt_url=settings.receipt_url,
        cost_text=settings.cost_text,
        certificates=CertificateRules(
            organizations=_organizations(settings),
            min_profile=settings.certificate_min_profile,
            renewal_days=settings.certificate_renewal_days,
        ),
    )


def qr_rules(settings: Settings) -> QrRules | None:
    """How stations make the addresses in their QR codes."""
    if settings.qr_code_url is None or settings.qr_code_secret is None:
        return None
    return QrRules(settings.qr_code_url, settings.qr_code_secret, settings.qr_code_validity_s)


def security_profiles(settings: Settings) -> frozenset[int]:
    """The security profiles with which stations can connect: the plain port is always there."""
    with_password = settings.ocpp_tls_client_ca is None or settings.ocpp_tls_client_optional
    has_ca = settings.ocpp_tls_client_ca is not None or settings.certificate_authority != "off"
    secure = {2: with_password, 3: has_ca}
    served = {profile for profile, is_served in secure.items() if is_served and settings.ocpp_tls_port is not None}
    return frozenset({0, 1, *served})


def csms_rules(settings: Settings) -> CsmsRules:
    """How connections are treated."""
    return CsmsRules(
        call_timeout_s=settings.call_timeout_s,
        call_queue=settings.call_queue,
        ping_interval_s=settings.ping_interval_s,
        unanswered_before_close=settings.calls_unanswered_before_close,
        silent_heartbeats=settings.silent_heartbeats,
        trigger_boot_after_s=settings.trigger_boot_after_s,
        compression=settings.compression,
        quiet=settings.quiet,
        care=care_rules(settings),
        check_transactions_after_s=settings.transaction_check_after_s,
        stop_at_limits=settings.transaction_limit_stop,
        profile_again=settings.transaction_profile_again,
        ingest=settings.ingest,
        organizations=settings.ocpp_tls_client_organizations,
        wrong_passwords_per_min=settings.wrong_passwords_per_min,
        serial_mismatch=settings.serial_number_mismatch,
        clear_caches=settings.clear_caches,
        cost_update_s=settings.cost_update_s,
        tariff_install=settings.tariff_install,
        first_report=settings.first_report,
        certificate_renewal=settings.certificate_renewal_days > 0 and settings.certificate_authority != "off",
        onboarding_template=settings.onboarding_template,
        firmware_probe=settings.firmware_probe,
    )


def zone_of(settings: Settings, name: str | None) -> tzinfo:
    """A time zone by its IANA name, None: the deployment's. Raises ValueError for one that there is not."""
    try:
        return ZoneInfo(name or settings.time_zone)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(f"no time zone {name}") from error


def care_rules(settings: Settings) -> CareRules:
    """What is looked for in open transactions, and what is done about it."""
    return CareRules(
        problems=ProblemRules(
            no_energy_after=_time(minutes=settings.transaction_no_energy_min),
            silent_after=_time(hours=settings.transaction_silent_h),
            longest=_time(hours=settings.transaction_longest_h),
        ),
        repair=settings.transaction_repair,
    )


def _time(minutes: float = 0, hours: float = 0) -> timedelta | None:
    return timedelta(minutes=minutes, hours=hours) or None


def listener_settings(settings: Settings) -> ListenerSettings:
    """Where stations are awaited, and how many at a time."""
    return ListenerSettings(
        host=settings.stations_host,
        port=settings.ocpp_port,
        rules=HandshakeRules(prefix=settings.ocpp_path, versions=tuple(VERSIONS[name] for name in settings.protocols)),
        admission=AdmissionLimits(
            concurrent=settings.handshake_limit,
            rate_per_s=settings.handshakes_per_s,
            burst=settings.handshake_burst,
        ),
        socket=SocketLimits(message_bytes=settings.max_frame_bytes),
    )


def version_when_absent(settings: Settings) -> Version | None:
    """What a station speaks that names no version, by the deployment's rule."""
    name = settings.subprotocol_when_absent
    return None if name is None else VERSIONS[name]


def _organizations(settings: Settings) -> tuple[str, ...]:
    """For whom certificates are issued; by default for those whose certificates open the door."""
    own = settings.certificate_organization
    return settings.ocpp_tls_client_organizations if own is None else (own,)
