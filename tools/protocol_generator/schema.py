"""Reads the JSON schemas out of the `ocpp` wheel, mends their known gaps, and brings them into one shape."""

import copy
import importlib.util
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from tools.protocol_generator.name_table import inline_name

Schema = dict[str, Any]

_FOLDERS: Final = {"16": "v16", "201": "v201", "21": "v21"}
_NOISE: Final = ("description", "javaType", "comment", "$comment", "title", "$id", "additionalItems", "default")
_TIME_OF_DAY: Final = {"maxLength": 5, "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
_DATE: Final = {"maxLength": 10, "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}
_TARIFF_GAPS: Final = {
    "startTimeOfDay": _TIME_OF_DAY,
    "endTimeOfDay": _TIME_OF_DAY,
    "validFromDate": _DATE,
    "validToDate": _DATE,
}


class Message(NamedTuple):
    """The schema of one message, with its definitions apart and its references by official type name."""

    name: str
    draft: int
    body: Schema
    definitions: Mapping[str, Schema]


def read_schemas(version: str) -> dict[str, Schema]:
    """Every schema of a version ("16", "201", "21") by file name without ".json", mended, otherwise as published."""
    spec = importlib.util.find_spec("ocpp")
    if spec is None or spec.origin is None:
        raise SystemExit("The 'ocpp' wheel is not installed; run ./dev test once, it installs the tools.")
    folder = Path(spec.origin).parent / _FOLDERS[version] / "schemas"
    schemas = {path.stem: json.loads(path.read_text("utf-8-sig")) for path in sorted(folder.glob("*.json"))}
    if version == "16":
        _share_meter_values(schemas)
    if version == "21":
        _close_tariff_gaps(schemas)
    return schemas


def messages(version: str) -> Iterator[Message]:
    """Every message of a version in one shape: named definitions, no inline objects, no noise."""
    for name, schema in read_schemas(version).items():
        body = _without_noise(copy.deepcopy(schema))
        definitions = body.pop("definitions", {})
        if version == "16":
            for owner, part in [(name, body), *definitions.items()]:
                _name_inline_parts(owner, part, definitions)
        yield Message(name, 4 if "draft-04" in schema["$schema"] else 6, body, definitions)


def _share_meter_values(schemas: dict[str, Schema]) -> None:
    """StopTransaction's own copy of the meter value lacks the corrections that MeterValues got: one list for both."""
    shared = schemas["MeterValues"]["properties"]["meterValue"]["items"]
    schemas["StopTransaction"]["properties"]["transactionData"]["items"] = copy.deepcopy(shared)


def _close_tariff_gaps(schemas: dict[str, Schema]) -> None:
    """Times of day and dates in tariff conditions carry no constraint in the published schemas."""
    for schema in schemas.values():
        for definition in schema["definitions"].values():
            for name, limits in _TARIFF_GAPS.items():
                if name in definition.get("properties", {}):
                    definition["properties"][name].update(limits)


def _without_noise(node: Any) -> Any:
    if isinstance(node, list):
        return [_without_noise(item) for item in node]
    if not isinstance(node, dict):
        return node
    clean = {key: value for key, value in node.items() if key not in _NOISE or isinstance(value, dict)}
    if "enum" in clean:
        clean.pop("additionalProperties", None)
    return {key: _without_noise(value) for key, value in clean.items()}


def _name_inline_parts(owner: str, part: Schema, definitions: dict[str, Schema]) -> None:
    """Move what is spelt out in place into the definitions, as the later schemas have it."""
    for wire_name, node in part.get("properties", {}).items():
        inner = node.get("items", node)
        if "enum" not in inner and inner.get("type") != "object":
            continue
        official = inline_name(owner, wire_name)
        moved = dict(inner)
        inner.clear()
        inner["$ref"] = f"#/definitions/{official}"
        _name_inline_parts(wire_name, moved, definitions)
        if definitions.setdefault(official, moved) != moved:
            raise ValueError(f"{owner}.{wire_name}: {official} has two shapes")
