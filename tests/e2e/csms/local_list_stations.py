"""Charging stations made of the `ocpp` package that keep a local list, each in the words of its version."""

from typing import Any

import ocpp.v16.call_result
import ocpp.v21.call_result
import ocpp.v201.call_result
from ocpp.exceptions import NotSupportedError
from ocpp.routing import on

from .foreign_stations import Station16, Station21, Station201


class Kept:
    """What a station holds, and what it was sent: (kind of update, version, entries)."""

    def __init__(self) -> None:
        self.version = 0
        self.entries: dict[str, Any] = {}
        self.sent: list[tuple[str, int, int]] = []
        self.answers: list[str] = []
        self.without_lists = False

    def take(self, kind: str, version: int, entries: Any) -> str:
        """Its answer to an update, given in the words of 2.x."""
        if self.without_lists:
            raise NotSupportedError(description="no lists here")
        self.sent.append((kind, version, len(entries or ())))
        if self.answers:
            return self.answers.pop(0)
        if kind == "Differential" and version <= self.version:
            return "VersionMismatch"
        if kind == "Full":
            self.entries = {}
        self.version = version
        for entry in entries or ():
            token = entry["id_token"]["id_token"]
            if "id_token_info" in entry:
                self.entries[token] = entry["id_token_info"]["status"]
            else:
                self.entries.pop(token, None)
        return "Accepted"


class Keeper16(Station16):
    """Of OCPP 1.6."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.kept = Kept()

    @on("GetLocalListVersion")  # type: ignore[untyped-decorator]
    async def version(self) -> Any:
        """-1 without lists."""
        kept = self.kept
        return ocpp.v16.call_result.GetLocalListVersion(list_version=-1 if kept.without_lists else kept.version)

    @on("SendLocalList")  # type: ignore[untyped-decorator]
    async def take(self, list_version: int, update_type: str, local_authorization_list: Any = None) -> Any:
        """Its list."""
        entries = [
            {"id_token": {"id_token": one["id_tag"]}}
            | ({"id_token_info": one["id_tag_info"]} if "id_tag_info" in one else {})
            for one in local_authorization_list or ()
        ]
        status = self.kept.take(update_type, list_version, entries)
        return ocpp.v16.call_result.SendLocalList(status=status)


class Keeper201(Station201):
    """Of OCPP 2.0.1."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.kept = Kept()

    @on("GetLocalListVersion")  # type: ignore[untyped-decorator]
    async def version(self, **_: Any) -> Any:
        """An error without lists."""
        if self.kept.without_lists:
            raise NotSupportedError(description="no lists here")
        return ocpp.v201.call_result.GetLocalListVersion(version_number=self.kept.version)

    @on("SendLocalList")  # type: ignore[untyped-decorator]
    async def take(self, version_number: int, update_type: str, local_authorization_list: Any = None, **_: Any) -> Any:
        """Its list."""
        status = self.kept.take(update_type, version_number, local_authorization_list)
        return ocpp.v201.call_result.SendLocalList(status=status)


class Keeper21(Station21):
    """Of OCPP 2.1."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.kept = Kept()

    @on("GetLocalListVersion")  # type: ignore[untyped-decorator]
    async def version(self, **_: Any) -> Any:
        """An error without lists."""
        if self.kept.without_lists:
            raise NotSupportedError(description="no lists here")
        return ocpp.v21.call_result.GetLocalListVersion(version_number=self.kept.version)

    @on("SendLocalList")  # type: ignore[untyped-decorator]
    async def take(self, version_number: int, update_type: str, local_authorization_list: Any = None, **_: Any) -> Any:
        """Its list."""
        status = self.kept.take(update_type, version_number, local_authorization_list)
        return ocpp.v21.call_result.SendLocalList(status=status)
