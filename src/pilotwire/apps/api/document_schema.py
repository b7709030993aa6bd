"""JSON schemas of the resources and of all events, by msgspec, tidied for readers of the OpenAPI document."""

import inspect
from typing import Final, cast

import msgspec

from pilotwire.client.codec import Instant
from pilotwire.client.event import MessageReceived, MessageSent

from .event_line import EVENTS

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
"""What JSON can hold."""

_REF: Final = "#/components/schemas/{name}"
_EVENT_REF: Final = "#/components/schemas/Event.{name}"


class Shapes:
    """Collects the types that the document speaks of."""

    def __init__(self) -> None:
        self._types: list[object] = []

    def of(self, type_: object) -> dict[str, Json]:
        """The schema of a type, by reference where it has a name."""
        self._types.append(type_)
        (schema,), _ = msgspec.json.schema_components([type_], schema_hook=_special, ref_template=_REF)
        return _tidied(cast("dict[str, Json]", schema))

    def fields(self, shape: type[msgspec.Struct]) -> dict[str, dict[str, Json]]:
        """The schemas of a struct's fields, for query parameters: null and defaults of None are left out."""
        _, components = msgspec.json.schema_components([shape], schema_hook=_special, ref_template=_REF)
        properties = cast("dict[str, dict[str, Json]]", components[shape.__name__]["properties"])
        return {name: _tidied(_without_null(schema)) for name, schema in properties.items()}

    def components(self) -> dict[str, Json]:
        """All named schemas, those of the events included."""
        _, found = msgspec.json.schema_components(self._types, schema_hook=_special, ref_template=_REF)
        messages = [MessageReceived, MessageSent]
        _, events = msgspec.json.schema_components(
            [*EVENTS.values(), *messages], schema_hook=_special, ref_template=_EVENT_REF
        )
        named = {**found, **{f"Event.{name}": schema for name, schema in events.items()}}
        return {name: _tidied(_shown(schema)) for name, schema in sorted(named.items())}


def _special(type_: type) -> dict[str, object]:
    if type_ is Instant:
        return {"type": "string", "format": "date-time"}
    raise NotImplementedError


def _shown(schema: dict[str, Json]) -> dict[str, Json]:
    """In what we send, an optional field is absent and never null; what we take may hold null, and says so."""
    properties = schema.get("properties")
    if not isinstance(properties, dict) or schema.get("additionalProperties") is False:
        return schema
    required = cast("list[Json]", schema.get("required", []))
    fields = cast("dict[str, dict[str, Json]]", properties)
    return {
        **schema,
        "properties": {name: field if name in required else _without_null(field) for name, field in fields.items()},
    }


def _without_null(schema: dict[str, Json]) -> dict[str, Json]:
    rest = {name: value for name, value in schema.items() if not (name == "default" and value is None)}
    options = rest.get("anyOf")
    if not isinstance(options, list) or {"type": "null"} not in options:
        return rest
    others = [option for option in options if option != {"type": "null"}]
    del rest["anyOf"]
    if len(others) > 1:
        return {**rest, "anyOf": others}
    return {**rest, **cast("dict[str, Json]", others[0])}


def _tidied(schema: dict[str, Json]) -> dict[str, Json]:
    """The same schema with plain descriptions, a type beside each enum of texts, decimals as numbers."""
    if schema.get("format") == "decimal":
        return {"type": "number"}
    tidy: dict[str, Json] = {}
    for name, value in schema.items():
        if name == "description" and isinstance(value, str):
            tidy[name] = inspect.cleandoc(value).replace("\n\n", "\0").replace("\n", " ").replace("\0", "\n\n")
        elif name == "properties" and isinstance(value, dict):
            tidy[name] = {field: _tidied(cast("dict[str, Json]", one)) for field, one in value.items()}
        elif name not in ("title", "default", "example"):
            tidy[name] = _tidied_within(value)
        elif name != "title":
            tidy[name] = value
    if tidy.get("required") == []:
        del tidy["required"]
    values = schema.get("enum")
    if isinstance(values, list) and all(isinstance(one, str) for one in values):
        tidy["type"] = "string"
    return tidy


def _tidied_within(value: Json) -> Json:
    if isinstance(value, dict):
        return _tidied(value)
    if isinstance(value, list):
        return [_tidied(one) if isinstance(one, dict) else one for one in value]
    return value
