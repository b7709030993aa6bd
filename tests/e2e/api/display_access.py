"""A request for each route of displays and vendor data, and the scope that it needs where that is more than to read."""

from typing import Final

from pilotwire.domain.access import Scope

DISPLAY_REQUESTS: Final[dict[str, tuple[str, str]]] = {
    "list_display_messages": ("GET", "/stations/CS-1/display-messages"),
    "show_display_message": ("POST", "/stations/CS-1/display-messages"),
    "clear_display_message": ("POST", "/stations/CS-1/display-messages/1/clear"),
    "read_display_messages": ("POST", "/stations/CS-1/display-messages/read"),
    "list_display_templates": ("GET", "/display-templates"),
    "get_display_template": ("GET", "/display-templates/T"),
    "replace_display_template": ("PUT", "/display-templates/T"),
    "delete_display_template": ("DELETE", "/display-templates/T"),
    "preview_display_template": ("POST", "/display-templates/T/preview"),
    "show_display_template": ("POST", "/display-templates/T/show"),
    "send_vendor_data": ("POST", "/stations/CS-1/data-transfers"),
    "list_vendor_messages": ("GET", "/vendor-messages"),
}
DISPLAY_NEEDED: Final[dict[str, Scope]] = {
    "show_display_message": "operate",
    "clear_display_message": "operate",
    "read_display_messages": "operate",
    "replace_display_template": "configure",
    "delete_display_template": "configure",
    "show_display_template": "operate",
    "send_vendor_data": "operate",
}
