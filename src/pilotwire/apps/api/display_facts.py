"""What the routes of displays say of themselves; part of the route table."""

from collections.abc import Mapping
from datetime import UTC
from typing import Final

from pilotwire.client import display as d
from pilotwire.client import resources as r
from pilotwire.client.codec import Instant
from pilotwire.client.filters import DisplayTemplateFilter, Part

from . import examples as e
from .route import ACT, IDEMPOTENT, IF_MATCH, NOT_FOUND, RouteFacts

_AT: Final = Instant(2026, 3, 1, 12, 0, tzinfo=UTC)
_CONTENT: Final = d.Content(text="0.45 EUR per kWh. Welcome!", format="UTF8", language="en")
_MESSAGE: Final = d.DisplayMessage(
    station="CS-0042", number=815, state="accepted", state_at=_AT, content=_CONTENT, priority="NormalCycle",
    shown_while="Idle", actor="Grafana", status="Accepted",
)  # fmt: skip
_ANSWER: Final = d.DisplayAnswer(status="Accepted", noticed=[], message=_MESSAGE)
_INPUT: Final = d.DisplayMessageInput(text="0.45 EUR per kWh. Welcome!", language="en", shown_while="Idle")
_TEMPLATE_INPUT: Final = d.DisplayTemplateInput(
    text="https://pay.example/{station}/{evse}", format="QRCODE", priority="InFront", shown_while="Idle",
    note="payment by phone",
)  # fmt: skip
_TEMPLATE: Final = d.DisplayTemplate(
    name="pay-by-phone", version="5d41402abc4b2a76", priority="InFront", shown_while="Idle", note="payment by phone",
    content=d.Content(text="https://pay.example/{station}/{evse}", format="QRCODE"), created_at=_AT, updated_at=_AT,
)  # fmt: skip
_STARTED: Final = r.StartedOperations(operations=[e.OPERATION], not_started=[])

DISPLAYS: Final[Mapping[str, RouteFacts]] = {
    "list_display_messages": RouteFacts(
        scope="read", tag="displays", answer=d.DisplayMessageList, example=d.DisplayMessageList(items=[_MESSAGE]),
        problems=NOT_FOUND,
    ),
    "show_display_message": RouteFacts(
        scope="operate", tag="displays", headers=IDEMPOTENT, body=d.DisplayMessageInput, body_example=_INPUT,
        answer=d.DisplayAnswer, example=_ANSWER, problems=ACT,
    ),
    "clear_display_message": RouteFacts(
        scope="operate", tag="displays", headers=IDEMPOTENT, body=r.ControlInput, body_example=e.ANY_CONTROL,
        answer=d.DisplayAnswer, example=_ANSWER, problems=ACT,
    ),
    "read_display_messages": RouteFacts(
        scope="operate", tag="displays", body=d.ReadDisplayInput, body_example=d.ReadDisplayInput(priority="InFront"),
        answer=r.Operation, example=e.OPERATION, statuses=(202,), problems=("not-found", "conflict"),
    ),
    "list_display_templates": RouteFacts(
        scope="read", tag="displays", query=(DisplayTemplateFilter, Part), answer=d.DisplayTemplateList,
        example=d.DisplayTemplateList(items=[_TEMPLATE], next_cursor=None),
    ),
    "get_display_template": RouteFacts(
        scope="read", tag="displays", answer=d.DisplayTemplate, example=_TEMPLATE, problems=NOT_FOUND
    ),
    "replace_display_template": RouteFacts(
        scope="configure", tag="displays", headers=IF_MATCH, body=d.DisplayTemplateInput,
        body_example=_TEMPLATE_INPUT, answer=d.DisplayTemplate, example=_TEMPLATE, statuses=(200, 201),
        problems=("version-conflict",),
    ),
    "delete_display_template": RouteFacts(
        scope="configure", tag="displays", headers=IF_MATCH, statuses=(204,),
        problems=("not-found", "version-conflict"),
    ),
    "preview_display_template": RouteFacts(
        scope="read", tag="displays", body=d.PreviewInput, body_example=d.PreviewInput(station="CS-0042", evse_id=1),
        answer=d.Preview, problems=NOT_FOUND,
        example=d.Preview(
            contents=[d.Content(text="https://pay.example/CS-0042/1", format="QRCODE")],
            obstacles=["the station shows no QRCODE"],
        ),
    ),
    "show_display_template": RouteFacts(
        scope="operate", tag="displays", body=d.ShowInput, body_example=d.ShowInput(stations=["CS-0042"]),
        answer=r.StartedOperations, example=_STARTED, statuses=(202,), problems=NOT_FOUND,
    ),
}  # fmt: skip
