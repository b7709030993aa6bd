"""The words of OpenAPI 3.1 in those of 3.0."""

import pytest

from pilotwire.apps.api.document_30 import as_openapi_30
from pilotwire.apps.api.document_schema import Json


def document(schema: dict[str, Json]) -> dict[str, Json]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "x", "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "components": {"schemas": {"X": schema}},
    }


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ({"type": "string"}, {"type": "string"}),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, {"type": "string", "nullable": True}),
        (
            {"anyOf": [{"$ref": "#/x"}, {"type": "null"}], "default": None},
            {"anyOf": [{"$ref": "#/x"}], "default": None, "nullable": True},
        ),
        ({"type": "number", "exclusiveMinimum": 0}, {"type": "number", "minimum": 0, "exclusiveMinimum": True}),
        ({"const": "a"}, {"enum": ["a"]}),
        ({"type": "object", "propertyNames": {"minLength": 1}}, {"type": "object"}),
        (
            {"type": "array", "prefixItems": [{"type": "integer"}], "items": False},
            {"type": "array", "items": {}},
        ),
        ({"properties": {"a": {"const": 1}}}, {"properties": {"a": {"enum": [1]}}}),
        ({"example": {"const": 1}}, {"example": {"const": 1}}),
    ],
)
def test_each_word_has_its_older_one(newer: dict[str, Json], older: dict[str, Json]) -> None:
    assert as_openapi_30(document(newer)) == {
        "openapi": "3.0.3",
        "info": {"title": "x", "license": {"name": "Apache-2.0"}},
        "components": {"schemas": {"X": older}},
    }
