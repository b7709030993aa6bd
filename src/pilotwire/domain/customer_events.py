"""Events about what stations know of customers; none of them says whom or what."""

from pilotwire.kernel.ids import RecordId

from .customer import ReferenceKind
from .event import Event, StationAsked


class CustomerInformationRequested(StationAsked, frozen=True, kw_only=True, tag="customer_information.requested"):
    """A station was asked what it knows of a customer (`report`), to forget it (`clear`), or both."""

    inquiry: RecordId
    about: ReferenceKind
    report: bool
    clear: bool


class CustomerInformationReceived(Event, frozen=True, kw_only=True, tag="customer_information.received"):
    """A part of the answer came and is kept for a while; `more`: another one is to follow."""

    inquiry: RecordId
    seq_no: int
    more: bool
    size_bytes: int


class CustomerInformationForgotten(Event, frozen=True, kw_only=True, tag="customer_information.forgotten"):
    """Somebody had the answer to a question deleted before its time."""

    inquiry: RecordId
    actor: str | None = None


CustomerEvents = CustomerInformationRequested | CustomerInformationReceived | CustomerInformationForgotten
"""All of them."""
