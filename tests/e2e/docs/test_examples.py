"""The examples of the docs run, against each other, and stand in the docs word for word."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from aiohttp.test_utils import TestServer

DOCS = Path(__file__).resolve().parents[3] / "docs"


def example(name: str) -> ModuleType:
    """An example as a module."""
    spec = importlib.util.spec_from_file_location(name, DOCS / "examples" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


async def test_the_client_boots_at_the_server(capsys: pytest.CaptureFixture[str]) -> None:
    async with TestServer(example("ocpp_server").app()) as server:
        answer = await example("ocpp_client").boot(f"ws://127.0.0.1:{server.port}/ocpp", "CP01")
    assert (answer.status, answer.interval) == ("Accepted", 300)
    assert capsys.readouterr().out == "Acme One boots\n"


@pytest.mark.parametrize(
    ("name", "page_name"),
    [
        ("ocpp_client", "use-the-protocol-core"),
        ("ocpp_server", "use-the-protocol-core"),
        ("authorizer", "decide-who-charges"),
    ],
)
def test_the_page_shows_the_file_as_it_is(name: str, page_name: str) -> None:
    page = (DOCS / "how-to" / f"{page_name}.md").read_text(encoding="utf-8")
    assert (DOCS / "examples" / f"{name}.py").read_text(encoding="utf-8").strip() in page
