"""How a reservation can stand."""

from typing import Literal

ReservationState = Literal[
    "requested", "not-sent", "unanswered", "accepted", "refused", "in-use", "used", "expired", "cancelled", "removed"
]
