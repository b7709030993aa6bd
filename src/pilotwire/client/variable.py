"""Variables of stations, as the API shows and takes them; keys of OCPP 1.6 are variables too."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from .codec import Instant
from .shape import PLAIN, Input, Resource

AttributeKind = Literal["Actual", "Target", "MinSet", "MaxSet"]
Mutability = Literal["ReadOnly", "WriteOnly", "ReadWrite"]
DataType = Literal["string", "decimal", "integer", "dateTime", "boolean", "OptionList", "SequenceList", "MemberList"]
AnswerStatus = Literal[
    "Accepted", "Rejected", "UnknownComponent", "UnknownVariable", "NotSupportedAttributeType", "RebootRequired",
    "NotAnswered", "NotSent",
]  # fmt: skip
Criterion = Literal["Active", "Available", "Enabled", "Problem"]
ReportBase = Literal["ConfigurationInventory", "FullInventory", "SummaryInventory"]
VariableText = Annotated[str, Meta(min_length=1, max_length=50, pattern=PLAIN)]
Value = Annotated[str, Meta(max_length=2500, pattern=PLAIN)]
Number = Annotated[int, Meta(ge=0, le=2_147_483_647)]


class ComponentName(Resource, frozen=True, kw_only=True):
    """A part of the station; of one EVSE or connector where these are there."""

    name: str
    instance: str | None = None
    evse_id: int | None = None
    connector_id: int | None = None


class VariableName(Resource, frozen=True, kw_only=True):
    """A variable of a component."""

    name: str
    instance: str | None = None


class VariableAttribute(Resource, frozen=True, kw_only=True):
    """One value; absent where the station keeps it to itself, as with passwords."""

    kind: AttributeKind
    mutability: Mutability
    persistent: bool
    constant: bool
    value: str | None = None


class Characteristics(Resource, frozen=True, kw_only=True):
    """What values the variable takes: limits of a number's value, or of a text's length."""

    data_type: DataType
    supports_monitoring: bool
    unit: str | None = None
    min_limit: float | None = None
    max_limit: float | None = None
    values: list[str] | None = None


class Variable(Resource, frozen=True, kw_only=True):
    """A variable as the station last told it; `reported_at` is our time."""

    component: ComponentName
    variable: VariableName
    attributes: list[VariableAttribute]
    reported_at: Instant
    characteristics: Characteristics | None = None


class VariableList(Resource, frozen=True, kw_only=True):
    """A station's variables by component and name, rising; `reboot_required`: it has accepted values that take effect
    with its next boot.
    """

    items: list[Variable]
    next_cursor: str | None
    reboot_required: bool


class ComponentInput(Input, frozen=True, kw_only=True):
    """A part of the station; of one EVSE or connector where these are given."""

    name: VariableText
    instance: VariableText | None = None
    evse_id: Number | None = None
    connector_id: Number | None = None


class VariableInput(Input, frozen=True, kw_only=True):
    """A variable of a component."""

    name: VariableText
    instance: VariableText | None = None


class VariableRead(Input, frozen=True, kw_only=True):
    """An attribute to read."""

    component: ComponentInput
    variable: VariableInput
    attribute: AttributeKind = "Actual"


class VariableWrite(Input, frozen=True, kw_only=True):
    """An attribute to write."""

    component: ComponentInput
    variable: VariableInput
    value: Value
    attribute: AttributeKind = "Actual"


class ReadRequest(Input, frozen=True, kw_only=True):
    """What to read; it goes to the station in as many messages as its limits call for."""

    variables: Annotated[list[VariableRead], Meta(min_length=1, max_length=500)]


class WriteRequest(Input, frozen=True, kw_only=True):
    """What to write; it goes to the station in as many messages as its limits call for."""

    variables: Annotated[list[VariableWrite], Meta(min_length=1, max_length=500)]


class VariableAnswer(Resource, frozen=True, kw_only=True):
    """What the station said about one attribute. `NotAnswered`: it left this one out or fell silent; `NotSent`: its
    version of OCPP cannot say it, or the connection was gone.
    """

    component: ComponentName
    variable: VariableName
    attribute: AttributeKind
    status: AnswerStatus
    value: str | None = None
    reason_code: str | None = None
    info: str | None = None


class VariableAnswers(Resource, frozen=True, kw_only=True):
    """An answer for each attribute, in the order asked."""

    items: list[VariableAnswer]
    reboot_required: bool


class ReportWish(Input, frozen=True, kw_only=True):
    """A component to report, whole or one variable of it."""

    component: ComponentInput
    variable: VariableInput | None = None


class ReportRequest(Input, frozen=True, kw_only=True):
    """Which report: all variables, those that can be configured, or the state of what has problems. With `components`
    or `criteria` of those alone, and without `base`, which is FullInventory where nothing is said.
    """

    base: ReportBase | None = None
    components: Annotated[list[ReportWish], Meta(max_length=500)] = msgspec.field(default_factory=list)
    criteria: Annotated[list[Criterion], Meta(max_length=4)] = msgspec.field(default_factory=list)


class ItemsPerMessage(Input, frozen=True, kw_only=True):
    """How many items a message of each kind holds at most. OCPP 1.6 has GetVariables and SendLocalList alone."""

    GetReport: Annotated[int, Meta(ge=1, le=100_000)] | None = None
    GetVariables: Annotated[int, Meta(ge=1, le=100_000)] | None = None
    SetVariables: Annotated[int, Meta(ge=1, le=100_000)] | None = None
    SendLocalList: Annotated[int, Meta(ge=1, le=100_000)] | None = None


class SettingsInput(Input, frozen=True, kw_only=True):
    """Usual settings; what is absent stays. A heartbeat every 0 s is none at all. `message_attempts` and the interval
    between them are about messages of transactions.
    """

    heartbeat_interval_s: Annotated[int, Meta(ge=0, le=604_800)] | None = None
    message_attempts: Annotated[int, Meta(ge=0, le=1_000)] | None = None
    message_attempt_interval_s: Annotated[int, Meta(ge=0, le=86_400)] | None = None
    items_per_message: ItemsPerMessage | None = None
