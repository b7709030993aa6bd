"""Events about tokens, their groups and their accounts."""

from pilotwire.kernel.ids import EvseId, TransactionId

from .contract import CertificateStatus
from .event import Event
from .id_token import IdToken, Status


class TokenAuthorized(Event, frozen=True, kw_only=True, tag="token.authorized"):
    """A station asked about a token, and it may charge; at `evse_ids` alone, where there are any.

    `certificate_status` is what was said of its contract certificate. The value of a key code is not told.
    """

    id_token: IdToken
    group_id: str | None = None
    evse_ids: tuple[EvseId, ...] = ()
    certificate_status: CertificateStatus | None = None


class TokenRefused(Event, frozen=True, kw_only=True, tag="token.refused"):
    """A token may not charge, and `reason` says why; with `transaction_id` it was one that runs already.

    The value of a key code is not told.
    """

    id_token: IdToken
    status: Status
    reason: str | None = None
    evse_id: EvseId | None = None
    transaction_id: TransactionId | None = None
    certificate_status: CertificateStatus | None = None


class AuthorizerFailed(Event, frozen=True, kw_only=True, tag="authorizer.failed"):
    """The one outside who decides about tokens did not answer; `fallback` is what held instead."""

    reason: str
    fallback: str


class TokenChanged(Event, frozen=True, kw_only=True, tag="token.changed"):
    """Somebody created or changed a token."""

    token: str


class TokenRemoved(Event, frozen=True, kw_only=True, tag="token.removed"):
    """Somebody removed a token."""

    token: str


class TokenGroupChanged(Event, frozen=True, kw_only=True, tag="token_group.changed"):
    """Somebody created or changed a group of tokens."""

    group: str


class TokenGroupRemoved(Event, frozen=True, kw_only=True, tag="token_group.removed"):
    """Somebody removed the record of a group of tokens; its tokens still belong together."""

    group: str


class AccountChanged(Event, frozen=True, kw_only=True, tag="account.changed"):
    """Somebody created or changed a prepaid account."""

    account: str


class AccountRemoved(Event, frozen=True, kw_only=True, tag="account.removed"):
    """Somebody removed a prepaid account; tokens that name it have no credit from then on."""

    account: str


class AccountBooked(Event, frozen=True, kw_only=True, tag="account.booked"):
    """Somebody put something on a prepaid account or took it off; amounts are text, exact."""

    account: str
    amount: str | None = None
    currency: str | None = None
    energy_wh: str | None = None
    time_s: int | None = None
    note: str | None = None


class AccountUsedUp(Event, frozen=True, kw_only=True, tag="account.used_up"):
    """A transaction has taken the last of a prepaid account."""

    account: str
    transaction_id: TransactionId
