"""Repairs of lists: one item without its list, lists without items, fields that no schema has."""

from pilotwire.protocol.quirks.policy import IngestPolicy
from pilotwire.protocol.quirks.record import Outcome


def wrapped(value: object, policy: IngestPolicy) -> object:
    """A single object where a list of such objects should be."""
    return [value] if isinstance(value, dict) else Outcome.NOT_MINE


def owner_left_out(value: object, policy: IngestPolicy) -> object:
    """An object whose list of samples is empty says nothing."""
    return Outcome.OWNER_ABSENT if value == [] else Outcome.NOT_MINE


def emptied(value: object, policy: IngestPolicy) -> object:
    """An empty list where at least one item should be is read as no items."""
    return Outcome.KEPT if value == [] else Outcome.NOT_MINE


def set_aside(value: object, policy: IngestPolicy) -> object:
    """A field that the schema does not know; the tolerant decoder keeps it beside the message."""
    return Outcome.KEPT
