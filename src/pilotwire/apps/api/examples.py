"""One consistent set of examples for the API's description."""

from datetime import UTC
from decimal import Decimal
from typing import Final

import msgspec

from pilotwire.client import resources as r
from pilotwire.client.codec import Instant


def _at(hour: int, minute: int, second: int = 0) -> Instant:
    return Instant(2026, 3, 1, hour, minute, second, tzinfo=UTC)


STATION: Final = r.Station(
    id="CS-0042",
    version="9f86d081884c7d65",
    state="connected",
    url="ws://127.0.0.1:9000/ocpp/CS-0042",
    has_password=True,
    behaviour=r.Behaviour(ping_interval_s=60),
    identity=r.Identity(vendor="Example", model="Twin 22", serial_number="SN-1", firmware_version="1.4.2"),
    created_at=_at(7, 0),
    updated_at=_at(7, 5),
    name="Car park, level 1",
    onboarding="accept",
    registration="Accepted",
    protocol="ocpp2.0.1",
    booted_at=_at(8, 0, 1),
    boot_reason="PowerUp",
    connected_at=_at(8, 0),
    connection=r.Connection(
        protocol="ocpp2.0.1",
        address="192.0.2.7",
        since=_at(8, 0),
        last_seen_at=_at(9, 30),
        generation=3,
        security_profile=1,
    ),
)
STATION_INPUT: Final = r.StationInput(
    name="Car park, level 1",
    password="correct-horse-battery",  # noqa: S106  # an example for readers
    onboarding="accept",
    behaviour=r.BehaviourInput(ping_interval_s=60),
)
STATION_PATCH: Final = r.StationPatch(name=None, behaviour=r.BehaviourPatch(quiet=True))
CONNECTOR: Final = r.Connector(
    evse_id=1, connector_id=1, status="Occupied", detail="Charging", since=_at(9, 0), received_at=_at(9, 0, 1)
)
CALL: Final = r.CallRequest(action="Reset", payload=msgspec.Raw(b'{"type":"OnIdle"}'), timeout_s=30.0)
CALL_RESULT: Final = r.CallResult(message_id="0b1c7d3e", latency_ms=41.3, payload=msgspec.Raw(b'{"status":"Accepted"}'))
OPERATION: Final = r.Operation(
    id="0f8d2f5e-6c1a-4c55-9a51-6f7f4f6f2b10",
    kind="station.report",
    state="running",
    cancelling=False,
    created_at=_at(9, 0),
    updated_at=_at(9, 0, 4),
    request=msgspec.Raw(b'{"base":"FullInventory"}'),
    progress=r.Progress(done=12, message="parts of the report"),
    errors=[],
    result=msgspec.Raw(b"null"),
    station="CS-0042",
    actor="Grafana",
)
OPERATION_CANCELLED: Final = msgspec.structs.replace(OPERATION, cancelling=True)
BULK_INPUT: Final = r.BulkInput(
    kind="template.apply", template="car-park", selection=r.SelectionInput(label="car-park"), abort_percent=20
)
BULK: Final = msgspec.structs.replace(
    OPERATION,
    kind="stations.bulk",
    station=None,
    request=msgspec.Raw(b'{"kind":"station.report","request":{},"stations":["CS-0042","CS-0043"]}'),
    progress=r.Progress(done=1, total=2, message="1 running"),
)
SETTINGS: Final = r.SettingsInput(heartbeat_interval_s=300, message_attempts=3, message_attempt_interval_s=60)
CAPABILITIES: Final = r.CapabilityList(
    items=[
        r.Capability(
            feature="local-list",
            supported="no",
            source="refused",
            since=_at(9, 0),
            detail="it answered SendLocalList with NotImplemented",
        ),
        r.Capability(feature="unlock", supported="unknown"),
    ],
    next_cursor=None,
    protocol="ocpp2.0.1",
)
HOLD_INPUT: Final = r.HoldInput(template="car-park", accept=True)
PROVISIONING: Final = msgspec.structs.replace(
    OPERATION,
    kind="station.provision",
    state="waiting",
    request=msgspec.Raw(b'{"template":"car-park","accept":true}'),
    progress=r.Progress(done=0, total=4, message="waiting for a boot to answer Pending"),
)
DECISION: Final = r.Decision(registration="Pending", next_registration="Accepted", boot="asked")
REJECTION: Final = r.Decision(
    registration="Accepted", next_registration="Rejected", boot="awaited", why="it does not wait for an answer now"
)
PASSWORD_INPUT: Final = r.PasswordInput()
PASSWORD_CHANGE: Final = r.PasswordChange(
    change="changed",
    password="5f1d7e0c9b2a48d6a3c4e5f60718293a4b5c6d7e",  # noqa: S106  # an example for readers
    status="Accepted",
)
SECURITY_PROFILE: Final = r.SecurityProfileInput(security_profile=2, csms_url="wss://csms.example.com:9443/ocpp")
RAISING: Final = msgspec.structs.replace(
    OPERATION,
    kind="station.raise_profile",
    request=msgspec.Raw(b'{"profile":2,"way":{"csms_url":"wss://csms.example.com:9443/ocpp","security_profile":2}}'),
    progress=r.Progress(done=4, total=5, message="waiting for the station to come back"),
)
ROTATING: Final = msgspec.structs.replace(
    OPERATION,
    kind="station.rotate_password",
    request=msgspec.Raw(b"{}"),
    progress=r.Progress(done=1, total=2, message="telling the station its new password"),
)
SECURITY_EVENT: Final = r.SecurityEvent(
    id="7216351480217600",
    at=_at(9, 0, 2),
    happened_at=_at(9, 0),
    source="station",
    kind="TamperDetectionActivated",
    severity="critical",
    station="CS-0042",
    detail="door",
)
STOP: Final = r.StopInput(transaction_id="2f1a")
UNLOCK: Final = r.UnlockInput(evse_id=1)
RESET: Final = r.ResetInput(kind="OnIdle")
AVAILABILITY: Final = r.AvailabilityInput(status="Inoperative", evse_id=1)
TRIGGER: Final = r.TriggerInput(kind="StatusNotification", evse_id=1, connector_id=1)
ANY_CONTROL: Final = r.ControlInput(timeout_s=30.0)
TRANSACTION_STATUS: Final = r.TransactionStatusInput(transaction_id="2f1a")
STALE: Final = r.StaleInput(older_than_h=48.0, dry_run=True)
ACCEPTED: Final = r.ControlAnswer(status="Accepted", noticed=[])
UNLOCKED: Final = r.ControlAnswer(status="Unlocked", noticed=[])
SCHEDULED: Final = r.ControlAnswer(
    status="Scheduled", noticed=["transaction 2f1a runs at EVSE 1 since 2026-03-01 09:00:00 UTC"]
)
TRANSACTION_STATUS_ANSWER: Final = r.TransactionStatusAnswer(messages_in_queue=False, ongoing=True)
STALE_ANSWER: Final = r.StaleAnswer(
    transactions=[
        r.JudgedTransaction(
            transaction_id="2f1a",
            stale=True,
            why="the station says that it does not run",
            started_at=_at(9, 0),
            last_received_at=_at(9, 30, 1),
            evse_id=1,
        )
    ],
    closed=0,
)
TOKEN: Final = r.Token(
    value="04E1B2C3D4",
    version="5a1fd0c9e07b1122",
    type="ISO14443",
    blocked=False,
    concurrent=False,
    group_id="FLEET-1",
    expires_at=_at(23, 59),
    note="Van 3",
    created_at=_at(7, 0),
    updated_at=_at(7, 0),
)
TOKEN_INPUT: Final = r.TokenInput(type="ISO14443", group_id="FLEET-1", expires_at=_at(23, 59), note="Van 3")
TRANSACTION: Final = r.Transaction(
    station="CS-0042",
    id="2f1a",
    state="open",
    started_at=_at(9, 0),
    started_received_at=_at(9, 0, 1),
    last_at=_at(9, 30),
    last_received_at=_at(9, 30, 1),
    energy_wh=Decimal("5500.4"),
    offline=False,
    flags=[],
    missing=[],
    evse_id=1,
    connector_id=1,
    charging_state="Charging",
    id_token=r.IdToken(value="04E1B2C3D4", type="ISO14443"),
    group_id="FLEET-1",
    authorization="Accepted",
    meter_start_wh=Decimal("120000"),
    power_w=Decimal("11040"),
    soc_percent=Decimal("48"),
)
READING: Final = r.Reading(
    evse_id=1,
    at=_at(9, 30),
    received_at=_at(9, 30, 1),
    context="Sample.Periodic",
    kind="sampled",
    import_wh=Decimal("125500.4"),
    samples=[
        r.Sample(
            measurand="Energy.Active.Import.Register",
            value=Decimal("125500.4"),
            unit="Wh",
            location="Outlet",
            sent="125.5004 kWh",
        )
    ],
)
MESSAGE: Final = r.Message(
    id="154811237654528",
    station="CS-0042",
    at=_at(9, 30),
    direction="in",
    kind="call",
    verdict="valid",
    text='[2,"71","Heartbeat",{}]',
    generation=3,
    message_id="71",
    action="Heartbeat",
)
FINDING: Final = r.Finding(
    station="CS-0042",
    firmware="1.4.2",
    name="timestamp-without-zone",
    place="/timestamp",
    severity="warning",
    detail="2026-03-01T09:30:00",
    count=17,
    first_seen_at=_at(8, 1),
    last_seen_at=_at(9, 30),
    frame_id="154811237654528",
)
REFUSAL: Final = r.Refusal(
    id="154811237650000",
    at=_at(7, 58),
    reason="wrong-password",
    detail="The password of CS-0042 does not match.",
    remedy="Enter the same password in the station and here.",
    status=401,
    address="192.0.2.7",
    path="/ocpp/CS-0042",
    offered=["ocpp2.0.1", "ocpp1.6"],
    station="CS-0042",
)
_COMPONENT: Final = r.ComponentName(name="OCPPCommCtrlr")
_VARIABLE: Final = r.VariableName(name="HeartbeatInterval")
_COMPONENT_INPUT: Final = r.ComponentInput(name="OCPPCommCtrlr")
_VARIABLE_INPUT: Final = r.VariableInput(name="HeartbeatInterval")
VARIABLE: Final = r.Variable(
    component=_COMPONENT,
    variable=_VARIABLE,
    attributes=[
        r.VariableAttribute(kind="Actual", value="300", mutability="ReadWrite", persistent=True, constant=False)
    ],
    reported_at=_at(9, 0),
    characteristics=r.Characteristics(
        data_type="integer", unit="s", min_limit=1, max_limit=86_400, supports_monitoring=False
    ),
)
READ_REQUEST: Final = r.ReadRequest(variables=[r.VariableRead(component=_COMPONENT_INPUT, variable=_VARIABLE_INPUT)])
READ_ANSWERS: Final = r.VariableAnswers(
    items=[
        r.VariableAnswer(component=_COMPONENT, variable=_VARIABLE, attribute="Actual", status="Accepted", value="300")
    ],
    reboot_required=False,
)
_WRITE: Final = r.VariableWrite(component=_COMPONENT_INPUT, variable=_VARIABLE_INPUT, value="600")
WRITE_REQUEST: Final = r.WriteRequest(variables=[_WRITE])
WRITE_ANSWERS: Final = r.VariableAnswers(
    items=[r.VariableAnswer(component=_COMPONENT, variable=_VARIABLE, attribute="Actual", status="RebootRequired")],
    reboot_required=True,
)
NETWORK_PROFILE: Final = r.NetworkProfileInput(
    slot=2, csms_url="wss://csms.example.org/ocpp", security_profile=2, message_timeout_s=30, interface="Wired0"
)
TEMPLATE: Final = r.Template(
    name="car-park",
    version="7c4a8d09ca3762af",
    variables=[r.DesiredValue(component=_COMPONENT, variable=_VARIABLE, attribute="Actual", value="600")],
    created_at=_at(7, 0),
    updated_at=_at(7, 0),
    note="All stations of the car park",
)
TEMPLATE_INPUT: Final = r.TemplateInput(variables=[_WRITE], note="All stations of the car park")
APPLYING: Final = msgspec.structs.replace(
    OPERATION,
    kind="template.apply",
    request=msgspec.Raw(b'{"template":"car-park"}'),
    progress=r.Progress(done=0, total=1, message="writing"),
)
DRIFT: Final = r.DriftReport(
    station="CS-0042",
    template="car-park",
    version="7c4a8d09ca3762af",
    drifted=1,
    items=[
        r.DriftItem(
            component=_COMPONENT, variable=_VARIABLE, attribute="Actual", wanted="600", state="differs",
            value="300", reported_at=_at(9, 0),
        )
    ],
)  # fmt: skip
LOCAL_LIST: Final = r.LocalList(
    name="depot",
    version="1b6453892473a467",
    revision=3,
    tokens=["04E1B2C3D4"],
    groups=["FLEET-1"],
    stations=["CS-0042"],
    created_at=_at(7, 0),
    updated_at=_at(8, 0),
    note="Vans of the depot",
)
LOCAL_LIST_INPUT: Final = r.LocalListInput(
    tokens=["04E1B2C3D4"], groups=["FLEET-1"], stations=["CS-0042"], note="Vans of the depot"
)
STATION_LOCAL_LIST: Final = r.StationLocalList(
    station="CS-0042",
    state="outdated",
    to_add=1,
    to_change=0,
    to_remove=0,
    left_out=[],
    desired=r.DesiredList(list="depot", revision=3, entries=12),
    reported=r.ReportedList(version=7, entries=11, list="depot", revision=2, accepted_at=_at(8, 30)),
)
SYNCING: Final = msgspec.structs.replace(
    OPERATION,
    kind="local_list.sync",
    request=msgspec.Raw(b"{}"),
    progress=r.Progress(done=0, total=1, message="Differential update to version 8"),
)
KEY_INPUT: Final = r.KeyInput(name="billing", scope="read")
NEW_KEY: Final = r.NewKey(
    id="a1b2c3d4e5f6", name="billing", scope="read", secret="pw_" + "x" * 43, created_at=_at(7, 0)
)
KEY: Final = r.Key(id="a1b2c3d4e5f6", name="billing", scope="read", created_at=_at(7, 0), last_used_at=_at(9, 30))
LOGIN_LINK: Final = r.LoginLink(path="/login?token=" + "x" * 43, expires_at=_at(23, 59))
HEALTH: Final = r.Health(
    state="ready",
    version="0.1.0",
    started_at=_at(7, 0),
    ocpp_url="ws://127.0.0.1:9000/ocpp",
    stations_connected=1,
    checks=[r.HealthCheck(name="storage", state="ready", detail="sqlite, 0 units of work waiting")],
)
METRICS: Final = "# TYPE pilotwire_stations_connected gauge\npilotwire_stations_connected 1.0\n"
EVENTS: Final = (
    "retry: 1000\nid: 154811237654000\n\n"
    "id: 154811237654528\nevent: station.connected\n"
    'data: {"type":"station.connected","station":"CS-0042","at":"2026-03-01T08:00:00.000Z",'
    '"protocol":"ocpp2.0.1","address":"192.0.2.7","generation":3}\n\n'
)
NOT_FOUND: Final = r.Problem(
    type="/docs/errors#not-found",
    title="Not found",
    status=404,
    detail="There is no station 'CS-0043'.",
    remedy="Look at the list of stations; upper and lower case differ in their ids.",
    request_id="0123456789abcdef",
)
