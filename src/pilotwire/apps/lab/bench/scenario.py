"""What stations do under load, as a table."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from pilotwire.apps.lab.bench import talk_ocpp16, talk_ocpp201
from pilotwire.apps.lab.bench.talk import Stamp, Talk


class Voice(msgspec.Struct, frozen=True):
    """One kind of station: `boot` ends once it may work, `work` (station, lead, stamp) goes on for ever."""

    subprotocol: str
    boot: Callable[[str, Stamp], Talk]
    work: Callable[[str, int, Stamp], Talk]


class Scenario(msgspec.Struct, frozen=True):
    """Stations take the voices in turn; `needs_tokens` when each station's id token must be known before."""

    what: str
    voices: tuple[Voice, ...]
    needs_tokens: bool


SCENARIOS: Final[Mapping[str, Scenario]] = MappingProxyType(
    {
        "heartbeat": Scenario(
            "heartbeats, 2.0.1", (Voice("ocpp2.0.1", talk_ocpp201.boot, talk_ocpp201.heartbeats),), False
        ),
        "durable": Scenario(
            "transactions with readings, half of the stations 2.0.1, half 1.6",
            (
                Voice("ocpp2.0.1", talk_ocpp201.boot, talk_ocpp201.transactions),
                Voice("ocpp1.6", talk_ocpp16.boot, talk_ocpp16.transactions),
            ),
            True,
        ),
    }
)
"""The scenarios of load by name; the server must be answering durably in the second one."""
