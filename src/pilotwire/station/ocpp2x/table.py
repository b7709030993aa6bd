"""Which function answers which call of an OCPP 2.0.1 or 2.1 CSMS."""

from collections.abc import Mapping
from typing import Final

from pilotwire.station.ocpp2x import control, model
from pilotwire.station.speech import Answerer

ANSWERS: Final[Mapping[str, Answerer]] = {
    "ChangeAvailability": control.change_availability,
    "ClearCache": control.clear_cache,
    "DataTransfer": control.data_transfer,
    "GetTransactionStatus": control.transaction_status,
    "GetVariables": model.get_variables,
    "RequestStartTransaction": control.request_start,
    "RequestStopTransaction": control.request_stop,
    "Reset": control.reset,
    "SetVariables": model.set_variables,
    "TriggerMessage": control.trigger_message,
    "UnlockConnector": control.unlock_connector,
}
