"""Routes of a station's variables: what is known, reading, writing, reports."""

from typing import Final

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from pilotwire.client.control import ControlAnswer
from pilotwire.client.filters import VariableFilter
from pilotwire.client.network_profile import NetworkProfileInput
from pilotwire.client.operation import Operation
from pilotwire.client.variable import (
    Characteristics,
    ComponentInput,
    ComponentName,
    ReadRequest,
    ReportRequest,
    SettingsInput,
    Variable,
    VariableAnswer,
    VariableAnswers,
    VariableAttribute,
    VariableList,
    VariableName,
    VariableRead,
    VariableWrite,
    WriteRequest,
)
from pilotwire.domain import device_model as domain
from pilotwire.domain.device_model_commands import AttributeAnswer, NetworkProfile, Read, SetNetworkProfile, Write
from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId
from pilotwire.services import ports
from pilotwire.services.device_model import (
    DeviceModels,
    needs_reboot,
    read_variables,
    set_network_profile,
    write_variables,
)
from pilotwire.services.device_model_jobs import REPORT
from pilotwire.services.device_model_jobs import ReportRequest as DomainReportRequest
from pilotwire.services.station_record import known_station
from pilotwire.services.usual_settings import MessageKind, UsualSettings, writes_of

from .answer import JsonResponse
from .asking import decoded_body, path_text, raw_body, read_body, read_part, read_query
from .control import actor_of
from .once import Answers, answered_once
from .operations import accepted
from .parts import ApiParts, ApiRequest, Parts
from .shaping import instant


@get("/stations/{station_id:str}/variables")
async def list_variables(station_id: FromPath[str], request: ApiRequest, parts: Parts) -> VariableList:
    """List a station's variables.

    As it last told them, in reports and answers; nothing is asked of the station. By component and name.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    wanted = ports.VariableFilter(**msgspec.structs.asdict(read_query(request, VariableFilter)))
    page = await parts.queries.variables(read_part(request), station.id, wanted)
    return VariableList(
        items=[_shown(one) for one in page.items], next_cursor=page.next_cursor, reboot_required=needs_reboot(station)
    )


@post("/stations/{station_id:str}/variables/read", status_code=200)
async def read_station_variables(station_id: FromPath[str], request: ApiRequest, parts: Parts) -> VariableAnswers:
    """Read variables from a station.

    Asks the station, in as many messages as its limits call for, and stores what it says. Each attribute has its own
    answer. A key of OCPP 1.6 is the variable that it corresponds to, or `VendorKeys/<key>`.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    given = await read_body(request, ReadRequest)
    wanted = [Read(address_of(one), one.attribute) for one in given.variables]
    told = await read_variables(models_of(parts), station.id, wanted, parts.clock.now())
    items = [_answer(one.asked.address, one.asked.attribute, one.answer) for one in told]
    return VariableAnswers(items=items, reboot_required=_must_boot(parts, station.id))


@post("/stations/{station_id:str}/variables/write", status_code=200)
async def write_station_variables(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[VariableAnswers]:
    """Write variables to a station.

    Values are checked first against what the station told of its variables: one that does not fit is refused with its
    place, and nothing is sent. Each attribute has its own answer, RebootRequired included.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    body = await raw_body(request)
    given = decoded_body(body, WriteRequest)
    wanted = [Write(address_of(one), one.value, one.attribute) for one in given.variables]

    async def act() -> VariableAnswers:
        told = await write_variables(models_of(parts), station.id, wanted, parts.clock.now())
        items = [_answer(one.asked.address, one.asked.attribute, one.answer) for one in told]
        return VariableAnswers(items=items, reboot_required=_must_boot(parts, station.id))

    return await answered_once(request, body, parts, answers, act)


@post("/stations/{station_id:str}/settings", status_code=200)
async def write_usual_settings(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[VariableAnswers]:
    """Change usual settings of a station.

    Heartbeat, repeats of transaction messages, items per message: by one name in every version. Each is a variable
    that is written as any other, and has its own answer.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    body = await raw_body(request)
    given = decoded_body(body, SettingsInput)
    items = {} if given.items_per_message is None else msgspec.structs.asdict(given.items_per_message)
    said = {kind: count for kind, count in items.items() if count is not None}
    counted = msgspec.convert(said, dict[MessageKind, int])
    wanted = writes_of(
        UsualSettings(given.heartbeat_interval_s, given.message_attempts, given.message_attempt_interval_s, counted)
    )
    if not wanted:
        raise BadInputError("Nothing is to be set.", remedy="Name at least one setting.")

    async def act() -> VariableAnswers:
        told = await write_variables(models_of(parts), station.id, wanted, parts.clock.now())
        shown = [_answer(one.asked.address, one.asked.attribute, one.answer) for one in told]
        return VariableAnswers(items=shown, reboot_required=_must_boot(parts, station.id))

    return await answered_once(request, body, parts, answers, act)


@post("/stations/{station_id:str}/network_profile", status_code=200)
async def store_network_profile(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[ControlAnswer]:
    """Store a way to a CSMS in a station.

    Accepted means that it is stored: it is used only when its slot's turn comes in the station's variable
    `OCPPCommCtrlr/NetworkConfigurationPriority`. From OCPP 2.0.1 on.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    body = await raw_body(request)
    given = decoded_body(body, NetworkProfileInput)
    profile = NetworkProfile(given.csms_url, given.security_profile, given.message_timeout_s, given.interface)

    async def act() -> ControlAnswer:
        command, live = SetNetworkProfile(given.slot, profile), parts.link.connection(station.id)
        is_lower = live is not None and given.security_profile < live.security_profile
        told = await set_network_profile(models_of(parts), station.id, command, given.timeout_s)
        noticed = ["security profile is below that of the station's present connection"] if is_lower else []
        return ControlAnswer(status=told.status, noticed=noticed, reason_code=told.reason_code, info=told.info)

    return await answered_once(request, body, parts, answers, act)


@post("/stations/{station_id:str}/reports", status_code=202)
async def start_report(station_id: FromPath[str], request: ApiRequest, parts: Parts) -> JsonResponse[Operation]:
    """Ask a station for a report of its variables.

    Begins an operation `station.report` that waits for the station, asks, and is done when every part has come. A
    station of OCPP 1.6 tells all of its keys, and cannot be asked for some of them.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    wish = _report_wish(await read_body(request, ReportRequest))
    return accepted(await parts.operations.start(REPORT, wish, station.id, actor_of(request, parts)))


def models_of(parts: ApiParts) -> DeviceModels:
    """What the services of the device model work with."""
    return DeviceModels(parts.store, parts.queries, parts.link)


def _report_wish(given: ReportRequest) -> DomainReportRequest:
    chosen = bool(given.components or given.criteria)
    if chosen and given.base is not None:
        raise BadInputError(
            "A base report is of all components.", "/base", "Leave out either base, or components and criteria."
        )
    return DomainReportRequest(
        None if chosen else given.base or "FullInventory",
        tuple(component_of(one.component) for one in given.components if one.variable is None),
        tuple(
            domain.Address(component_of(one.component), one.variable.name, one.variable.instance)
            for one in given.components
            if one.variable is not None
        ),
        tuple(given.criteria),
    )


def address_of(given: VariableRead | VariableWrite) -> domain.Address:
    """The variable that somebody names."""
    return domain.Address(component_of(given.component), given.variable.name, given.variable.instance)


def shown_component(component: domain.Component) -> ComponentName:
    """A component, as it is shown."""
    return ComponentName(
        name=component.name,
        instance=component.instance,
        evse_id=component.evse_id,
        connector_id=component.connector_id,
    )


def shown_name(address: domain.Address) -> VariableName:
    """A variable's name, as it is shown."""
    return VariableName(name=address.variable, instance=address.instance)


def component_of(given: ComponentInput) -> domain.Component:
    """The component that somebody names."""
    place = None if given.evse_id is None else EvseId(given.evse_id)
    connector = None if given.connector_id is None else ConnectorId(given.connector_id)
    return domain.Component(given.name, given.instance, place, connector)


def _must_boot(parts: ApiParts, station: StationId) -> bool:
    record = parts.store.station(station)
    return record is not None and needs_reboot(record)


def _answer(address: domain.Address, attribute: domain.AttributeKind, told: AttributeAnswer) -> VariableAnswer:
    hidden = domain.is_secret(address)
    return VariableAnswer(
        component=shown_component(address.component),
        variable=shown_name(address),
        attribute=attribute,
        status=told.status,
        value=None if hidden else told.value,
        reason_code=told.reason_code,
        info=told.info,
    )


def _shown(variable: domain.Variable) -> Variable:
    allowed = variable.characteristics
    return Variable(
        component=shown_component(variable.address.component),
        variable=shown_name(variable.address),
        attributes=[
            VariableAttribute(
                kind=one.kind,
                value=one.value,
                mutability=one.mutability,
                persistent=one.persistent,
                constant=one.constant,
            )
            for one in variable.attributes
        ],
        reported_at=instant(variable.reported_at),
        characteristics=None
        if allowed is None
        else Characteristics(
            data_type=allowed.data_type,
            supports_monitoring=allowed.supports_monitoring,
            unit=allowed.unit,
            min_limit=allowed.min_limit,
            max_limit=allowed.max_limit,
            values=list(allowed.values) or None,
        ),
    )


VARIABLE_ROUTES: Final = (
    list_variables, read_station_variables, write_station_variables, write_usual_settings, store_network_profile,
    start_report,
)  # fmt: skip
