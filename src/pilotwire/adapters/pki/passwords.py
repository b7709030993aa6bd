"""Passwords of charging stations: slow to check once, quick for as long as the process remembers the right one."""

import asyncio
import hashlib
import hmac
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

THREADS: Final = 2
REMEMBERED: Final = 50_000
"""Passwords found right, and as many found wrong, that are remembered; the one unused longest makes room."""
TIME_COST: Final = 2
MEMORY_KIB: Final = 19_456
LANES: Final = 1
"""Of Argon2id: the least that is thought safe for passwords chosen by people. The library's own default costs six times
as much, which thousands of stations that come back after a restart would all have to wait for.
"""


class Argon2Passwords:
    """Fits `Passwords`: Argon2id in threads of its own, and a keyed hash in memory of what was found right or wrong.

    The key lives as long as the process and is stored nowhere. A guess that was not made before is slow; a station that
    comes back after a power cut costs microseconds, and so does one that keeps coming with the same wrong password.
    """

    def __init__(
        self,
        random_bytes: Callable[[int], bytes],
        hasher: PasswordHasher | None = None,
        remembered: int = REMEMBERED,
    ) -> None:
        self._hasher = hasher or PasswordHasher(TIME_COST, MEMORY_KIB, LANES)
        self._key = random_bytes(32)
        self._threads = ThreadPoolExecutor(THREADS, "pilotwire-password")
        self._remembered = remembered
        self._right: OrderedDict[str, bytes] = OrderedDict()
        self._wrong: OrderedDict[tuple[str, bytes], None] = OrderedDict()

    async def hash(self, password: bytes) -> str:
        """See `Passwords`."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._hasher.hash, password)

    async def verify(self, password: bytes, stored: str) -> bool:
        """See `Passwords`. A stored text that is no hash fits no password."""
        known = self.recalls(password, stored)
        if known is not None:
            return known
        keyed = self._keyed(password)
        right = await asyncio.get_running_loop().run_in_executor(self._threads, self._is_right, password, stored)
        if right:
            self._right[stored] = keyed
            if len(self._right) > self._remembered:
                self._right.popitem(last=False)
        else:
            self._wrong[stored, keyed] = None
            if len(self._wrong) > self._remembered:
                self._wrong.popitem(last=False)
        return right

    def recalls(self, password: bytes, stored: str) -> bool | None:
        """What was found out about this password lately; None where it takes a slow check."""
        keyed = self._keyed(password)
        known = self._right.get(stored)
        if known is not None and hmac.compare_digest(known, keyed):
            self._right.move_to_end(stored)
            return True
        return False if (stored, keyed) in self._wrong else None

    def close(self) -> None:
        """Let the threads end."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _keyed(self, password: bytes) -> bytes:
        return hashlib.blake2b(password, key=self._key, digest_size=32).digest()

    def _is_right(self, password: bytes, stored: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False
