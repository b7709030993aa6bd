"""The client of the HTTP API: one method per route, typed both ways."""

from collections.abc import AsyncIterator

from .acts import Acts
from .alerts import Alerts
from .authorization import Accounts, TokenGroups, Tokens
from .authorize import AuthorizeAnswer, AuthorizeInput
from .availability import Availability
from .battery_swaps import BatterySwaps
from .call import LONGEST_CALL_S, CallOutcome, CallRequest
from .car_certificates import CarCertificates
from .certificates import Certificates
from .charging import Charging
from .codec import decode, encode
from .configuration import Configuration
from .customer import Customers
from .data_transfer import DataTransfers
from .display import Displays
from .event import Event
from .exchange import Exchange
from .files import Files
from .filters import (
    EventFilter,
    FindingFilter,
    MessageFilter,
    OperationFilter,
    RefusalFilter,
    StationFilter,
    TokenFilter,
    TransactionFilter,
)
from .health import Health
from .key import KeyInput, LoginLink, NewKey
from .listing import (
    ConnectorList,
    FindingList,
    KeyList,
    MessageList,
    OperationList,
    ReadingList,
    RefusalList,
    StationList,
    TokenList,
    TransactionList,
)
from .local_lists import LocalLists
from .log import Logs
from .message import Message
from .monitoring import Monitoring
from .operation import Operation
from .operations import Operations
from .password import PasswordChange, PasswordInput
from .path import if_match, segment
from .pricing import Pricing
from .profiles import Profiles
from .provisioning import Provisioning
from .query import query
from .remote_start import RemoteStarts
from .reservation import Reservations
from .security import Security
from .signed_reading import Metering
from .station import Station, StationInput, StationPatch
from .stream import follow
from .token import Token, TokenInput
from .transaction import Transaction
from .updates import Campaigns, Firmware


class Client(Acts, Configuration, LocalLists):
    """Talks to one Pilotwire server; to be used in `async with`, or closed with `close`.

    Every method raises ApiProblem when the server refuses and ServerUnreachable when there is no answer from it.
    """

    def __init__(self, server_url: str, key: str, timeout_s: float = 30.0) -> None:
        """`server_url` is like http://127.0.0.1:8080, `key` like pw_...; `timeout_s` bounds all but calls."""
        self._exchange = Exchange(server_url, key, timeout_s)
        self.charging = Charging(self._exchange)
        self.security = Security(self._exchange)
        self.token_acts = Tokens(self._exchange)
        self.token_groups = TokenGroups(self._exchange)
        self.accounts = Accounts(self._exchange)
        self.pricing = Pricing(self._exchange)
        self.firmware = Firmware(self._exchange)
        self.campaigns = Campaigns(self._exchange)
        self.provisioning = Provisioning(self._exchange)
        self.remote_starts = RemoteStarts(self._exchange)
        self.long_work = Operations(self._exchange)
        self.reservations = Reservations(self._exchange)
        self.availability = Availability(self._exchange)
        self.metering = Metering(self._exchange)
        self.profiles = Profiles(self._exchange)
        self.battery_swaps = BatterySwaps(self._exchange)
        self.displays = Displays(self._exchange)
        self.data_transfers = DataTransfers(self._exchange)
        self.certificates = Certificates(self._exchange)
        self.car_certificates = CarCertificates(self._exchange)
        self.monitoring = Monitoring(self._exchange)
        self.files = Files(self._exchange)
        self.alerts = Alerts(self._exchange)
        self.logs = Logs(self._exchange)
        self.customers = Customers(self._exchange)

    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections to the server."""
        await self._exchange.close()

    async def health(self) -> Health:
        """How the server is; a degraded one answers too, and says why."""
        return decode(await self._exchange.get("/health", also_good=(503,)), Health)

    async def stations(
        self, wanted: StationFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> StationList:
        """Stations by id, rising. With a state or registration wanted, a page may hold fewer than `limit`."""
        return decode(await self._exchange.get("/stations", query(wanted, limit, cursor)), StationList)

    async def station(self, station: str) -> Station:
        """One station."""
        return decode(await self._exchange.get(f"/stations/{segment(station)}"), Station)

    async def put_station(self, station: str, what: StationInput, version: str | None = None) -> Station:
        """Create a station or replace what an operator decides about it; with `version` only if that is its present."""
        path = f"/stations/{segment(station)}"
        return decode(await self._exchange.send("PUT", path, encode(what), if_match(version)), Station)

    async def patch_station(self, station: str, change: StationPatch, version: str | None = None) -> Station:
        """Change some of it."""
        path = f"/stations/{segment(station)}"
        return decode(await self._exchange.send("PATCH", path, encode(change), if_match(version)), Station)

    async def delete_station(self, station: str, version: str | None = None) -> None:
        """Remove a station and its connectors, and close its connection; its history stays."""
        await self._exchange.send("DELETE", f"/stations/{segment(station)}", None, if_match(version))

    async def change_password(self, station: str, what: PasswordInput) -> PasswordChange:
        """Give the connected station a new password, and refuse the old one once the station has accepted.

        Problems: 409 not connected, or the station has this password already.
        """
        path = f"/stations/{segment(station)}/password"
        return decode(await self._exchange.send("POST", path, encode(what), None, LONGEST_CALL_S), PasswordChange)

    async def connectors(self, station: str) -> ConnectorList:
        """The station's connectors."""
        return decode(await self._exchange.get(f"/stations/{segment(station)}/connectors"), ConnectorList)

    async def call(self, station: str, call: CallRequest, idempotency_key: str | None = None) -> CallOutcome:
        """Send the station any OCPP call and bring its own answer.

        Problems: 409 not connected, 504 no answer in time, 422 refused by our schema check, 429 queue full.
        """
        headers = {} if idempotency_key is None else {"Idempotency-Key": idempotency_key}
        path = f"/stations/{segment(station)}/calls"
        patience_s = LONGEST_CALL_S if call.timeout_s is None else call.timeout_s
        answer = await self._exchange.send("POST", path, encode(call), headers, patience_s)
        return decode(answer, CallOutcome)  # type: ignore[arg-type]  # a union is no `type` to mypy

    async def tokens(self, q: str | None = None, limit: int = 50, cursor: str | None = None) -> TokenList:
        """Tokens by value, rising; `q` is text within value, group or note."""
        return decode(await self._exchange.get("/tokens", query(TokenFilter(q=q), limit, cursor)), TokenList)

    async def token(self, value: str) -> Token:
        """One token."""
        return decode(await self._exchange.get(f"/tokens/{segment(value)}"), Token)

    async def put_token(self, value: str, what: TokenInput, version: str | None = None) -> Token:
        """Create a token or replace its rules; with `version` only if that is its present one."""
        path = f"/tokens/{segment(value)}"
        return decode(await self._exchange.send("PUT", path, encode(what), if_match(version)), Token)

    async def delete_token(self, value: str, version: str | None = None) -> None:
        """Remove a token."""
        await self._exchange.send("DELETE", f"/tokens/{segment(value)}", None, if_match(version))

    async def authorize(self, what: AuthorizeInput) -> AuthorizeAnswer:
        """What a station would be answered about a token."""
        return decode(await self._exchange.send("POST", "/authorize", encode(what)), AuthorizeAnswer)

    async def transactions(
        self, wanted: TransactionFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> TransactionList:
        """Transactions by start, newest first."""
        return decode(await self._exchange.get("/transactions", query(wanted, limit, cursor)), TransactionList)

    async def transaction(self, station: str, transaction: str) -> Transaction:
        """One transaction."""
        return decode(await self._exchange.get(_transaction_path(station, transaction)), Transaction)

    async def readings(self, station: str, transaction: str, limit: int = 50, cursor: str | None = None) -> ReadingList:
        """Readings of a transaction, oldest first."""
        path = f"{_transaction_path(station, transaction)}/readings"
        return decode(await self._exchange.get(path, query(None, limit, cursor)), ReadingList)

    async def operations(
        self, wanted: OperationFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> OperationList:
        """Long work, newest first."""
        return decode(await self._exchange.get("/operations", query(wanted, limit, cursor)), OperationList)

    async def operation(self, operation: str) -> Operation:
        """One piece of long work: how far it is, and how it ended."""
        return decode(await self._exchange.get(f"/operations/{segment(operation)}"), Operation)

    async def cancel_operation(self, operation: str) -> Operation:
        """Ask for its end. Problems: 404, 409 when it has ended."""
        path = f"/operations/{segment(operation)}/cancel"
        return decode(await self._exchange.send("POST", path, None), Operation)

    async def messages(
        self, wanted: MessageFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> MessageList:
        """Frames of the message log, newest first."""
        return decode(await self._exchange.get("/messages", query(wanted, limit, cursor)), MessageList)

    async def message(self, record: str) -> Message:
        """One frame."""
        return decode(await self._exchange.get(f"/messages/{segment(record)}"), Message)

    async def findings(
        self, wanted: FindingFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> FindingList:
        """Findings by their last occurrence, newest first."""
        return decode(await self._exchange.get("/findings", query(wanted, limit, cursor)), FindingList)

    async def refusals(self, station: str | None = None, limit: int = 50, cursor: str | None = None) -> RefusalList:
        """Refused handshakes, newest first."""
        wanted = RefusalFilter(station=station)
        return decode(await self._exchange.get("/refusals", query(wanted, limit, cursor)), RefusalList)

    def events(self, wanted: EventFilter | None = None, after: str | None = None) -> AsyncIterator[Event]:
        """Events as they happen, without end; after the event `after` ("0": from the oldest kept), else from now on.

        A lost connection is taken up again where it broke off, without a gap, for as long as a minute without success;
        then, or when the first connection fails, ServerUnreachable.
        """
        return follow(self._exchange, wanted or EventFilter(), after)

    async def keys(self) -> KeyList:
        """All keys."""
        return decode(await self._exchange.get("/keys"), KeyList)

    async def create_key(self, what: KeyInput) -> NewKey:
        """Make a key; the answer alone shows its secret."""
        return decode(await self._exchange.send("POST", "/keys", encode(what)), NewKey)

    async def login_link(self) -> LoginLink:
        """A link with which one person can log in, once."""
        return decode(await self._exchange.send("POST", "/login_links"), LoginLink)

    async def delete_key(self, key: str) -> None:
        """Make a key worthless at once."""
        await self._exchange.send("DELETE", f"/keys/{segment(key)}")


def _transaction_path(station: str, transaction: str) -> str:
    return f"/stations/{segment(station)}/transactions/{segment(transaction)}"
