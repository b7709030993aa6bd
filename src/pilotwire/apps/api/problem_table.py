"""Every kind of problem that the API answers with: its name, status and title, and what it means."""

from typing import Final, NamedTuple


class Kind(NamedTuple):
    """A kind of problem. Its name is the anchor of its section in docs/reference/errors.md."""

    status: int
    title: str
    meaning: str


PROBLEMS: Final[dict[str, Kind]] = {
    "bad-json": Kind(400, "Not JSON", "The body is no JSON, is nested too deeply, or is not there at all."),
    "bad-request": Kind(400, "Bad request", "The request as such cannot be understood."),
    "unauthorized": Kind(401, "No valid key", "The request has no key, or one that does not exist or has expired."),
    "forbidden": Kind(403, "Not allowed", "The key is good, but its scope does not reach this far."),
    "csrf": Kind(403, "Not from the console", "A change that comes with a log-in lacks the console's header."),
    "not-found": Kind(404, "Not found", "What the path names does not exist."),
    "unknown-route": Kind(404, "No such route", "The API has nothing under this path."),
    "method-not-allowed": Kind(405, "Method not allowed", "The path exists, but not with this method."),
    "conflict": Kind(409, "Conflict", "What was asked does not fit the state that things are in."),
    "cannot-ask": Kind(
        409, "The station cannot be asked", "Its version of OCPP, or what is known of it, has no way. Nothing was sent."
    ),
    "not-connected": Kind(409, "Station not connected", "A call can only go to a station that is connected now."),
    "outcome-unknown": Kind(
        409, "Outcome unknown", "A request with this Idempotency-Key was cut off by a restart; it may have acted."
    ),
    "version-conflict": Kind(412, "Changed in between", "If-Match names a version that is not the present one."),
    "too-large": Kind(413, "Too large", "The body is larger than the API takes."),
    "no-such-part": Kind(416, "No such part", "The file has no byte within the range that is asked for."),
    "wrong-media-type": Kind(415, "Wrong media type", "The body is declared as something other than JSON."),
    "unknown-host": Kind(421, "Unknown host", "The Host header names another server: a guard against DNS rebinding."),
    "invalid-input": Kind(422, "Invalid input", "The body, a parameter or the path holds a value that does not fit."),
    "call-refused": Kind(
        422, "Call breaks the schema", "The call does not fit the station's version of OCPP, so it was not sent."
    ),
    "key-reused": Kind(422, "Idempotency key used before", "The same Idempotency-Key came with another request."),
    "too-many-attempts": Kind(429, "Too many attempts", "Too many wrong keys or log-ins came from this address."),
    "queue-full": Kind(429, "Queue full", "Too many calls to this station wait already."),
    "too-many-streams": Kind(429, "Too many streams", "As many readers of events are connected as the server allows."),
    "internal-error": Kind(500, "Internal error", "The server failed. The log has the cause under the request's id."),
    "storage-refused": Kind(500, "Storage refused", "The database will not take what the request holds."),
    "station-error": Kind(502, "The station answered with an error", "The detail has the station's own words."),
    "unusable-answer": Kind(502, "Unusable answer", "The station's answer breaks its schema beyond use."),
    "storage-trouble": Kind(503, "Files out of reach", "The disk with the files is in trouble, or busy."),
    "no-room": Kind(507, "No room", "All files together, or the disk, hold as much as they may."),
    "no-answer": Kind(504, "No answer in time", "The station did not answer in time, or its connection ended first."),
}  # fmt: skip
