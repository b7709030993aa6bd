"""The routes of tariffs and costs, as in `route_table`, of which they are part."""

from collections.abc import Mapping
from typing import Final

from pilotwire.client import resources as r
from pilotwire.client import tariff as rt
from pilotwire.client.control import ControlAnswer, ControlInput
from pilotwire.client.filters import Part

from . import pricing_examples as e
from .payment_facts import PAYMENTS
from .route import ACT, IF_MATCH, NOT_FOUND, RouteFacts
from .station_tariff_facts import STATION_TARIFFS

_CHANGED: Final = ("not-found", "version-conflict")

PRICING: Final[Mapping[str, RouteFacts]] = {
    **STATION_TARIFFS,
    **PAYMENTS,
    "list_tariffs": RouteFacts(
        scope="read", tag="tariffs", query=(r.TariffFilter, Part),
        answer=rt.TariffList, example=rt.TariffList(items=[e.TARIFF], next_cursor=None),
    ),
    "get_tariff": RouteFacts(scope="read", tag="tariffs", answer=rt.Tariff, example=e.TARIFF, problems=NOT_FOUND),
    "replace_tariff": RouteFacts(
        scope="configure", tag="tariffs", headers=IF_MATCH, body=rt.TariffInput, body_example=e.TARIFF_INPUT,
        answer=rt.Tariff, example=e.TARIFF, statuses=(200, 201), problems=("version-conflict",),
    ),
    "delete_tariff": RouteFacts(
        scope="configure", tag="tariffs", headers=IF_MATCH, statuses=(204,), problems=(*_CHANGED, "conflict")
    ),
    "list_tariff_assignments": RouteFacts(
        scope="read", tag="tariffs", query=(r.TariffAssignmentFilter, Part),
        answer=rt.TariffAssignmentList, example=rt.TariffAssignmentList(items=[e.ASSIGNMENT], next_cursor=None),
    ),
    "get_tariff_assignment": RouteFacts(
        scope="read", tag="tariffs", answer=rt.TariffAssignment, example=e.ASSIGNMENT, problems=NOT_FOUND
    ),
    "replace_tariff_assignment": RouteFacts(
        scope="configure", tag="tariffs", headers=IF_MATCH, body=rt.TariffAssignmentInput,
        body_example=e.ASSIGNMENT_INPUT,
        answer=rt.TariffAssignment, example=e.ASSIGNMENT, statuses=(200, 201), problems=("version-conflict",),
    ),
    "delete_tariff_assignment": RouteFacts(
        scope="configure", tag="tariffs", headers=IF_MATCH, statuses=(204,), problems=_CHANGED
    ),
    "list_charge_records": RouteFacts(
        scope="read", tag="charge detail records", query=(r.ChargeRecordFilter, Part), answer=r.ChargeRecordList,
        example=r.ChargeRecordList(items=[e.CHARGE_RECORD], next_cursor=None),
    ),
    "get_charge_record": RouteFacts(
        scope="read", tag="charge detail records", answer=r.ChargeRecord, example=e.CHARGE_RECORD, problems=NOT_FOUND
    ),
    "make_charge_record": RouteFacts(
        scope="operate", tag="charge detail records", answer=r.ChargeRecord, example=e.CHARGE_RECORD,
        statuses=(200, 201), problems=("not-found", "conflict"),
    ),
    "tell_cost": RouteFacts(
        scope="operate", tag="tariffs", body=ControlInput, body_example=ControlInput(timeout_s=10),
        answer=ControlAnswer, example=ControlAnswer(status="Accepted", noticed=["told 7.44 EUR"]), problems=ACT,
    ),
    "get_cost": RouteFacts(
        scope="read", tag="tariffs", query=(r.CostWish,), answer=r.TransactionCost, example=e.TRANSACTION_COST,
        problems=("not-found", "conflict"),
    ),
}  # fmt: skip
