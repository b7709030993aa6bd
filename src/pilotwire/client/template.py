"""Templates: what variables should hold, and how far a station is from it."""

from typing import Annotated, Literal

from msgspec import Meta

from .codec import Instant
from .shape import Input, Name, Resource, Text
from .variable import AttributeKind, ComponentName, VariableName, VariableWrite


class DesiredValue(Resource, frozen=True, kw_only=True):
    """What an attribute of a variable should hold."""

    component: ComponentName
    variable: VariableName
    attribute: AttributeKind
    value: str


class Template(Resource, frozen=True, kw_only=True):
    """Desired values under a name; `version` is its ETag."""

    name: str
    version: str
    variables: list[DesiredValue]
    created_at: Instant
    updated_at: Instant
    note: str | None = None


class TemplateInput(Input, frozen=True, kw_only=True):
    """A template as it is put. Passwords have no place in one."""

    variables: Annotated[list[VariableWrite], Meta(min_length=1, max_length=500)]
    note: Text | None = None


class TemplateList(Resource, frozen=True, kw_only=True):
    """Templates by name, rising."""

    items: list[Template]
    next_cursor: str | None


class DriftItem(Resource, frozen=True, kw_only=True):
    """One desired value beside what the station told. `unknown`: it never told of such a variable; `unread`: of the
    variable, but not of this value.
    """

    component: ComponentName
    variable: VariableName
    attribute: AttributeKind
    wanted: str
    state: Literal["same", "differs", "unknown", "unread"]
    value: str | None = None
    reported_at: Instant | None = None


class DriftReport(Resource, frozen=True, kw_only=True):
    """How a station compares with a template, by what it last told; `drifted` counts all that is not the same."""

    station: str
    template: str
    version: str
    drifted: int
    items: list[DriftItem]


class ApplyRequest(Input, frozen=True, kw_only=True):
    """The stations to write a template to."""

    stations: Annotated[list[Name], Meta(min_length=1, max_length=1000)]
