"""EVBox: the state of a charger that its status notification has no room for.

Chargers of EVBox send it beside each StatusNotification and about every 30 s while charging: fields between commas,
some of them groups in braces. What is read here are the fields of which several observers of real chargers agree.
"""

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from pilotwire.domain.reading import Reading, Sample
from pilotwire.domain.vendor_data import MeterReading, VendorAnswer, VendorData
from pilotwire.kernel.ids import EvseId
from pilotwire.plugins.hookspecs import hookimpl

VENDOR: Final = "EV-BOX"
MESSAGE: Final = "evbStatusNotification"
_SHORTEST: Final = 15
"""Fields up to the transaction, which all firmwares have."""
_PILOT: Final = {"A": "no car", "B": "car connected", "C": "car draws power", "D": "car draws power, ventilated"}
_A_PER_PERCENT: Final = Decimal("0.6")
"""The current that a duty cycle of the pilot offers, up to 85 %. Source: IEC 61851-1, annex A."""


@hookimpl
def data_from_station(received: VendorData) -> VendorAnswer | None:
    """Read the energy register and what people want to know; other messages of EVBox are taken unread."""
    if received.vendor_id != VENDOR:
        return None
    if received.message_id != MESSAGE:
        return VendorAnswer("Accepted")
    fields = _fields(received.data) if isinstance(received.data, str) else []
    if len(fields) < _SHORTEST:
        return VendorAnswer("Accepted", trouble=f"{len(fields)} fields where {_SHORTEST} or more were expected")
    connector, at, register_wh = _number(fields[0]), _moment(fields[13]), _number(_part(fields[8], 0))
    readings: tuple[MeterReading, ...] = ()
    if connector is not None and at is not None and register_wh:
        reading = Reading(at, (Sample(value=register_wh),), "Other")
        readings = (MeterReading(EvseId(int(connector)), reading),)
    return VendorAnswer("Accepted", readings=readings, facts=_facts(fields))


def _facts(fields: list[str]) -> dict[str, str]:
    pilot = _part(fields[9], 0)
    duty = _number(_part(fields[7], 2))
    offered = f"{duty * _A_PER_PERCENT:.1f} A" if duty is not None and 10 <= duty <= 85 else ""
    session_wh = _number(_part(fields[8], 1))
    named = {
        "status": fields[1],
        "error": "" if fields[2] == "NoError" else fields[2],
        "light": fields[5],
        "car": _PILOT.get(pilot, pilot),
        "offered current": offered,
        "energy of the session": f"{session_wh} Wh" if session_wh else "",
    }
    return {name: value for name, value in named.items() if value}


def _fields(text: str) -> list[str]:
    """What stands between the commas, those within braces left out."""
    fields, depth, begin = [], 0, 0
    for place, character in enumerate(text):
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
        elif character == "," and depth == 0:
            fields.append(text[begin:place].strip())
            begin = place + 1
    return [*fields, text[begin:].strip()]


def _part(group: str, place: int) -> str:
    parts = group.strip("{}").split(",")
    return parts[place].strip() if place < len(parts) else ""


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 <= value < 10**12 else None


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.replace(tzinfo=at.tzinfo or UTC)
