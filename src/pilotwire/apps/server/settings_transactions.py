"""Settings about transactions that go wrong or have limits; they are part of `Settings`."""

from typing import Annotated, Literal

from msgspec import Meta

from .settings_tokens import TokenSettings


class TransactionSettings(TokenSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How transactions are watched, repaired and limited."""

    transaction_no_energy_min: Annotated[
        int, Meta(description="Minutes without any energy after which a transaction counts as stuck. 0: never.",
                  ge=0, le=525_600)
    ] = 30  # fmt: skip
    transaction_silent_h: Annotated[
        int,
        Meta(description="Hours without a message of it, its station connected, after which a transaction is a "
             "problem. 0: never.", ge=0, le=87_600),
    ] = 12  # fmt: skip
    transaction_longest_h: Annotated[
        int, Meta(description="Hours after which a transaction that has not ended is a problem. 0: never.",
                  ge=0, le=87_600)
    ] = 48  # fmt: skip
    transaction_repair: Annotated[
        Literal["off", "flag", "ask", "close"],
        Meta(
            description="What is done about problems with transactions by itself: nothing, a flag and an event, asking "
            "the station too, closing what cannot be running too."
        ),
    ] = "flag"
    transaction_limit_stop: Annotated[
        bool,
        Meta(description="Ask a station to stop a transaction at a limit that the station does not keep by itself."),
    ] = True
    transaction_profile_again: Annotated[
        bool,
        Meta(description="Send the charging profile of a remote start again once the station has resumed its "
             "transaction after a power loss."),
    ] = True  # fmt: skip
    transaction_check_after_s: Annotated[
        int,
        Meta(description="Ask a station that is back about its open transactions after this time. 0: never.",
             ge=0, le=86_400),
    ] = 30  # fmt: skip
