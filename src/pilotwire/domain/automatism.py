"""What Pilotwire asks of stations although nobody asked for it just then; each can be told not to."""

from typing import Final, Literal, get_args

import msgspec

Automatism = Literal[
    "boot-reminder", "liveness-probe",
    "first-report", "onboarding", "transaction-check", "transaction-repair", "limit-stop",
    "profile-again",
    "cache-clearing", "certificate-renewal", "running-cost",
    "tariff-install", "firmware-probe",
]  # fmt: skip
AUTOMATISMS: Final[tuple[Automatism, ...]] = get_args(Automatism)


class Described(msgspec.Struct, frozen=True):
    """When it begins, what the station is sent, and the setting that turns it on."""

    when: str
    sends: str
    setting: str


TABLE: Final[dict[Automatism, Described]] = {
    "liveness-probe": Described(
        "a station has sent nothing for some heartbeat intervals although its connection is there; without an answer it"
        " is asked once more, then the connection is closed",
        "TriggerMessage(Heartbeat)", "silent_heartbeats",
    ),
    "boot-reminder": Described(
        "a station is connected and has never booted", "TriggerMessage(BootNotification)", "trigger_boot_after_s"
    ),
    "first-report": Described(
        "a station is accepted for the first time, or boots with another firmware version",
        "GetBaseReport(FullInventory), in OCPP 1.6 GetConfiguration, as operation station.report",
        "first_report",
    ),
    "onboarding": Described(
        "a station boots and the deployment's rule lets it wait",
        "the same report, then what the template named wants, and TriggerMessage(BootNotification) or Reset once all of"
        " it was taken, as operation station.provision",
        "onboarding_template",
    ),
    "transaction-check": Described(
        "a station comes back while transactions of it are open, from OCPP 2.0.1 on", "GetTransactionStatus of each",
        "transaction_check_after_s",
    ),
    "transaction-repair": Described(
        "a rule finds a problem with an open transaction, from OCPP 2.0.1 on, at most once an hour",
        "GetTransactionStatus", "transaction_repair",
    ),
    "limit-stop": Described(
        "a transaction has limits: where it is not known whether the station keeps them, and when one is reached that "
        "it does not keep",
        "GetVariables(TxCtrlr.SupportedLimits) from OCPP 2.1 on; RequestStopTransaction, in 1.6 RemoteStopTransaction",
        "transaction_limit_stop",
    ),
    "cache-clearing": Described(
        "a token or a group of tokens is blocked, or a token is removed",
        "ClearCache, to the stations at which it has charged, as operation tokens.forget",
        "clear_caches",
    ),
    "profile-again": Described(
        "a station of OCPP 2.1 has resumed a transaction that was started from here with a charging profile",
        "SetChargingProfile with that profile, as operation transaction.resume, unless the station says to keep such"
        " profiles", "transaction_profile_again",
    ),
    "running-cost": Described(
        "the cost of a running transaction has changed, its station shows costs and does not reckon them itself",
        "CostUpdated; in OCPP 1.6 DataTransfer of RunningCost, after the end FinalCost and after an Authorize "
        "SetUserPrice, to stations whose key CustomDisplayCostAndPrice is true",
        "cost_update_s",
    ),
    "tariff-install": Described(
        "a connected station that reckons by tariffs (OCPP 2.1) has another default tariff at an EVSE than is assigned "
        "there; where it fails, once more after an hour or when something else is assigned",
        "GetTariffs, ClearTariffs and SetDefaultTariff, as operation station.tariffs",
        "tariff_install",
    ),
    "certificate-renewal": Described(
        "a certificate that a connected station got here ends within certificate_renewal_days, once a day",
        "TriggerMessage for a request to sign, in OCPP 1.6 ExtendedTriggerMessage, and CertificateSigned, as operation "
        "station.rotate_certificate",
        "certificate_renewal_days",
    ),
    "firmware-probe": Described(
        "a station has said nothing of its firmware update for ten minutes or what the update says, or it is not known"
        " whether it got the request",
        "TriggerMessage(FirmwareStatusNotification), for signed updates of OCPP 1.6 ExtendedTriggerMessage; after"
        " Installed TriggerMessage(BootNotification)",
        "firmware_probe",
    ),
}  # fmt: skip
"""All there are: what is not listed here is never begun by itself."""
