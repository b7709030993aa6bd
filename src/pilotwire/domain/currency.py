"""Currencies: into how many decimals amounts of each are rounded."""

import re
from decimal import Decimal
from typing import Final

_CODE: Final = re.compile(r"[A-Z]{3}")
_OTHER_DECIMALS: Final = {
    **dict.fromkeys(
        ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF",
         "XPF"), 0
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}  # fmt: skip
"""Those that have not two. Source: ISO 4217."""


def is_currency(code: str) -> bool:
    """Whether this has the form of a currency's code."""
    return _CODE.fullmatch(code) is not None


def smallest_unit(code: str) -> Decimal:
    """The smallest amount: 0.01 of most currencies."""
    return Decimal(1).scaleb(-_OTHER_DECIMALS.get(code, 2))
