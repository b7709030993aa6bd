"""Vendor messages as people see them."""

from collections.abc import Callable

from pilotwire.cli.data_transfers import message_table
from pilotwire.client.data_transfer import VendorMessage

OnScreen = Callable[..., list[str]]


def test_a_message_is_a_line_with_its_fields_and_those_that_may_be_left_out_in_brackets(on_screen: OnScreen) -> None:
    fields = {"properties": {"connectorId": {}, "rate": {}, "transactionId": {}}, "required": ["connectorId", "rate"]}
    known = [
        VendorMessage(vendor_id="Etrel", message_id="Range", title="Range shown", source="Etrel", fields=fields),
        VendorMessage(vendor_id="com.acme", message_id="Blink", title="Blink once", source="Acme"),
    ]
    lines = [line.split() for line in on_screen(message_table(known))]
    assert lines[1:] == [
        ["Etrel", "Range", "connectorId,", "rate,", "[transactionId]", "Range", "shown"],
        ["com.acme", "Blink", "Blink", "once"],
    ]
