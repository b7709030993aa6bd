"""A running server on each database, shared by the tests of one module."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from tests.fixtures.postgres import POSTGRES

from ..csms.conftest import Running, running


@pytest_asyncio.fixture(
    scope="module", loop_scope="module", params=["sqlite", pytest.param("postgres", marks=POSTGRES)]
)
async def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """With FTP."""
    url = None if request.param == "sqlite" else str(request.getfixturevalue("postgres_module_url"))
    async with running(tmp_path_factory.mktemp("logs"), url, ftp_port=0) as started:
        yield started
