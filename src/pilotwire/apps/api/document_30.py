"""The same document in OpenAPI 3.0, for readers that do not know 3.1 yet."""

from typing import Final, cast

from .document_schema import Json

_LOST: Final = frozenset({"propertyNames", "prefixItems"})
"""What 3.0 has no word for."""


def as_openapi_30(document: dict[str, Json]) -> dict[str, Json]:
    """The document with every schema in the words of OpenAPI 3.0."""
    older = cast("dict[str, Json]", _older(document))
    info = cast("dict[str, Json]", older["info"])
    licence = cast("dict[str, Json]", info["license"])
    return {**older, "openapi": "3.0.3", "info": {**info, "license": {"name": licence["name"]}}}


def _older(value: Json) -> Json:
    if isinstance(value, list):
        return [_older(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "example" in value:
        example = value["example"]
        return {
            **cast("dict[str, Json]", _older({k: v for k, v in value.items() if k != "example"})),
            "example": example,
        }
    return _older_schema({name: _older(one) for name, one in value.items() if name not in _LOST})


def _older_schema(schema: dict[str, Json]) -> dict[str, Json]:
    for name, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        limit = schema.get(name)
        if isinstance(limit, int | float) and not isinstance(limit, bool):
            schema = {**schema, bound: limit, name: True}
    if "const" in schema:
        schema = {**{name: one for name, one in schema.items() if name != "const"}, "enum": [schema["const"]]}
    if schema.get("type") == "array" and schema.get("items") in (None, False):
        schema = {**schema, "items": {}}
    options = schema.get("anyOf")
    if isinstance(options, list) and {"type": "null"} in options:
        others = [option for option in options if option != {"type": "null"}]
        rest = {name: one for name, one in schema.items() if name != "anyOf"}
        alone = len(others) == 1 and "$ref" not in cast("dict[str, Json]", others[0])
        found = cast("dict[str, Json]", others[0]) if alone else {"anyOf": others}
        schema = {**rest, **found, "nullable": True}
    return schema
