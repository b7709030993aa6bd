"""Addresses of files elsewhere: none within a private network, unless that is allowed."""

from pathlib import Path

import pytest

from pilotwire.client.firmware import ReleaseInput
from pilotwire.client.problem import ApiProblem

from ..csms.conftest import running


async def test_a_release_within_a_private_network_is_refused(tmp_path: Path) -> None:
    async with running(tmp_path) as server, server.client() as client:
        for host in ("10.0.0.1", "127.0.0.1", "[::1]", "169.254.169.254", "localhost"):
            what = ReleaseInput(firmware_version="2.0", vendor="Acme", location=f"https://{host}/fw.bin")
            with pytest.raises(ApiProblem) as refused:
                await client.firmware.put_release("r", what)
            problem = refused.value.problem
            assert (problem.status, [one.pointer for one in problem.errors or ()]) == (422, ["/location"])
