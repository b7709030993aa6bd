"""The committed description of the API is what the code says, and says enough."""

from pathlib import Path

import msgspec
import pytest
import schemathesis

from pilotwire.apps.api.app import api_document, document_page
from pilotwire.apps.api.problem_table import PROBLEMS
from pilotwire.apps.api.route_table import ROUTES

COMMITTED = Path(__file__).resolve().parents[2] / "docs" / "reference" / "openapi.json"
METHODS = ("get", "put", "post", "patch", "delete")


def table(value: object) -> dict[str, object]:
    """An object of the document."""
    assert isinstance(value, dict)
    return value


DOCUMENT = table(msgspec.json.decode(document_page()))
OPERATIONS = {
    str(table(operation)["operationId"]): table(operation)
    for path in table(DOCUMENT["paths"]).values()
    for method, operation in table(path).items()
    if method in METHODS
}


def test_the_committed_description_is_up_to_date() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == document_page(), "run ./dev docs"


@pytest.mark.parametrize("text", [api_document("0").openapi_31, api_document("0").openapi_30], ids=("3.1", "3.0"))
def test_the_description_keeps_the_rules_of_openapi(text: bytes) -> None:
    schemathesis.openapi.from_dict(table(msgspec.json.decode(text))).validate()


def test_every_route_is_described_and_nothing_else() -> None:
    assert set(OPERATIONS) == set(ROUTES)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_a_route_says_what_it_is_for_and_shows_an_example(name: str) -> None:
    operation, facts = OPERATIONS[name], ROUTES[name]
    assert operation["summary"]
    assert operation["tags"] == [facts.tag]
    assert "Needs scope" in str(operation["description"]) or name == "get_pulse"
    responses = table(operation["responses"])
    for status in facts.statuses:
        if status != 204:
            content = table(table(responses[str(status)])["content"])
            assert all("example" in table(media) for media in content.values())
    if facts.body is not None:
        assert "example" in table(table(table(operation["requestBody"])["content"])[facts.body_media_type])


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_error_is_the_one_problem_document(name: str) -> None:
    for status, response in table(OPERATIONS[name]["responses"]).items():
        if status >= "400" and int(status) not in ROUTES[name].statuses:
            assert table(response)["content"] == {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            }


def test_every_problem_that_a_route_names_exists() -> None:
    assert {kind for facts in ROUTES.values() for kind in facts.problems} <= set(PROBLEMS)


def test_every_reference_leads_somewhere() -> None:
    text = document_page()
    names = {part.partition('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert names <= set(table(table(DOCUMENT["components"])["schemas"]))
