"""The port to plug-ins that know vendors' data."""

from collections.abc import Sequence
from typing import Protocol

from pilotwire.domain.vendor_data import DisplayAct, SendVendorData, VendorAnswer, VendorData, VendorMessage


class VendorPlugins(Protocol):
    """All plug-ins of this deployment as one."""

    async def answer(self, received: VendorData) -> VendorAnswer | None:
        """What the first plug-in that knows this data answers; None when none does. Never raises."""
        ...

    def messages(self) -> Sequence[VendorMessage]:
        """Messages to stations that plug-ins know."""
        ...

    def display(self, act: DisplayAct) -> SendVendorData | None:
        """How the maker of a station says it, for versions of OCPP that cannot; None when no plug-in knows."""
        ...


class NoPlugins:
    """A deployment without any."""

    async def answer(self, received: VendorData) -> VendorAnswer | None:
        """None."""
        return None

    def messages(self) -> Sequence[VendorMessage]:
        """None."""
        return ()

    def display(self, act: DisplayAct) -> SendVendorData | None:
        """None."""
        return None
