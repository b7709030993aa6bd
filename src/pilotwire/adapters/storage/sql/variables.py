"""Variables of stations, as they were last told."""

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, PrimaryKeyConstraint, Table, select, tuple_

from pilotwire.domain.device_model import Address, Variable
from pilotwire.kernel.ids import StationId
from pilotwire.services.ports import Page, Slice, VariableFilter

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of, search_text, within
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT

VARIABLES: Final = Table(
    "variables",
    METADATA,
    Column("station", KEY_TEXT, nullable=False),
    Column("component", KEY_TEXT, nullable=False),
    Column("variable", KEY_TEXT, nullable=False),
    Column("search", TEXT, nullable=False),
    Column("body", TEXT, nullable=False),
    PrimaryKeyConstraint("station", "component", "variable"),
)
SAVE_VARIABLE: Final = Bulk(VARIABLES, key=3, take=("search", "body"))

_VARIABLE: Final = msgspec.json.Decoder(Variable)
_COLUMNS: Final = VARIABLES.c
_MOST_KEYS: Final = 200
"""Keys in one query."""


def variable_rows(variable: Variable, _: Hot, rows: Pairs) -> None:
    """The row of a variable."""
    component, name = variable.address.key
    key = storable(variable.station), storable(component), storable(name)
    rows.append((SAVE_VARIABLE, (*key, search_text(str(variable.address)), storable_json(variable))))


def variables(connection: Connection, part: Slice, station: StationId, wanted: VariableFilter) -> Page[Variable]:
    """A station's variables by component and name, rising."""
    order = _COLUMNS.component, _COLUMNS.variable
    query = select(*order, _COLUMNS.body).where(_COLUMNS.station == storable(station)).order_by(*order)
    after = place_of(part.cursor, tuple[str, str])
    if after is not None:
        query = query.where(tuple_(*order) > tuple_(storable(after[0]), storable(after[1])))
    for column, name in zip(order, (wanted.component, wanted.variable), strict=True):
        if name is not None:  # all instances: what follows the name's end of line, and comes before anything longer
            folded = storable(name.casefold())
            query = query.where(column >= f"{folded}\n", column < f"{folded}\x0b")
    if wanted.q:
        query = query.where(within(_COLUMNS.search, wanted.q))
    rows = connection.execute(query.limit(length_of(part) + 1)).all()
    return page_of(
        rows, part, lambda row: _VARIABLE.decode(row.body), lambda row: cursor_at(row.component, row.variable)
    )


def variables_of(connection: Connection, station: StationId, addresses: Sequence[Address]) -> list[Variable]:
    """What there is of these addresses."""
    keys = [(storable(component), storable(name)) for component, name in {address.key for address in addresses}]
    found: list[Variable] = []
    for start in range(0, len(keys), _MOST_KEYS):
        query = select(_COLUMNS.body).where(
            _COLUMNS.station == storable(station),
            tuple_(_COLUMNS.component, _COLUMNS.variable).in_(keys[start : start + _MOST_KEYS]),
        )
        found.extend(_VARIABLE.decode(body) for body in connection.scalars(query))
    return found
