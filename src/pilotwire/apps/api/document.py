"""The OpenAPI document: from the routes' code, the table of routes and the shapes of the resources."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

import msgspec
from litestar.handlers import HTTPRouteHandler

from pilotwire.client.codec import encode
from pilotwire.client.problem import Problem
from pilotwire.client.shape import PLAIN

from .access import COOKIE
from .document_30 import as_openapi_30
from .document_schema import Json, Shapes
from .problem_table import PROBLEMS
from .problems import MEDIA_TYPE
from .route import RouteFacts
from .route_table import facts_of

PREFIX: Final = "/api/v1"


class ApiDocument:
    """The document in both versions of OpenAPI, as JSON; made when it is first asked for."""

    def __init__(self, routes: Iterable[tuple[str, HTTPRouteHandler]], version: str) -> None:
        self._routes = tuple(routes)
        self._version = version

    @cached_property
    def openapi_31(self) -> bytes:
        """The document itself."""
        return msgspec.json.encode(openapi_document(self._routes, self._version))

    @cached_property
    def openapi_30(self) -> bytes:
        """The same for readers of 3.0."""
        return msgspec.json.encode(as_openapi_30(msgspec.json.decode(self.openapi_31)))


def openapi_document(routes: Iterable[tuple[str, HTTPRouteHandler]], version: str) -> dict[str, Json]:
    """The document in OpenAPI 3.1; `routes` come with what stands before their paths."""
    shapes = Shapes()
    paths: dict[str, dict[str, Json]] = {}
    for prefix, handler in routes:
        facts = facts_of(handler)
        if facts is not None:
            for path in handler.paths:
                operations = paths.setdefault(prefix + path.replace(":str}", "}"), {})
                for method in handler.http_methods:
                    operations[method.lower()] = _operation(handler, facts, shapes, path)
    shapes.of(Problem)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pilotwire", "version": version, "description": _ABOUT, "license": _LICENSE},
        "servers": [{"url": "/"}],
        "tags": [{"name": name, "description": text} for name, text in _TAGS.items()],
        "security": [{"key": []}, {"login": []}],
        "paths": {path: dict(operations) for path, operations in sorted(paths.items())},
        "components": {"schemas": shapes.components(), "securitySchemes": _SECURITY},
    }


def _operation(handler: HTTPRouteHandler, facts: RouteFacts, shapes: Shapes, path: str) -> dict[str, Json]:
    title, _, text = (handler.fn.__doc__ or "").partition("\n")
    operation: dict[str, Json] = {
        "operationId": handler.handler_name,
        "summary": title.strip().rstrip("."),
        "tags": [facts.tag],
        "responses": {**_good(facts, shapes), **_bad(facts)},
    }
    description = " ".join(text.split())
    scope = "Anybody may." if facts.scope is None else f"Needs scope `{facts.scope}`."
    operation["description"] = f"{description}\n\n{scope}" if description else scope
    if facts.scope is None:
        operation["security"] = []
    parameters = [*_path_parameters(path), *_query_parameters(facts, shapes), *_header_parameters(facts)]
    if parameters:
        operation["parameters"] = parameters
    if facts.body is not None:
        operation["requestBody"] = {
            "required": True,
            "content": {facts.body_media_type: _content(shapes.of(facts.body), facts.body_example)},
        }
    if facts.takes_bytes:
        operation["requestBody"] = {"required": True, "content": {"application/octet-stream": {}}}
    return operation


def _path_parameters(path: str) -> list[Json]:
    names = [part[1:-1].partition(":")[0] for part in path.split("/") if part.startswith("{")]
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": _PATH[name][0],
            "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": PLAIN},
            "example": _PATH[name][1],
        }
        for name in names
    ]


def _query_parameters(facts: RouteFacts, shapes: Shapes) -> list[Json]:
    parameters: list[Json] = []
    for shape in facts.query:
        for name, schema in shapes.fields(shape).items():
            description = schema.pop("description", "")
            parameter: dict[str, Json] = {"name": name, "in": "query", "description": description, "schema": schema}
            if schema.get("type") == "array":
                parameter |= {"style": "form", "explode": False}
            parameters.append(parameter)
    return parameters


def _header_parameters(facts: RouteFacts) -> list[Json]:
    return [
        {
            "name": header.name,
            "in": "header",
            "description": header.meaning,
            "schema": {"type": "string", "pattern": header.pattern},
        }
        for header in facts.headers
    ]


def _good(facts: RouteFacts, shapes: Shapes) -> dict[str, Json]:
    responses: dict[str, Json] = {}
    for status in facts.statuses:
        response: dict[str, Json] = {"description": _STATUS_WORDS[status]}
        if facts.answer is not None:
            response["content"] = {facts.media_type: _content(shapes.of(facts.answer), facts.example)}
        if status != 204 and any(header.name == "If-Match" for header in facts.headers):
            response["headers"] = {"ETag": {"description": "The version, for If-Match.", "schema": {"type": "string"}}}
        responses[str(status)] = response
    return responses


def _bad(facts: RouteFacts) -> dict[str, Json]:
    kinds = [*_ALWAYS, *(() if facts.scope is None else _WITH_KEY), *facts.problems]
    if facts.body is not None:
        kinds += _WITH_BODY
    by_status: dict[int, list[str]] = {}
    for kind in dict.fromkeys(kinds):
        by_status.setdefault(PROBLEMS[kind].status, []).append(PROBLEMS[kind].title)
    return {
        str(status): {
            "description": "; ".join(titles),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, titles in sorted(by_status.items())
    }


def _content(schema: Json, example: object) -> dict[str, Json]:
    content: dict[str, Json] = {"schema": schema}
    if example is not None:
        content["example"] = example if isinstance(example, str) else msgspec.json.decode(encode(example))
    return content


_ALWAYS: Final = ("bad-request", "unknown-host", "invalid-input", "internal-error")
_WITH_KEY: Final = ("unauthorized", "forbidden", "csrf", "too-many-attempts")
_WITH_BODY: Final = ("bad-json", "too-large", "wrong-media-type")
_PATH: Final[Mapping[str, tuple[str, str]]] = {
    "cdr_id": ("A charge detail record's id.", "4f1c9a52d07be3861c5a90f2b7e64d13"),
    "file_id": ("A file's id.", "252115205335547904"),
    "ticket_id": ("A ticket's id; never its secret.", "c43206e8d6c691eb60f176458f4f82b0"),
    "campaign_id": ("A campaign's id.", "5b1f2c1e-8f5e-4f0d-9a55-0d6f5d1b8c11"),
    "feature": ("A feature, as the list names it.", "local-list"),
    "inquiry_id": ("A question's number, as its operation names it.", "154811237654551"),
    "name": ("A name, percent-encoded.", "car-park"),
    "log_id": ("The number of a request for a log.", "1402352"),
    "number": ("The number of a message or of a firmware update.", "815"),
    "operation_id": ("An operation's id.", "0f8d2f5e-6c1a-4c55-9a51-6f7f4f6f2b10"),
    "remote_start_id": ("The number in the answer to a start.", "1402351"),
    "reservation_id": ("A reservation's number.", "815"),
    "certificate_id": ("The certificate's id.", "154811237654531"),
    "station_id": ("A station's id, percent-encoded.", "CS-0042"),
    "stream": ("An event stream's number.", "3"),
    "tariff_id": ("A tariff's id.", "day"),
    "target": ("What tariffs are assigned to.", "station:CS-0042"),
    "transaction_id": ("A transaction's id within its station.", "2f1a"),
    "value": ("A token's value, in any case.", "04E1B2C3D4"),
    "record": ("The id of a record in the message log.", "154811237654528"),
    "key_id": ("A key's id; never its secret.", "a1b2c3d4e5f6"),
}
_STATUS_WORDS: Final[Mapping[int, str]] = {
    200: "Good",
    201: "Created",
    202: "Begun; `Location` says where to look",
    206: "A part of it",
    204: "Done; there is nothing to say",
    503: "Something is not well: the body says what",
}
_LICENSE: Final[Json] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
_SECURITY: Final[Json] = {
    "key": {"type": "http", "scheme": "bearer", "description": "A key, like pw_..."},
    "login": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "A log-in of a person's browser"},
}
_TAGS: Final[Mapping[str, str]] = {
    "firmware": "Releases of firmware, updates of stations, and what local controllers offer",
    "campaigns": "One release of firmware to many stations, in waves",
    "stations": "Charging stations and their connectors",
    "calls": "Any OCPP call to a station, and its own answer",
    "metering": "What meters have signed, whether it is true, and the keys to tell",
    "reservations": "What is kept free for whom, until when, and what became of it",
    "control": "Start, stop, unlock, reset: what acts on a station at once, and its own answer",
    "tokens": "Id tokens: who may charge",
    "transactions": "Transactions and their readings",
    "messages": "The message log, findings and refused handshakes",
    "events": "Everything that happens, as it happens",
    "variables": "Variables of stations: read, write, report",
    "provisioning": "Stations at the door: held, configured, accepted or turned away",
    "templates": "What variables should hold",
    "customers": "What stations know of customers, for the scope admin alone",
    "monitoring": "Monitors of variables, and the events that they raise",
    "local lists": "Tokens that stations keep, wanted and held",
    "files": "Firmware, logs and diagnostics, and the addresses by which stations fetch and bring them",
    "operations": "Long work: how far it is, and how it ended",
    "keys": "Keys of this API, and log-in links",
    "server": "The server's own health and figures",
}
_ABOUT: Final = (
    "The API of a Pilotwire CSMS. Send a key as `Authorization: Bearer pw_...`; the first start leaves one in "
    "admin.key in the data folder. Lists come in parts: `next_cursor` leads to the next one and is null at the end. "
    "Instants are UTC with milliseconds; units stand in the names; what is absent is absent. Every error is a problem "
    "document (RFC 9457) with a `remedy`; [/docs/errors](/docs/errors) explains each type."
)
