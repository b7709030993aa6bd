"""Any OCPP call to a station, and what the station answered."""

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from .shape import PLAIN, Input, Resource

LONGEST_CALL_S: Final = 300.0


def _no_fields() -> msgspec.Raw:
    return msgspec.Raw(b"{}")


class CallRequest(Input, frozen=True, kw_only=True):
    """Any OCPP call. `payload` is sent as it stands; `validate` false sends it even where it breaks the schema.

    Without `timeout_s` the server's own setting holds.
    """

    action: Annotated[str, Meta(min_length=1, max_length=50, pattern=PLAIN)]
    payload: msgspec.Raw = msgspec.field(default_factory=_no_fields)
    timeout_s: Annotated[float, Meta(gt=0, le=LONGEST_CALL_S)] | None = None
    validate: bool = True


class CallResult(Resource, frozen=True, kw_only=True, tag_field="outcome", tag="result"):
    """The station's own answer, Rejected included."""

    message_id: str
    latency_ms: float
    payload: msgspec.Raw


class CallError(Resource, frozen=True, kw_only=True, tag_field="outcome", tag="error"):
    """The station answered with an error."""

    message_id: str
    latency_ms: float
    code: str
    description: str
    details: msgspec.Raw


CallOutcome = CallResult | CallError
