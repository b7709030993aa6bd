"""From schemas to what is to be written: classes, fields and enums with our names, each in its module."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Final, NamedTuple, TypeAlias

from tools.protocol_generator.action_table import (
    ACTIONS_16,
    ACTIONS_21,
    ACTIONS_201,
    BLOCKS_2X,
    BLOCKS_16,
    ActionRow,
    Block,
)
from tools.protocol_generator.name_table import attribute_name, type_name
from tools.protocol_generator.schema import Message, Schema, messages
from tools.protocol_generator.type_table import TYPES_2X, TYPES_16, Types

CUSTOM_DATA: Final = "CustomDataType"
_PEERS: Final = {"station": "Station to CSMS", "csms": "CSMS to station", "both": "Either side"}


class Version(NamedTuple):
    """One OCPP version and the tables that describe it."""

    key: str
    label: str
    actions: tuple[ActionRow, ...]
    blocks: tuple[Block, ...]
    types: Types


class Field(NamedTuple):
    """A field; `annotation` is the type as it will be written, without the None of an optional one."""

    attribute: str
    wire_name: str
    annotation: str
    required: bool


class Class(NamedTuple):
    """A struct class; `module` is relative to the version's package, `draft` the schema's if it is a message."""

    name: str
    module: str
    doc: str
    draft: int
    fields: tuple[Field, ...]


class Model(NamedTuple):
    """All that is written for one version; `scalars` maps an alias to its definition."""

    version: Version
    classes: tuple[Class, ...]
    enums: Mapping[str, tuple[str, ...]]
    scalars: Mapping[str, str]
    official_names: Mapping[str, str]


FieldsOf: TypeAlias = Callable[[Schema], tuple[Field, ...]]

VERSIONS: Final = (
    Version("16", "1.6", ACTIONS_16, BLOCKS_16, TYPES_16),
    Version("201", "2.0.1", ACTIONS_201, BLOCKS_2X, TYPES_2X),
    Version("21", "2.1", ACTIONS_21, BLOCKS_2X, TYPES_2X),
)


def build(version: Version) -> Model:
    """Read the schemas of a version and name everything; raises ValueError where tables and schemas disagree."""
    found = {message.name: message for message in messages(version.key)}
    definitions = _merged(found.values())
    enums = {type_name(name, version.key): tuple(node["enum"]) for name, node in definitions.items() if "enum" in node}
    objects = {name: node for name, node in definitions.items() if "enum" not in node and name != CUSTOM_DATA}
    scalars: dict[str, str] = {}
    fields = partial(_fields, version.key, scalars)
    classes = [*_message_classes(version, found, fields), *_type_classes(version, objects, fields)]
    names = [one.name for one in classes] + list(enums)
    if len(names) != len(set(names)):
        raise ValueError(f"{version.label}: two things are called {sorted(n for n in names if names.count(n) > 1)}")
    official = {type_name(name, version.key): name for name in definitions if name != CUSTOM_DATA}
    return Model(version, tuple(classes), enums, scalars, {k: v for k, v in sorted(official.items()) if k != v})


def class_names(action: ActionRow) -> tuple[str, str | None]:
    """The class names of an action's request and response; a SEND has no response."""
    if action.name == "NotifyPeriodicEventStream":
        return action.name, None
    return f"{action.name}Request", f"{action.name}Response"


def _merged(found: Iterable[Message]) -> dict[str, Schema]:
    merged: dict[str, Schema] = {}
    for message in found:
        for name, node in message.definitions.items():
            if merged.setdefault(name, node) != node:
                raise ValueError(f"{message.name}: {name} differs from the same type elsewhere")
    return dict(sorted(merged.items()))


def _message_classes(version: Version, found: dict[str, Message], fields: FieldsOf) -> Iterator[Class]:
    blocks = {block.module: block.official for block in version.blocks}
    left = dict(found)
    for action in version.actions:
        request, response = class_names(action)
        where = f"OCPP {version.label}, {blocks[action.block]}"
        message = left.pop(action.name if action.name in left else request)
        says = f"{_PEERS[action.sender]}: {action.says}. {where}."
        yield Class(request, action.block, says, message.draft, fields(message.body))
        if response is not None:
            answer = left.pop(response)
            says = f"The answer to {action.name}. {where}."
            yield Class(response, action.block, says, answer.draft, fields(answer.body))
    if left:
        raise ValueError(f"{version.label}: the action table lacks {sorted(left)}")


def _type_classes(version: Version, objects: dict[str, Schema], fields: FieldsOf) -> Iterator[Class]:
    places = {name: (module, doc) for module, types in version.types.items() for name, doc in types.items()}
    for official, node in objects.items():
        name = type_name(official, version.key)
        module, doc = places[name]
        yield Class(name, module if version.key == "16" else f"types.{module}", doc, 6, fields(node))


def _fields(version: str, scalars: dict[str, str], node: Schema) -> tuple[Field, ...]:
    """The fields of an object; what they need of limited texts and numbers is added to `scalars`."""
    required = set(node.get("required", ()))
    fields = tuple(
        Field(attribute_name(wire), wire, _annotation(inner, version, scalars), wire in required)
        for wire, inner in node.get("properties", {}).items()
    )
    attributes = [field.attribute for field in fields]
    if len(attributes) != len(set(attributes)):
        raise ValueError(f"two fields have the same attribute name among {attributes}")
    return fields


def _annotation(node: Schema, version: str, scalars: dict[str, str]) -> str:
    if "$ref" in node:
        official = node["$ref"].rsplit("/", 1)[1]
        return "CustomData" if official == CUSTOM_DATA else type_name(official, version)
    kind = node.get("type")
    if kind == "array":
        return _list(node, version, scalars)
    if kind == "string":
        return _text(node, scalars)
    if kind in ("integer", "number"):
        return _number(node, scalars)
    return {"boolean": "bool", None: "AnyJson"}[kind]


def _list(node: Schema, version: str, scalars: dict[str, str]) -> str:
    plain = f"tuple[{_annotation(node['items'], version, scalars)}, ...]"
    limits = {"min_length": node.get("minItems"), "max_length": node.get("maxItems")}
    meta = ", ".join(f"{key}={value}" for key, value in limits.items() if value is not None)
    return f"Annotated[{plain}, Meta({meta})]" if meta else plain


def _text(node: Schema, scalars: dict[str, str]) -> str:
    if "format" in node:
        return {"date-time": "Instant", "uri": "Uri"}[node["format"]]
    if "pattern" in node:
        alias = {5: "TimeOfDay", 10: "Day"}[node["maxLength"]]
        scalars[alias] = f'Annotated[str, Meta(max_length={node["maxLength"]}, pattern="{node["pattern"]}")]'
        return alias
    if "maxLength" not in node:
        return "str"
    alias = f"Text{node['maxLength']}"
    scalars[alias] = f"Annotated[str, Meta(max_length={node['maxLength']})]"
    return alias


def _number(node: Schema, scalars: dict[str, str]) -> str:
    if "multipleOf" in node:
        return "Tenths"
    plain, word = ("int", "Int") if node["type"] == "integer" else ("float", "Number")
    low, high = (None if limit is None else int(limit) for limit in (node.get("minimum"), node.get("maximum")))
    if low is None and high is None:
        return plain
    alias = f"{word}UpTo{high}" if low is None else f"{word}From{low}" if high is None else f"{word}{low}To{high}"
    meta = ", ".join(f"{key}={limit}" for key, limit in (("ge", low), ("le", high)) if limit is not None)
    scalars[alias] = f"Annotated[{plain}, Meta({meta})]"
    return alias
