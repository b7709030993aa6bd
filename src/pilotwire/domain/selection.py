"""Which stations are meant: by name, or by what they are."""

import msgspec

from pilotwire.kernel.ids import StationId

from .station import ChargingStation


class Selection(msgspec.Struct, frozen=True, omit_defaults=True):
    """Stations by what is known of them; all that is given must fit, in any case of letters. `q` is text within id,
    name, vendor, model, serial number or labels; `label` is one whole label.
    """

    q: str | None = None
    vendor: str | None = None
    model: str | None = None
    firmware: str | None = None
    protocol: str | None = None
    label: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it would take every station."""
        return self == Selection()


class Target(msgspec.Struct, frozen=True, omit_defaults=True):
    """The stations that were named, or those that a selection found."""

    stations: tuple[StationId, ...]
    selection: Selection | None = None


def matches(station: ChargingStation, wanted: Selection) -> bool:
    """Whether the station is meant, as far as its own fields say; `q` is left to whoever searches."""
    identity = station.identity
    return (
        _fits(wanted.vendor, identity.vendor)
        and _fits(wanted.model, identity.model)
        and _fits(wanted.firmware, identity.firmware_version)
        and _fits(wanted.protocol, station.protocol)
        and (wanted.label is None or any(_fits(wanted.label, label) for label in station.labels))
    )


def _fits(wanted: str | None, found: str | None) -> bool:
    return wanted is None or (found is not None and wanted.casefold() == found.casefold())
