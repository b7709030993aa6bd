"""What the routes of variables, templates and local lists say of themselves; part of the route table."""

from collections.abc import Mapping
from typing import Final

from pilotwire.client import resources as r
from pilotwire.client.filters import Part

from . import examples as e
from .route import ASKING, IDEMPOTENT, IF_MATCH, NOT_FOUND, RouteFacts

CONFIGURATION: Final[Mapping[str, RouteFacts]] = {
    "list_variables": RouteFacts(
        scope="read", tag="variables", query=(r.VariableFilter, Part), answer=r.VariableList,
        example=r.VariableList(items=[e.VARIABLE], next_cursor=None, reboot_required=False), problems=NOT_FOUND,
    ),
    "read_station_variables": RouteFacts(
        scope="operate", tag="variables", body=r.ReadRequest, body_example=e.READ_REQUEST,
        answer=r.VariableAnswers, example=e.READ_ANSWERS, problems=ASKING,
    ),
    "write_station_variables": RouteFacts(
        scope="configure", tag="variables", headers=IDEMPOTENT, body=r.WriteRequest, body_example=e.WRITE_REQUEST,
        answer=r.VariableAnswers, example=e.WRITE_ANSWERS, problems=(*ASKING, "key-reused", "outcome-unknown"),
    ),
    "write_usual_settings": RouteFacts(
        scope="configure", tag="variables", headers=IDEMPOTENT, body=r.SettingsInput, body_example=e.SETTINGS,
        answer=r.VariableAnswers, example=e.WRITE_ANSWERS, problems=(*ASKING, "key-reused", "outcome-unknown"),
    ),
    "store_network_profile": RouteFacts(
        scope="configure", tag="variables", headers=IDEMPOTENT, body=r.NetworkProfileInput,
        body_example=e.NETWORK_PROFILE, answer=r.ControlAnswer, example=e.ACCEPTED,
        problems=(*ASKING, "cannot-ask", "key-reused", "outcome-unknown"),
    ),
    "start_report": RouteFacts(
        scope="operate", tag="variables", body=r.ReportRequest, body_example=r.ReportRequest(base="FullInventory"),
        answer=r.Operation, example=e.OPERATION, statuses=(202,), problems=("not-found", "conflict"),
    ),
    "list_templates": RouteFacts(
        scope="read", tag="templates", query=(r.TemplateFilter, Part),
        answer=r.TemplateList, example=r.TemplateList(items=[e.TEMPLATE], next_cursor=None),
    ),
    "get_template": RouteFacts(
        scope="read", tag="templates", answer=r.Template, example=e.TEMPLATE, problems=NOT_FOUND
    ),
    "replace_template": RouteFacts(
        scope="configure", tag="templates", headers=IF_MATCH, body=r.TemplateInput, body_example=e.TEMPLATE_INPUT,
        answer=r.Template, example=e.TEMPLATE, statuses=(200, 201), problems=("version-conflict",),
    ),
    "delete_template": RouteFacts(
        scope="configure", tag="templates", headers=IF_MATCH, statuses=(204,),
        problems=("not-found", "version-conflict"),
    ),
    "apply_template": RouteFacts(
        scope="configure", tag="templates", body=r.ApplyRequest, body_example=r.ApplyRequest(stations=["CS-0042"]),
        answer=r.StartedOperations, example=r.StartedOperations(operations=[e.APPLYING], not_started=[]),
        statuses=(202,), problems=NOT_FOUND,
    ),
    "get_drift": RouteFacts(
        scope="read", tag="templates", query=(r.DriftFilter,), answer=r.DriftReport, example=e.DRIFT,
        problems=NOT_FOUND,
    ),
    "list_local_lists": RouteFacts(
        scope="read", tag="local lists", query=(r.LocalListFilter, Part),
        answer=r.LocalListList, example=r.LocalListList(items=[e.LOCAL_LIST], next_cursor=None),
    ),
    "get_local_list": RouteFacts(
        scope="read", tag="local lists", answer=r.LocalList, example=e.LOCAL_LIST, problems=NOT_FOUND
    ),
    "replace_local_list": RouteFacts(
        scope="configure", tag="local lists", headers=IF_MATCH, body=r.LocalListInput,
        body_example=e.LOCAL_LIST_INPUT, answer=r.LocalList, example=e.LOCAL_LIST, statuses=(200, 201),
        problems=("conflict", "version-conflict"),
    ),
    "delete_local_list": RouteFacts(
        scope="configure", tag="local lists", headers=IF_MATCH, statuses=(204,),
        problems=("not-found", "version-conflict"),
    ),
    "sync_local_list": RouteFacts(
        scope="operate", tag="local lists", answer=r.StartedOperations,
        example=r.StartedOperations(operations=[e.SYNCING], not_started=[]), statuses=(202,), problems=NOT_FOUND,
    ),
    "get_station_local_list": RouteFacts(
        scope="read", tag="local lists", answer=r.StationLocalList, example=e.STATION_LOCAL_LIST, problems=NOT_FOUND
    ),
    "sync_station_local_list": RouteFacts(
        scope="operate", tag="local lists", answer=r.Operation, example=e.SYNCING, statuses=(202,),
        problems=("not-found", "conflict"),
    ),
}  # fmt: skip
