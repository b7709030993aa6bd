"""States of firmware updates, publications and campaigns, for filters and resources alike."""

from typing import Literal

UpdateState = Literal[
    "asking", "accepted", "download-scheduled", "downloading", "download-paused", "downloaded", "verified",
    "install-scheduled", "installing", "rebooting", "installed", "succeeded", "failed", "cancelled",
]  # fmt: skip
PublicationState = Literal[
    "asking", "accepted", "download-scheduled", "downloading", "download-paused", "downloaded", "checksum-verified",
    "published", "failed", "cancelled", "unpublished",
]  # fmt: skip
CampaignState = Literal["running", "aborting", "done", "aborted", "cancelled", "failed"]
MemberState = Literal["waiting", "running", "done", "failed", "skipped", "cancelled", "unreached"]
Hindrance = Literal["wave", "window", "retry", "offline", "charging", "turn", "paused", "aborted"]
Signing = Literal["prefer", "require", "never"]
BusyRule = Literal["wait", "skip", "begin"]
Day = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
