"""The scope that each route needs, where that is more than to read; and a request for each route."""

import re
from typing import Final

from pilotwire.apps.api.app import ROUTES
from pilotwire.domain.access import Scope

_PLACE: Final = re.compile(r"\{(\w+):str\}")
_NAMED: Final = {"station_id": "CS-1", "transaction_id": "t-1"}
"""What stands for a part of a path; anything else is 1."""

REQUESTS: Final[dict[str, tuple[str, str]]] = {
    route.handler_name: (
        next(iter(route.http_methods)),
        _PLACE.sub(lambda found: _NAMED.get(found[1], "1"), next(iter(route.paths))),
    )
    for route in ROUTES
}
"""Method and path by operation."""

_NEEDED: Final[dict[Scope, tuple[str, ...]]] = {
    "operate": (
        "request_battery_swap",
        "announce_web_payment", "ask_transaction_status", "cancel_operation", "cancel_reservation",
        "cancel_campaign", "pause_campaign", "resume_campaign",
        "change_availability", "change_transaction_tariff", "check_transaction", "clear_cache",
        "clear_charging_profiles", "clear_display_message", "close_stale_transactions", "close_transaction",
        "compare_composite_schedule", "download_file", "end_file_ticket", "forget_token", "issue_download",
        "issue_upload", "limit_transaction", "make_call", "make_charge_record", "make_reservation", "pause_operation",
        "read_charging_profiles", "read_display_messages", "read_event_streams", "read_qr_code",
        "read_station_certificates", "read_station_variables", "request_log", "reset_station", "resume_operation",
        "send_vendor_data", "set_charging_profile", "show_display_message", "show_display_template",
        "start_monitoring_report", "start_report", "start_transaction", "stop_transaction", "sync_local_list",
        "sync_station_local_list", "tell_cost", "trigger_message", "unlock_connector",
    ),
    "configure": (
        "accept_station", "add_meter_key", "adjust_event_stream", "apply_monitor_template", "apply_template",
        "book_on_account", "change_file", "change_security_profile", "change_station", "change_station_password",
        "clear_station_monitors", "clear_station_tariffs", "delete_account", "delete_certificate",
        "delete_display_template", "delete_file", "delete_local_list", "delete_meter_key", "delete_monitor_template",
        "delete_root_certificate", "delete_station", "delete_tariff", "delete_tariff_assignment", "delete_template",
        "delete_token", "delete_token_group", "forget_capability", "hold_station", "install_certificate",
        "install_station_tariffs", "reject_station", "replace_account", "replace_display_template",
        "replace_local_list", "replace_monitor_template", "replace_root_certificate", "replace_station",
        "replace_tariff", "replace_tariff_assignment", "replace_template", "replace_token", "replace_token_group",
        "revoke_certificate", "rotate_certificate", "rotate_password", "set_monitoring_base", "set_monitoring_level",
        "set_station_monitors", "start_bulk", "store_network_profile", "upload_file", "write_station_variables",
        "write_usual_settings", "delete_firmware_release", "publish_firmware", "replace_firmware_release",
        "retry_campaign", "start_campaign", "unpublish_firmware", "update_firmware",
    ),
    "admin": (
        "ask_customer_information", "delete_key", "forget_customer_information", "get_customer_information",
        "list_customer_information", "list_keys", "make_key", "make_login_link",
    ),
}  # fmt: skip
NEEDED: Final[dict[str, Scope]] = {
    **dict.fromkeys(REQUESTS, "read"),
    **{name: scope for scope, names in _NEEDED.items() for name in names},
}
