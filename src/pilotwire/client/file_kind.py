"""Words about files that resources and filters share."""

from typing import Literal

FileKind = Literal["firmware", "log", "diagnostics", "other"]
FileDirection = Literal["download", "upload"]
FileScheme = Literal["http", "https", "ftp", "ftps"]
TicketState = Literal["open", "spent", "expired", "ended"]
