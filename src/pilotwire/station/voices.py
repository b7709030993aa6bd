"""Which version of OCPP a station speaks on a connection."""

from pilotwire.protocol.ocppj.version import Version

from .ocpp2x.speech import Speech2x
from .ocpp16.speech import Speech16
from .speech import Speech


def speech_of(version: Version, numbers: dict[str, int]) -> Speech:
    """The voice for a version. `numbers` are the ids that the CSMS gave to transactions, which 1.6 needs."""
    if version is Version.V16:
        return Speech16(numbers)
    return Speech2x(version)
