"""From the model to Python source: the text of every file of a version's package, before formatting."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from tools.protocol_generator.model import Class, Field, Model, class_names

_HEADER: Final = "# generated from the JSON schemas of OCPP {label}; do not edit, make it again with `./dev generate`\n"
_WORDS: Final = re.compile(r"[A-Za-z_]\w*")
_SHARED: Final = {"AnyJson", "CustomData", "Instant", "Tenths", "Uri"}


def render(model: Model) -> dict[str, str]:
    """File path within the version's package -> source."""
    modules: dict[str, list[Class]] = defaultdict(list)
    for one in model.classes:
        modules[one.module].append(one)
    homes = _homes(model)
    abouts = {block.module: f"The messages about {block.about}." for block in model.version.blocks}
    files = {
        f"{module.replace('.', '/')}.py": _module(model, abouts.get(module, _types_about(module)), classes, homes)
        for module, classes in modules.items()
    }
    files["enums.py"] = _enums(model)
    files["scalars.py"] = _scalars(model)
    files["actions.py"] = _actions(model)
    files["names.py"] = _names(model)
    files["__init__.py"] = _start(model, f"The messages and types of OCPP {model.version.label}, one module per block.")
    if any(module.startswith("types.") for module in modules):
        files["types/__init__.py"] = _start(model, "The object types that messages share, one module per concept.")
    return files


def _start(model: Model, doc: str) -> str:
    return f'{_HEADER.format(label=model.version.label)}"""{doc}"""\n'


def _package_path(model: Model) -> str:
    return f"pilotwire.protocol.ocpp{model.version.key}"


def _types_about(module: str) -> str:
    concept = module.rsplit(".", 1)[-1].replace("_", " ")
    return "The object types that messages share." if concept == "types" else f"Shared object types: {concept}."


def _homes(model: Model) -> dict[str, str]:
    """Every name that a generated module may need -> the module to import it from."""
    package = _package_path(model)
    return (
        {name: "pilotwire.protocol.message" for name in _SHARED}
        | {name: f"{package}.scalars" for name in model.scalars}
        | {name: f"{package}.enums" for name in model.enums}
        | {one.name: f"{package}.{one.module}" for one in model.classes}
    )


def _module(model: Model, doc: str, classes: list[Class], homes: Mapping[str, str]) -> str:
    here = f"{_package_path(model)}.{classes[0].module}"
    used = {word for one in classes for field in one.fields for word in _WORDS.findall(field.annotation)}
    lines = [_start(model, doc), "from __future__ import annotations\n"]
    standard = [name for name, wanted in (("Annotated", "Annotated" in used), ("ClassVar", _is_old(classes))) if wanted]
    if standard:
        lines.append(f"from typing import {', '.join(standard)}\n")
    if "Meta" in used:
        lines.append("from msgspec import Meta\n")
    imports = defaultdict(set, {"pilotwire.protocol.message": {"Payload"}})
    if any(_is_maybe(field) for one in classes for field in one.fields):
        imports["pilotwire.protocol.message"].add("Maybe")
    for word in used & homes.keys():
        if homes[word] != here:
            imports[homes[word]].add(word)
    lines.append("\n".join(f"from {home} import {', '.join(sorted(names))}" for home, names in sorted(imports.items())))
    lines.extend(_class(one) for one in classes)
    return "\n".join(lines)


def _is_old(classes: Iterable[Class]) -> bool:
    return any(one.draft == 4 for one in classes)


def _class(one: Class) -> str:
    renamed = ", ".join(f'"{f.attribute}": "{f.wire_name}"' for f in one.fields if f.attribute != f.wire_name)
    rename = f", rename={{{renamed}}}" if renamed else ""
    lines = [f"\n\nclass {one.name}(Payload, frozen=True, kw_only=True{rename}):", f'    """{one.doc}"""\n']
    if one.draft == 4:
        lines.append("    schema_draft: ClassVar[int] = 4\n")
    lines.extend(_field(field) for field in one.fields)
    return "\n".join(lines)


def _is_maybe(field: Field) -> bool:
    return not field.required and field.annotation != "AnyJson"


def _field(field: Field) -> str:
    if field.required:
        return f"    {field.attribute}: {field.annotation}"
    optional = f"Maybe[{field.annotation}]" if _is_maybe(field) else field.annotation
    return f"    {field.attribute}: {optional} = None"


def _enums(model: Model) -> str:
    lines = [_start(model, "The closed sets of words."), "from typing import Literal, TypeAlias\n"]
    for name, values in model.enums.items():
        lines.append(f"{name}: TypeAlias = Literal[{', '.join(f'{chr(34)}{value}{chr(34)}' for value in values)}]")
    return "\n".join(lines) + "\n"


def _scalars(model: Model) -> str:
    lines = [_start(model, "Texts and numbers with their limits."), "from typing import Annotated\n"]
    lines.append("from msgspec import Meta\n")
    ordered = sorted(model.scalars.items(), key=lambda item: [int(p) if p.isdigit() else p for p in _parts(item[0])])
    lines.extend(f"{alias} = {definition}" for alias, definition in ordered)
    return "\n".join(lines) + "\n"


def _parts(alias: str) -> list[str]:
    return re.split(r"(\d+)", alias)


def _actions(model: Model) -> str:
    package = _package_path(model)
    lines = [_start(model, "Every action with its messages, who may send it, and its block.")]
    lines.append("from collections.abc import Mapping\nfrom typing import Final\n")
    blocks = ", ".join(sorted({action.block for action in model.version.actions}))
    lines.append(f"from pilotwire.protocol.action import Action\nfrom {package} import {blocks}\n")
    lines.append("ACTIONS: Final[Mapping[str, Action]] = {")
    for action in model.version.actions:
        request, response = (name and f"{action.block}.{name}" for name in class_names(action))
        values = f'"{action.name}", {request}, {response}, "{action.sender}", "{action.block}"'
        lines.append(f'    "{action.name}": Action({values}),')
    return "\n".join([*lines, "}\n"])


def _names(model: Model) -> str:
    lines = [_start(model, "Our names of types and enums, and the specification's where it differs.")]
    lines.append("from collections.abc import Mapping\nfrom typing import Final\n")
    lines.append("OFFICIAL_NAMES: Final[Mapping[str, str]] = {")
    lines.extend(f'    "{ours}": "{official}",' for ours, official in model.official_names.items())
    return "\n".join([*lines, "}\n"])
