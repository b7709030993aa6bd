"""Our verdict on a payload is that of the published schemas, as jsonschema-rs reads them with formats on.

Left out on purpose: date-times with one of *+,-./ in the place of a digit, which jsonschema-rs 0.60 takes and RFC 3339
does not. The schemas are read with the corrections of `tools.protocol_generator.schema`.
"""

import json
import random
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any, Final, NamedTuple

import jsonschema_rs
import pytest
from tools.protocol_generator.schema import Schema, read_schemas

from pilotwire.protocol.decode import Tolerated, decode_strict, decode_tolerant, encode
from pilotwire.protocol.message import Payload
from pilotwire.protocol.violation import SchemaViolations

pytestmark = pytest.mark.slow

CASES_PER_MESSAGE: Final = 130
LITERAL: Final = "@literal:"  # such a text stands, until the payload is written, for a number spelt in this very way

DATE_TIMES: Final = (
    "2024-05-01T10:00:00Z", "2024-05-01t10:00:00z", "2024-05-01T10:00:00.123Z", "2024-05-01T10:00:00.123456789Z",
    "2024-05-01T10:00:00.9999999Z", "2024-05-01T10:00:00+01:00", "2024-05-01T10:00:00-05:30",
    "2024-05-01T10:00:00-00:00",
    "2024-02-29T23:59:59Z", "2023-02-29T10:00:00Z", "2016-12-31T23:59:60Z", "2016-12-31T15:59:60-08:00",
    "2016-12-31T15:59:60Z", "0000-01-01T00:00:00Z", "0000-02-29T00:00:00Z", "0001-01-01T00:00:00+05:00",
    "9999-12-31T23:59:59-05:00", "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:60Z", "2024-05-01 10:00:00Z",
    "2024-05-01T10:00:00+0100", "2024-05-01T10:00:00-0100", "2024-05-01T10:00:00+01", "2024-05-01T10:00:00",
    "2024-05-01T10:00Z", "2024-05-01T24:00:00Z", "2024-05-01T10:60:00Z", "2024-05-01T10:00:61Z", "2024-13-01T10:00:00Z",
    "2024-04-31T10:00:00Z", "2024-05-01T10:00:00+24:00", "2024-05-01T10:00:00+01:60", "2024-05-01T10:00:00.Z",
    "2024-05-01T10:00:00,5Z", "2024-05-01T10:00:00Z ", " 2024-05-01T10:00:00Z", "2024-05-01", "yesterday", "",
    "2024-5-1T10:00:00Z", "\u0662024-05-01T10:00:00Z", "2024-05-01T10:00:00\u221201:00", "1714557600",
)  # fmt: skip
URIS: Final = (
    "https://example.com/file.bin", "ftp://user:pw@example.com:21/a/b?x=1#f", "http://[::1]:80/", "http://[1::8]/",
    "http://[::ffff:1.2.3.4]/", "http://[v1.a]/", "urn:isbn:1", "a:", "http://", "http:///x", "http://h:", "a:/b",
    "/path", "path", "//host/x", "http://ex ample.com", "http://h/%2", "http://h/%41", "http://[::1", "http://[1:2]/",
    "http://[1::2::3]/", "http://[::1%25eth0]/", "http://h:8a", "http://u@v@h", "http://h/<>", "http://h/\u00e9",
    "1a:b",
    "http://h/#a#b", "a://h//c", "C:\\path", "http://[::1.2.3.256]/", "",
)  # fmt: skip
LIMITED: Final = (
    "00:00",
    "23:59",
    "24:00",
    "9:00",
    "12:00\n",
    "2024-05-01",
    "2024-13-01",
    "2024-05-32",
    "2024-05-01\n",
    "",
)
NUMBERS: Final = (
    "0", "-0", "-0.0", "1", "-1", "3", "4", "16", "16.0", "16.5", "21.4", "21.45", "0.1", "0.30000000000000004",
    "1e2", "1E-1", "1e400", "100", "100.0", "100.1", "101", "-0.1", "2147483648", "9223372036854775808",
    "123456789012345678901234567890", "1" * 310, "1e22", "5e-324", "4503599627370497.5",
)  # fmt: skip
ODD_VALUES: Final[tuple[Any, ...]] = (
    None, True, False, "", "text", "16", LITERAL + "16", LITERAL + "16.0", LITERAL + "1.5", [], {}, [None], [[]],
    {"a": 1},
    {"vendorId": "x"}, {"vendorId": 1}, {"vendorId": "x" * 256},
)  # fmt: skip

Path = tuple[str | int, ...]


class Site(NamedTuple):
    """A place within a payload, with the schema that holds there."""

    path: Path
    schema: Schema
    value: Any


class Payloads:
    """Makes payloads of one message, valid ones and broken ones, the same ones in every run."""

    def __init__(self, name: str, schema: Schema) -> None:
        self.schema = schema
        self.chance = random.Random(name)  # noqa: S311 - a fixed seed is the point

    def cases(self, count: int) -> Iterator[str]:
        """Payloads as texts; about one in twelve is left as it was made."""
        for number in range(count):
            value = self.valid(self.schema, (0.0, 0.4, 1.0)[number % 3])
            for _ in range(self.chance.choice((0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3))):
                value = self.broken(value)
            yield self.text(value)

    def valid(self, schema: Schema, share: float) -> Any:
        """A value that keeps its schema; `share` of the optional fields are there."""
        schema = self.resolved(schema)
        if "enum" in schema:
            return self.chance.choice(schema["enum"])
        match schema.get("type"):
            case "object":
                return self.valid_object(schema, share)
            case "array":
                least = schema.get("minItems", 0)
                count = min(self.chance.randint(least, least + 1), schema.get("maxItems", 99))
                return [self.valid(schema["items"], share) for _ in range(count)]
            case "string":
                return self.valid_text(schema)
            case "boolean":
                return self.chance.random() < 0.5
            case "integer" | "number":
                low, high = schema.get("minimum", -5), schema.get("maximum", 100)
                return self.chance.randint(int(min(low, high)), int(high))
        return self.chance.choice(ODD_VALUES)

    def valid_object(self, schema: Schema, share: float) -> dict[str, Any]:
        required = schema.get("required", ())
        return {
            name: self.valid(inner, share)
            for name, inner in schema.get("properties", {}).items()
            if name in required or self.chance.random() < (share if name != "customData" else share / 8)
        }

    def valid_text(self, schema: Schema) -> str:
        if "pattern" in schema:
            return "23:59" if schema["maxLength"] == 5 else "2024-05-01"
        if "format" in schema:
            return "2024-05-01T10:00:00Z" if schema["format"] == "date-time" else URIS[0]
        longest = min(schema.get("maxLength", 9), 40)
        return self.chance.choice("ab9-\u00e9\U0001f50c") * self.chance.choice((1, longest // 2, longest))

    def resolved(self, schema: Schema) -> Schema:
        if "$ref" in schema:
            found: Schema = self.schema["definitions"][schema["$ref"].rsplit("/", 1)[1]]
            return found
        return schema

    def sites(self, value: Any, schema: Schema, path: Path = ()) -> Iterator[Site]:
        """Every place in a payload that the schema knows."""
        schema = self.resolved(schema)
        yield Site(path, schema, value)
        if isinstance(value, dict):
            for name, inner in schema.get("properties", {}).items():
                if name in value:
                    yield from self.sites(value[name], inner, (*path, name))
        if isinstance(value, list) and "items" in schema:
            for index, item in enumerate(value):
                yield from self.sites(item, schema["items"], (*path, index))

    def broken(self, value: Any) -> Any:
        """The value with one place changed, mostly so that a rule is broken."""
        site = self.chance.choice(list(self.sites(value, self.schema)))
        return replaced(value, site.path, self.changed(site))

    def changed(self, site: Site) -> Any:
        pick = self.chance.random()
        if pick < 0.25:
            return self.chance.choice(ODD_VALUES)
        if isinstance(site.value, dict):
            return self.changed_object(site)
        if isinstance(site.value, list):
            count = self.chance.choice((0, site.schema.get("minItems", 0) - 1, site.schema.get("maxItems", 3) + 1))
            return (site.value * (count + 1))[: max(count, 0)]
        match site.schema.get("type"):
            case "integer" | "number":
                return LITERAL + self.chance.choice(NUMBERS)
            case "string":
                return self.changed_text(site)
        return self.chance.choice(ODD_VALUES)

    def changed_object(self, site: Site) -> dict[str, Any]:
        names = list(site.value)
        if names and self.chance.random() < 0.6:
            lost = self.chance.choice(names)
            return {name: inner for name, inner in site.value.items() if name != lost}
        known = [name.upper() for name in site.schema.get("properties", {})]
        extra = self.chance.choice(["extra", "a/b~c", "customData", "", *known[:1]])
        return {**site.value, extra: self.chance.choice(ODD_VALUES)}

    def changed_text(self, site: Site) -> str:
        schema = site.schema
        if "enum" in schema:
            return self.chance.choice((schema["enum"][0].upper(), schema["enum"][-1] + " ", "", "Other"))
        if "format" in schema:
            return self.chance.choice(DATE_TIMES if schema["format"] == "date-time" else URIS)
        if "pattern" in schema:
            return self.chance.choice(LIMITED)
        longest: int = schema.get("maxLength", 9)
        return self.chance.choice("a\u00e9\U0001f50c") * (longest + self.chance.choice((0, 1, 1)))

    def text(self, value: Any) -> str:
        """The payload as JSON, in one of several spellings of the same value."""
        spaced = self.chance.random() < 0.3
        text = json.dumps(
            value, ensure_ascii=self.chance.random() < 0.3, separators=(", ", ": ") if spaced else (",", ":")
        )
        for number in NUMBERS:
            text = text.replace(f'"{LITERAL}{number}"', number)
        text = text.replace(f'"{LITERAL}1.5"', "1.5")
        if self.chance.random() < 0.03:
            text = text.replace("2024-05-01", "2\\u0030\\u0032\\u0034-05-01").replace("01 10", "01\\u002010")
        if self.chance.random() < 0.03:
            text = text.replace("customData", "custom\\u0044ata").replace("vendorId", "vendor\\u0049d")
        if self.chance.random() < 0.02 and text.startswith("{") and len(text) > 2:
            text = f"{text[:-1]},{text[1:]}"
        return text


def replaced(value: Any, path: Path, new: Any) -> Any:
    """The value with what stands at `path` exchanged; the original stays as it is."""
    if not path:
        return new
    if isinstance(value, dict):
        return {name: replaced(inner, path[1:], new) if name == path[0] else inner for name, inner in value.items()}
    return [replaced(inner, path[1:], new) if index == path[0] else inner for index, inner in enumerate(value)]


def kinds(version: str) -> Iterator[tuple[type[Payload], Schema]]:
    """Every struct class of a version with its published schema."""
    schemas = read_schemas(version)
    for action in import_module(f"pilotwire.protocol.ocpp{version}.actions").ACTIONS.values():
        for kind in filter(None, (action.request, action.response)):
            name = kind.__name__
            yield kind, schemas[name if name in schemas else name.removesuffix("Request")]


def validator(schema: Schema) -> jsonschema_rs.Draft4Validator | jsonschema_rs.Draft6Validator:
    """The judge, by the draft that the schema names."""
    draft = jsonschema_rs.Draft4Validator if "draft-04" in schema["$schema"] else jsonschema_rs.Draft6Validator
    return draft(schema, validate_formats=True)


def broken_rules(judge: Any, value: Any) -> set[tuple[str, str]]:
    """What jsonschema-rs lists, as pointer and keyword, with a missing field and one too many pointed at themselves."""
    rules = set()
    for error in judge.iter_errors(value):
        kind, at = error.kind, pointer(error.instance_path)
        match kind.name:
            case "required":
                rules.add((at + pointer([kind.property]), kind.name))
            case "additionalProperties":
                rules.update((at + pointer([name]), kind.name) for name in kind.unexpected)
            case "falseSchema":  # an unknown field in a message that has none, or a side effect of a wrong type
                rules.update((at + pointer([name]), "additionalProperties") for name in value if not at)
            case _:
                rules.add((at, kind.name))
    mistyped = {at for at, keyword in rules if keyword == "type"}
    return {(at, keyword) for at, keyword in rules if not (at in mistyped and keyword == "enum")}


def pointer(path: Iterable[str | int]) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def agreed(judge: Any, kind: type[Payload], text: str) -> bool:
    """Compare the verdicts on one payload, and the lists of broken rules; the result is the common verdict.

    A payload that msgspec alone took must be built alike, and found without fault, by the walker.
    """
    value = json.loads(text)
    verdict = bool(judge.is_valid(value))
    try:
        ours = decode_strict(kind, text.encode())
    except SchemaViolations as error:
        assert not verdict, f"valid by the schema of {kind.__name__}: {text}"
        assert {(one.pointer, one.keyword) for one in error.violations} == broken_rules(judge, value), text  # noqa: PT017
        return False
    assert verdict, f"not valid by the schema of {kind.__name__}: {text}"
    assert decode_tolerant(kind, value) == Tolerated(ours, (), {}), text
    return True


def judged_kinds(version: str) -> Iterator[tuple[type[Payload], Schema, Any]]:
    for kind, schema in kinds(version):
        yield kind, schema, validator(schema)


@pytest.mark.parametrize(("version", "least"), [("16", 10_000), ("201", 16_500), ("21", 23_500)])
def test_every_verdict_and_every_violation_is_that_of_the_schema(version: str, least: int) -> None:
    verdicts = [
        agreed(judge, kind, text)
        for kind, schema, judge in judged_kinds(version)
        for text in Payloads(kind.__name__, schema).cases(CASES_PER_MESSAGE)
    ]
    assert len(verdicts) >= least
    assert 0.15 < sum(verdicts) / len(verdicts) < 0.85


@pytest.mark.parametrize("version", ["16", "201", "21"])
def test_a_message_with_every_field_goes_out_as_it_came_in_the_order_of_the_schema(version: str) -> None:
    for kind, schema in kinds(version):
        sent = json.dumps(Payloads(kind.__name__, schema).valid(schema, 1.0), ensure_ascii=False)
        returned = encode(decode_strict(kind, sent.encode())).decode()
        assert list_of_fields(returned) == list_of_fields(sent)


def list_of_fields(text: str) -> Any:
    """A JSON text with its objects as lists of pairs, so that their order counts, and 5 the same as 5.0."""
    return json.loads(text, object_pairs_hook=list, parse_int=float)


@pytest.mark.parametrize(("version", "least"), [("16", 400), ("201", 700), ("21", 2_000)])
def test_each_spelling_of_a_limited_text_or_number_is_judged_as_by_the_schema(version: str, least: int) -> None:
    verdicts = [
        agreed(judge, kind, json.dumps(replaced(value, path, LITERAL)).replace(f'"{LITERAL}"', spelling))
        for kind, judge, value, path, schema in limited_fields(version)
        for spelling in spellings(schema)
    ]
    assert len(verdicts) >= least
    assert 0.15 < sum(verdicts) / len(verdicts) < 0.85


def limited_fields(version: str) -> Iterator[tuple[type[Payload], Any, Any, Path, Schema]]:
    """Each field with a narrow rule once per version, within the smallest message that has it."""
    messages = []
    for kind, schema, judge in judged_kinds(version):
        payloads = Payloads(kind.__name__, schema)
        value = payloads.valid(schema, 1.0)
        messages.append((len(json.dumps(value)), kind, judge, value, payloads))
    seen = set()
    for _, kind, judge, value, payloads in sorted(messages, key=lambda message: message[0]):
        for site in payloads.sites(value, payloads.schema):
            rule = (site.path[-1:], tuple(spellings(site.schema)), kind.schema_draft)
            if rule[1] and rule not in seen:
                seen.add(rule)
                yield kind, judge, value, site.path, site.schema


def spellings(schema: Schema) -> Iterable[str]:
    """Every way to write a value that a narrow rule may take or refuse."""
    if "format" in schema:
        return map(json.dumps, DATE_TIMES if schema["format"] == "date-time" else URIS)
    if "pattern" in schema:
        return map(json.dumps, LIMITED)
    return NUMBERS if schema.keys() & {"minimum", "maximum", "multipleOf"} else ()
