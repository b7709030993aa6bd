"""What stations say of a firmware update, and in which order they may say it. Source: OCPP 2.1 part 2, L01 and L02."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

FirmwareStatus = Literal[
    "Idle", "DownloadScheduled", "Downloading", "DownloadPaused", "Downloaded", "DownloadFailed",
    "SignatureVerified", "InvalidSignature", "InstallScheduled", "Installing", "InstallRebooting", "Installed",
    "InstallVerificationFailed", "InstallationFailed",
]  # fmt: skip
"""FirmwareStatusEnumType; OCPP 1.6 without its security extension has Idle, Downloading, Downloaded, DownloadFailed,
Installing, Installed and InstallationFailed of it.
"""
FIRMWARE_STATUSES: Final[tuple[FirmwareStatus, ...]] = get_args(FirmwareStatus)
Verdict = Literal["taken", "skipped", "repeated", "backward", "late"]
"""`taken`: it may follow. `skipped`: it is further on than what may follow, and holds. `repeated`: it was the last one.
`backward`: it is of an earlier part, and changes nothing. `late`: the update had ended.
"""

FAILURES: Final[Mapping[FirmwareStatus, str]] = {
    "DownloadFailed": "download-failed",
    "InvalidSignature": "invalid-signature",
    "InstallVerificationFailed": "verification-failed",
    "InstallationFailed": "installation-failed",
}
"""The failure ends, and how the update's reason is named then."""
_RANKS: Final[Mapping[FirmwareStatus | None, int]] = {
    None: 0, "DownloadScheduled": 1, "Downloading": 2, "DownloadPaused": 2, "Downloaded": 3, "SignatureVerified": 4,
    "InstallScheduled": 5, "Installing": 6, "InstallRebooting": 6, "Installed": 7,
}  # fmt: skip
_INSTALL: Final[frozenset[FirmwareStatus]] = frozenset(
    {"Installing", "InstallRebooting", "Installed", "InstallVerificationFailed", "InstallationFailed"}
)
_VERIFIED: Final[frozenset[FirmwareStatus]] = frozenset({*_INSTALL, "InstallScheduled"})
NEXT: Final[Mapping[FirmwareStatus | None, frozenset[FirmwareStatus]]] = {
    None: frozenset({"DownloadScheduled", "Downloading", "DownloadFailed"}),
    "DownloadScheduled": frozenset({"Downloading", "DownloadPaused", "DownloadFailed"}),
    "Downloading": frozenset({"DownloadPaused", "Downloaded", "DownloadFailed"}),
    "DownloadPaused": frozenset({"Downloading", "DownloadFailed"}),
    "Downloaded": frozenset({*_VERIFIED, "SignatureVerified", "InvalidSignature"}),
    "SignatureVerified": _VERIFIED,
    "InstallScheduled": _INSTALL,
    "Installing": _INSTALL - {"Installing"},
    "InstallRebooting": _INSTALL - {"InstallRebooting"},
    "Installed": frozenset(),
}
"""What may follow what; None is the station's agreement. Installing may be left out (L01.FR.23), a reboot may come
before (L01.FR.15) and after the installation (L01.FR.32), and the signature's check is told by some only.
"""


def rank(status: FirmwareStatus | None) -> int:
    """How far this is, from 0; failures are beyond all."""
    return _RANKS.get(status, _BEYOND)


def judge(before: FirmwareStatus | None, status: FirmwareStatus) -> Verdict:
    """What a status means after another, while the update is open. `Idle` is judged elsewhere: it is no step."""
    if status == before:
        return "repeated"
    if status in NEXT.get(before, frozenset()):
        return "taken"
    return "skipped" if rank(status) > rank(before) else "backward"


_BEYOND: Final = 8
