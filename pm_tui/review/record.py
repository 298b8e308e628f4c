"""What every record of a table has."""

from __future__ import annotations

from typing import Any

import msgspec

ID_BITS = 53  # the largest integer that JSON readers in every language keep exactly


class Record(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """What every record of a table has. `extra` keeps fields of a file that this version does not know."""

    id: int
    rank: str = ""
    extra: dict[str, Any] = {}
