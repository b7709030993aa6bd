"""Every resource of the HTTP API by its name, gathered from the files that define them."""

from .call import CallError, CallOutcome, CallRequest, CallResult
from .codec import Instant
from .event import Event, MessageReceived, MessageSent
from .filters import (
    EventFilter,
    FindingFilter,
    MessageFilter,
    RefusalFilter,
    StationFilter,
    TokenFilter,
    TransactionFilter,
)
from .health import Health, HealthCheck, Pulse
from .key import Key, KeyInput, LoginLink, NewKey, Scope
from .listing import (
    ConnectorList,
    FindingList,
    KeyList,
    MessageList,
    ReadingList,
    RefusalList,
    StationList,
    TokenList,
    TransactionList,
)
from .message import Finding, Message, Refusal
from .problem import FieldProblem, Problem
from .station import (
    Behaviour,
    BehaviourInput,
    BehaviourPatch,
    Connection,
    Connector,
    Identity,
    Station,
    StationInput,
    StationPatch,
)
from .token import AdditionalId, AdditionalIdInput, IdToken, Token, TokenInput
from .transaction import Reading, Sample, SignedValue, Transaction

__all__ = [
    "AdditionalId",
    "AdditionalIdInput",
    "Behaviour",
    "BehaviourInput",
    "BehaviourPatch",
    "CallError",
    "CallOutcome",
    "CallRequest",
    "CallResult",
    "Connection",
    "Connector",
    "ConnectorList",
    "Event",
    "EventFilter",
    "FieldProblem",
    "Finding",
    "FindingFilter",
    "FindingList",
    "Health",
    "HealthCheck",
    "IdToken",
    "Identity",
    "Instant",
    "Key",
    "KeyInput",
    "KeyList",
    "LoginLink",
    "Message",
    "MessageFilter",
    "MessageList",
    "MessageReceived",
    "MessageSent",
    "NewKey",
    "Problem",
    "Pulse",
    "Reading",
    "ReadingList",
    "Refusal",
    "RefusalFilter",
    "RefusalList",
    "Sample",
    "Scope",
    "SignedValue",
    "Station",
    "StationFilter",
    "StationInput",
    "StationList",
    "StationPatch",
    "Token",
    "TokenFilter",
    "TokenInput",
    "TokenList",
    "Transaction",
    "TransactionFilter",
    "TransactionList",
]
