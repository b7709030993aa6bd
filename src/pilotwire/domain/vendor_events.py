"""Events about vendor data that stations are sent; `data_transfer.received` tells of what they send."""

from .event import StationAsked


class VendorDataSent(StationAsked, frozen=True, kw_only=True, tag="data_transfer.sent"):
    """A station was sent vendor data. `data` and `answer` are JSON in a text, as far as they were given."""

    vendor_id: str
    message_id: str | None = None
    data: str | None = None
    answer: str | None = None
