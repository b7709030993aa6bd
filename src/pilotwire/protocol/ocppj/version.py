"""The OCPP versions we speak, by the name each one has in the WebSocket handshake."""

from enum import Enum


class Version(Enum):
    """An OCPP version; `Version("ocpp2.0.1")` finds it by subprotocol.

    Source: OCPP-J 1.6, 3.2; OCPP 2.0.1 and 2.1 part 4, 3.1.2.
    """

    V16 = "ocpp1.6"
    V201 = "ocpp2.0.1"
    V21 = "ocpp2.1"

    @property
    def subprotocol(self) -> str:
        """The name in Sec-WebSocket-Protocol."""
        return str(self.value)
