"""Decides about tokens for Pilotwire: cards of members may charge, and nobody else."""

import hashlib
import hmac
import os

from aiohttp import web

SECRET = os.environ.get("AUTHORIZER_SECRET", "a-secret-of-16-or-more")
MEMBERS = {"04A2B3C4"}


async def authorize(request: web.Request) -> web.Response:
    """Answer one question, if it is signed with our secret."""
    body = await request.read()
    signature = dict(part.split("=") for part in request.headers["X-Pilotwire-Signature"].split(","))
    wanted = hmac.new(SECRET.encode(), f"{signature['t']}.".encode() + body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(wanted, signature["v1"]):
        return web.Response(status=401)
    question = await request.json()
    if question["id_token"]["value"].upper() in MEMBERS:
        return web.json_response({"status": "Accepted", "group_id": "members", "cache_s": 300})
    return web.json_response({"status": "Blocked", "reason": f"no member asks at {question['station']}"})


def app() -> web.Application:
    """The program as aiohttp runs it."""
    made = web.Application()
    made.router.add_post("/authorize", authorize)
    return made


if __name__ == "__main__":
    web.run_app(app(), host="127.0.0.1", port=8090)
