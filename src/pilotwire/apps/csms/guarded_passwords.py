"""Passwords as one handshake may try them: judged at once where that costs nothing, else within the limits."""

from typing import Protocol

from pilotwire.adapters.transport.handshake import Handshake
from pilotwire.adapters.transport.refusal import Refusal
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.time import Clock
from pilotwire.services.ports import Passwords

from .attempts import Attack, Attempts


class Remembering(Passwords, Protocol):
    """Passwords that remember what they have judged."""

    def recalls(self, password: bytes, stored: str) -> bool | None:
        """Whether it is the password, where that was found out lately; None where it takes a slow check."""
        ...


class TooManyAttemptsError(PilotwireError):
    """The password was not looked at; `refusal` says why and for how long."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.detail, refusal.remedy)
        self.refusal = refusal


class GuardedPasswords:
    """Fits `Passwords` for the length of one handshake; `done` must follow.

    While any station is under attack, checks for addresses where no station is at home go one at a time, so that those
    of stations at their own address find a free thread.
    """

    def __init__(
        self, passwords: Remembering, attempts: Attempts, handshake: Handshake, own_address: str | None, clock: Clock
    ) -> None:
        self._passwords = passwords
        self._attempts = attempts
        self._about = (handshake.identity, handshake.address, own_address)
        self._clock = clock
        self._entered = False
        self._open = 0
        self._right = False

    async def hash(self, password: bytes) -> str:
        """See `Passwords`."""
        return await self._passwords.hash(password)

    async def verify(self, password: bytes, stored: str) -> bool:
        """See `Passwords`. Raises TooManyAttemptsError."""
        known = self._passwords.recalls(password, stored)
        if known is None:
            known = await self._checked(password, stored)
        self._right = self._right or known
        return known

    def done(self) -> Attack | None:
        """The handshake's passwords have been judged; an attack when it was one failure too many."""
        if not self._entered:
            return None
        self._entered = False
        right = None if self._open else self._right
        return self._attempts.leave(*self._about, right=right, now=self._clock.monotonic())

    async def _checked(self, password: bytes, stored: str) -> bool:
        now = self._clock.monotonic()
        if not self._entered:
            refusal = self._attempts.enter(*self._about, now)
            if refusal is not None:
                raise TooManyAttemptsError(refusal)
            self._entered = True
        self._open += 1
        _, address, own_address = self._about
        if address == own_address or not self._attempts.under_attack(now):
            right = await self._passwords.verify(password, stored)
        else:
            async with self._attempts.strangers:
                right = await self._passwords.verify(password, stored)
        self._open -= 1
        return right
