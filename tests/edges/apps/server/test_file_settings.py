"""Settings about files: what goes together and what does not."""

from typing import Any

import pytest

from pilotwire.apps.server.settings import Settings
from pilotwire.apps.server.settings_rules import check
from pilotwire.kernel.errors import BadInputError


@pytest.mark.parametrize(
    ("chosen", "pointer", "message"),
    [
        ({"files_tls_port": 9444}, "/files_tls_port", "ocpp_tls_port is not"),
        ({"ftps_port": 990}, "/ftps_port", "ocpp_tls_port is not"),
        ({"files_port": 9000}, "/files_port", "ocpp_port and files_port are both 9000"),
        ({"ftp_port": 8080}, "/ftp_port", "http_port and ftp_port are both 8080"),
        ({"files_url": "ftp://x.example/"}, "/files_url", "no address that stations could be told"),
        ({"files_url": "https://u:p@x.example/"}, "/files_url", "no address that stations could be told"),
        ({"files_url": "https://x.example/?a=b"}, "/files_url", "no address that stations could be told"),
        ({"ftp_passive_ports": "50000-50099"}, "/ftp_passive_ports", "nothing would use it"),
        ({"ftp_port": 2121, "ftp_passive_ports": "500-400"}, "/ftp_passive_ports", "is no span of ports"),
        ({"ftp_port": 2121, "ftp_passive_ports": "500-99999"}, "/ftp_passive_ports", "is no span of ports"),
    ],
)
def test_what_does_not_go_together_is_told(chosen: dict[str, Any], pointer: str, message: str) -> None:
    with pytest.raises(BadInputError, match=message) as refused:
        check(Settings(**chosen))
    assert refused.value.pointer == pointer


def test_files_are_on_beside_the_stations_port_unless_told_otherwise() -> None:
    assert (Settings().files, Settings().files_http_port, Settings().files_address) == ("on", 9001, "127.0.0.1")
    assert Settings(ocpp_port=0).files_http_port == 0
    assert Settings(files_port=0).files_http_port == 0
    assert Settings(ocpp_host="192.0.2.9").files_address == "192.0.2.9"
    assert Settings(ocpp_host="192.0.2.9", files_host="192.0.2.1").files_address == "192.0.2.1"
    check(Settings(files_url="https://csms.example/files", ftp_port=2121, ftp_passive_ports="50000-50099"))
