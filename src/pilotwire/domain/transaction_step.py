"""The history of a transaction: what changed and when, told once for each change and never again with a reading."""

from datetime import datetime
from typing import Final, Literal

import msgspec

from .id_token import IdToken
from .transaction import ChargingState, HeldState, Report, Transaction, ends_authorization
from .transaction_limit import REACHED, TransactionLimit

StepKind = Literal[
    "state", "token", "stop-token", "offline", "online", "disconnected", "connected", "rebooted", "resumed",
    "power-lost", "limit-wanted", "limit-sent", "limit-reported", "limit-reached", "stop-asked", "message-sent",
    "profile-sent", "tariff-changed",
    "checked", "problem", "closed",
]  # fmt: skip
POWER_LOSSES: Final = frozenset({"PowerLoss", "Reboot"})
_ALWAYS_TOLD: Final = frozenset({"TxResumed", *REACHED})


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that happened to a transaction at `at`, by the station's clock where the station told it.

    `state` is the new one of a `state` step; `trigger` the reason that the station gave; `detail` says the rest.
    """

    at: datetime
    kind: StepKind
    state: ChargingState | None = None
    trigger: str | None = None
    id_token: IdToken | None = None
    limit: TransactionLimit | None = None
    detail: str | None = None


def taken(before: Transaction | None, report: Report, after: Transaction) -> tuple[Step, ...]:
    """What a report adds to the history of its transaction: nothing, for most reports."""
    if before is not None and before.interruption is None and _is_plain(before, report):
        return ()
    steps = [*_interruption(before, report, after)]
    state, at = report.charging_state, report.at
    late = before is not None and at < before.last_at
    if state is not None and (before is None or late or state != before.charging_state):
        steps.append(Step(at, "state", state, report.trigger))
        if before is not None and late and state != before.charging_state:
            steps.extend(_present(before, at))
    if report.kind == "Ended" and report.stopped_reason in POWER_LOSSES:
        steps.append(Step(at, "power-lost", None, report.trigger, detail=report.stopped_reason))
    if report.id_token is not None:
        steps.extend(_token(before, report, report.id_token))
    if report.limit is not None:
        steps.append(Step(at, "limit-reported", None, report.trigger, limit=report.limit))
    if report.trigger in REACHED:
        steps.append(Step(at, "limit-reached", None, report.trigger, detail=REACHED[report.trigger]))
    return tuple(steps)


def _present(before: Transaction, at: datetime) -> list[Step]:
    """The present state once more, or the one that the transaction ended in, when a late report tells of another one
    after it had begun: it holds again, from the last report on at the latest."""
    held = before.ended_in
    if before.charging_state is not None and before.state_since is not None:
        held = HeldState(before.charging_state, before.state_since, before.last_at)
    return [Step(held.until, "state", held.state)] if held is not None and held.since < at < held.until else []


def _is_plain(before: Transaction, report: Report) -> bool:
    return (
        report.kind == "Updated"
        and report.at >= before.last_at
        and (report.charging_state is None or report.charging_state == before.charging_state)
        and report.id_token is None
        and not report.offline
        and report.limit is None
        and report.trigger not in _ALWAYS_TOLD
    )


def _interruption(before: Transaction | None, report: Report, after: Transaction) -> list[Step]:
    was, now = None if before is None else before.interruption, after.interruption
    if was == now and report.trigger != "TxResumed":
        return []
    steps: list[Step] = []
    if report.kind != "Ended" and (was == "rebooted" or report.trigger == "TxResumed"):
        steps.append(Step(report.at, "resumed", None, report.trigger))
    if now == "offline" and was != "offline":
        steps.append(Step(report.at, "offline", None, report.trigger))
    elif was == "offline" and now is None and not report.offline:
        steps.append(Step(report.at, "online", None, report.trigger))
    return steps


def _token(before: Transaction | None, report: Report, token: IdToken) -> list[Step]:
    if ends_authorization(report):
        return [Step(report.at, "stop-token", None, report.trigger, token)]
    known = None if before is None else before.id_token
    if known is not None and known.key == token.key and report.kind != "Started":
        return []
    return [Step(report.at, "token", None, report.trigger, token)]
