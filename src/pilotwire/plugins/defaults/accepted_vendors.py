"""Vendors whose data is taken unread, since their chargers go on sending it until it is accepted."""

from collections.abc import Iterable

from pilotwire.domain.vendor_data import VendorAnswer, VendorData
from pilotwire.plugins.hookspecs import hookimpl


class AcceptedVendors:
    """A plug-in that accepts all data of the vendor ids given, in any case."""

    def __init__(self, vendor_ids: Iterable[str]) -> None:
        self._vendor_ids = frozenset(one.casefold() for one in vendor_ids)

    @hookimpl(trylast=True)
    def data_from_station(self, received: VendorData) -> VendorAnswer | None:
        """Accept it, unless a plug-in that reads it has answered."""
        return VendorAnswer("Accepted") if received.vendor_id.casefold() in self._vendor_ids else None
