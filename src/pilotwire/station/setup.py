"""What a virtual station is made of, and whom it talks to: all that is fixed before it starts."""

from typing import Final, Literal

import msgspec

from pilotwire.protocol.ocppj.version import Version

Supply = Literal["AC", "DC"]


class EvseSetup(msgspec.Struct, frozen=True, kw_only=True):
    """One EVSE. `connectors` are the types of its plugs in the words of OCPP 2.1 (cType2, sType2, cCCS2 ...)."""

    supply: Supply = "AC"
    phases: int = 3
    max_a: float = 32.0
    max_w: int = 22_000
    connectors: tuple[str, ...] = ("cType2",)


class StationSetup(msgspec.Struct, frozen=True, kw_only=True):
    """One station. `versions` in its order of preference; `url` without the identity.

    `seed` decides everything that looks like chance. `variables` are values that differ from the defaults of the
    device model, by name (`OCPPCommCtrlr.HeartbeatInterval`). `follows_csms`: it sets its clock by its CSMS, as real
    ones do; not so in virtual time against a CSMS that lives in ours.
    """

    id: str
    url: str = "ws://127.0.0.1:9000/ocpp"
    versions: tuple[Version, ...] = (Version.V201,)
    vendor: str = "Pilotwire"
    model: str = "Virtual 22"
    serial: str | None = None
    firmware: str = "1.0.0"
    evses: tuple[EvseSetup, ...] = (EvseSetup(),)
    security_profile: int = 0
    password: bytes | None = None
    seed: int = 0
    clock_error_ms: int = 0
    follows_csms: bool = True
    variables: tuple[tuple[str, str], ...] = ()


CALL_TIMEOUT_S: Final = 30.0
"""How long a station waits for an answer of its CSMS."""
