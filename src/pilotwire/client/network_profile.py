"""Ways to a CSMS that stations keep in numbered slots."""

from typing import Annotated, Literal

from msgspec import Meta

from .control import ControlInput

NetworkInterface = Literal[
    "Wired0", "Wired1", "Wired2", "Wired3", "Wireless0", "Wireless1", "Wireless2", "Wireless3"
]  # fmt: skip


class NetworkProfileInput(ControlInput, frozen=True, kw_only=True):
    """A way to a CSMS: its URL without the station's id, how securely, over what, and how long to wait for answers.

    It is stored in a slot of the station, and used when the slot's turn comes in `NetworkConfigurationPriority`.
    """

    slot: Annotated[int, Meta(ge=0, le=2_147_483_647)]
    csms_url: Annotated[str, Meta(min_length=1, max_length=512, pattern=r"^wss?://[!-~]+$(?!\n)")]
    security_profile: Annotated[int, Meta(ge=0, le=3)]
    message_timeout_s: Annotated[int, Meta(ge=1, le=3600)] = 30
    interface: NetworkInterface = "Wired0"
