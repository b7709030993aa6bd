"""The hooks: what a plug-in may implement. docs/plugins.md tells how."""

from collections.abc import Awaitable, Sequence
from typing import Final

import pluggy

from pilotwire.domain.vendor_data import DisplayAct, SendVendorData, VendorAnswer, VendorData, VendorMessage

NAME: Final = "pilotwire"
"""The project's name for pluggy, and the entry-point group in which other packages register their plug-ins."""
hookspec: Final = pluggy.HookspecMarker(NAME)
hookimpl: Final = pluggy.HookimplMarker(NAME)


@hookspec
def data_from_station(received: VendorData) -> VendorAnswer | Awaitable[VendorAnswer | None] | None:
    """A station sent vendor data. Answer, or return None when it is not for you; the first answer wins."""


@hookspec
def vendor_messages() -> Sequence[VendorMessage]:
    """Messages to stations that you know; what is sent under these names is checked against their fields."""
    return ()


@hookspec(firstresult=True)
def display_in_vendor_words(act: DisplayAct) -> SendVendorData | None:
    """How a station is told to show a text, or to show it no more, whose version of OCPP has no message for it."""
