"""Which function answers which call of an OCPP 1.6 CSMS."""

from collections.abc import Mapping
from typing import Final

from pilotwire.station.ocpp16 import core
from pilotwire.station.speech import Answerer

ANSWERS: Final[Mapping[str, Answerer]] = {
    "ChangeAvailability": core.change_availability,
    "ChangeConfiguration": core.change_configuration,
    "ClearCache": core.clear_cache,
    "DataTransfer": core.data_transfer,
    "GetConfiguration": core.get_configuration,
    "RemoteStartTransaction": core.remote_start,
    "RemoteStopTransaction": core.remote_stop,
    "Reset": core.reset,
    "TriggerMessage": core.trigger_message,
    "UnlockConnector": core.unlock_connector,
}
