"""Battery swaps in the words of OCPP 2.1."""

from pilotwire.domain.battery_swap import RequestBatterySwap
from pilotwire.protocol.ocpp21 import battery_swap as messages

from .ocpp2x_commands import id_token21


def request(command: RequestBatterySwap) -> messages.RequestBatterySwapRequest:
    """RequestBatterySwap. Raises CannotError for a token that is too long."""
    return messages.RequestBatterySwapRequest(id_token=id_token21(command.id_token), request_id=command.request_id)
