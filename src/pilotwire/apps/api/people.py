"""Routes for people and their browsers: log in and out, and the pages of the API's description."""

import asyncio
from html import escape
from pathlib import Path
from typing import Final

from litestar import MediaType, Response, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect
from swagger_ui_bundle import swagger_ui_path  # type: ignore[import-untyped]

from pilotwire.kernel.errors import NotFoundError

from .access import COOKIE, CSRF_HEADER, address_of, refuse_if_too_many
from .attempts import FailedAttempts
from .document import ApiDocument
from .login import LOGIN_PATH, SESSION_LIVES_S
from .parts import ApiRequest, Parts
from .problem_table import PROBLEMS
from .problems import ERRORS_PAGE, RequestRefusedError

Attempts = NamedDependency[SkipValidation[FailedAttempts]]
Document = NamedDependency[SkipValidation[ApiDocument]]

_DOCS: Final = "/docs"
_LOGGED_OUT: Final = Cookie(key=COOKIE, value="", path="/", max_age=0, httponly=True, samesite="lax")
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PAGE_HEADERS: Final = {"Content-Security-Policy": _POLICY}
_ASSETS: Final = {
    "swagger-ui.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
    "favicon-32x32.png": "image/png",
}


@get("/")
async def get_root() -> Redirect:
    """To the description of the API, until there is a console."""
    return Redirect(_DOCS)


@get(LOGIN_PATH)
async def log_in(request: ApiRequest, parts: Parts, attempts: Attempts) -> Redirect:
    """Opens a session with a token that works once."""
    now_s, address = parts.clock.monotonic(), address_of(request.client)
    refuse_if_too_many(attempts, address, now_s)
    session = parts.logins.open_session(request.query_params.get("token", ""), now_s)
    if session is None:
        attempts.add(address, now_s)
        raise RequestRefusedError(
            "unauthorized",
            "This log-in link does not work, or not any more: each works once.",
            "Make a new one with an admin key (POST /api/v1/login_links); a restart of the server prints one too.",
        )
    cookie = Cookie(
        key=COOKIE, value=session, path="/", max_age=int(SESSION_LIVES_S), httponly=True, samesite="lax",
        secure=request.scope["scheme"] == "https",
    )  # fmt: skip
    return Redirect(_DOCS, status_code=303, cookies=[cookie])


@post("/logout", status_code=204)
async def log_out(request: ApiRequest, parts: Parts) -> Response[None]:
    """Ends the session, if there is one."""
    if CSRF_HEADER not in request.headers:
        raise RequestRefusedError("csrf", "The request lacks the console's header.", f"Send {CSRF_HEADER}: 1.")
    parts.logins.close_session(request.cookies.get(COOKIE, ""), parts.clock.monotonic())
    return Response(None, cookies=[_LOGGED_OUT])


@get(_DOCS, media_type=MediaType.HTML)
async def get_docs() -> Response[bytes]:
    """The description of the API, to read and to try."""
    return Response(_SWAGGER_PAGE, media_type=MediaType.HTML, headers=_PAGE_HEADERS)


@get(f"{_DOCS}/start.js")
async def get_docs_start() -> Response[bytes]:
    """Starts Swagger UI; a file of its own, as the page may run no inline script."""
    return Response(_SWAGGER_START, media_type="text/javascript")


@get(f"{_DOCS}/openapi.json")
async def get_document(document: Document) -> Response[bytes]:
    """The description of the API in OpenAPI 3.1."""
    return Response(document.openapi_31, media_type="application/json")


@get(f"{_DOCS}/openapi-3.0.json")
async def get_document_30(document: Document) -> Response[bytes]:
    """The same in OpenAPI 3.0, which is what Swagger UI reads."""
    return Response(document.openapi_30, media_type="application/json")


@get(f"{_DOCS}/assets/{{name:str}}")
async def get_asset(name: FromPath[str]) -> Response[bytes]:
    """A file of Swagger UI."""
    media_type = _ASSETS.get(name)
    if media_type is None:
        raise NotFoundError(f"There is no file {name[:100]!a}.", "Open /docs.")
    content = await asyncio.to_thread((Path(str(swagger_ui_path)) / name).read_bytes)
    return Response(content, media_type=media_type, headers={"Cache-Control": "max-age=86400"})


@get(ERRORS_PAGE, media_type=MediaType.HTML)
async def get_errors_page() -> Response[str]:
    """What each problem means."""
    sections = "".join(
        f'<section id="{name}"><h2>{escape(kind.title)} <small>{kind.status} {name}</small></h2>'
        f"<p>{escape(kind.meaning)}</p></section>"
        for name, kind in PROBLEMS.items()
    )
    page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Problems</title><h1>Problems</h1>{sections}'
    return Response(page, media_type=MediaType.HTML, headers=_PAGE_HEADERS)


_SWAGGER_PAGE: Final = b"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pilotwire API</title>
<link rel="icon" href="/docs/assets/favicon-32x32.png">
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
<div id="swagger-ui"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</html>
"""
_SWAGGER_START: Final = f"""SwaggerUIBundle({{
  url: "/docs/openapi-3.0.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null,
  requestInterceptor: (request) => {{
    request.headers["{CSRF_HEADER}"] = "1";
    return request;
  }},
}});
""".encode("ascii")

PEOPLE_ROUTES: Final = (
    get_root, log_in, log_out, get_docs, get_docs_start, get_document, get_document_30, get_asset, get_errors_page,
)  # fmt: skip
