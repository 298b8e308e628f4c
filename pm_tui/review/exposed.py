"""What is confidential in a review, and where: all that an export may hold, less what its authors keep."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from pm_tui.confidential import KINDS, Find, find
from pm_tui.review import edits
from pm_tui.review.customer_records import Accepted
from pm_tui.review.model import SINGLES, TABLES, Moment, Review
from pm_tui.text import one_line

NOT_EXPORTED = frozenset(
    {"inbox", "notes", "drafts", "kept", "customer", "customer_parts", "agreements", "accepted", "turns"}
)
"""Tables of which no document tells; the customer version is looked at by itself."""

NUMBERS = frozenset({"rank", "prompt", "agreed_rows"})
"""Fields that hold ids of other records, in which some would read the number of a card."""

MOST_PLACES = 5


class Exposed(NamedTuple):
    """A find, and the place of its text (see `fields`)."""

    place: str
    text: str
    find: Find


def exposed(review: Review) -> tuple[Exposed, ...]:
    """Everything that is found and not kept, in the order of the tables."""
    return tuple(Exposed(place, text, found) for place, text in texts(review) for found in finds(review, text))


def finds(review: Review, text: str) -> tuple[Find, ...]:
    """What is found in a text of the review and is not kept inside."""
    return tuple(found for found in find(text) if not is_accepted(review, found.kind, text[found.start : found.end]))


def texts(review: Review) -> Iterator[tuple[str, str]]:
    """Yield place and text of all that an export may hold."""
    for table in (*SINGLES, *TABLES):
        if table in NOT_EXPORTED:
            continue
        single = table in SINGLES
        for row in (getattr(review, table),) if single else getattr(review, table):
            owner = table if single else f"{table}:{row.id}"
            numbers = {*NUMBERS, "asked"} if table == "meetings" else NUMBERS
            if table == "response":
                owner = f"response:{row.key}"
                yield owner, row.text
                continue
            yield from ((f"{owner}:{name}", text) for name, text in _words(row) if name not in numbers)


def _words(row: msgspec.Struct) -> Iterator[tuple[str, str]]:
    for name in row.__struct_fields__:
        value: Any = getattr(row, name)
        for item in value if isinstance(value, tuple) else (value,):
            text = item.text if isinstance(item, Moment) else getattr(item, "name", item)
            if isinstance(text, str) and text:
                yield name, text


# --- what may stand all the same ------------------------------------------------------------------------------------


def is_accepted(review: Review, kind: str, words: str, *, customers: bool = False) -> bool:
    """Whether the authors said that these words may stand: inside, or for customers."""
    if not review.accepted:
        return False
    sought = (kind, digest(words), customers)
    return any((row.kind, row.digest, row.customers) == sought for row in review.accepted)


def accept(review: Review, kind: str, words: str, new_id: Callable[[], int], *, customers: bool = False) -> Review:
    """Let these words stand, wherever they do: inside, or for customers. Said again, it is taken back."""
    known = [
        row.id for row in review.accepted if (row.kind, row.digest, row.customers) == (kind, digest(words), customers)
    ]
    if known:
        return edits.delete(review, "accepted", *known)
    row = Accepted(id=new_id(), kind=kind, digest=digest(words), customers=customers)
    return edits.add(review, "accepted", row)


def digest(words: str) -> str:
    """What words are known by without being written down."""
    return hashlib.sha256(one_line(words).encode("utf-8", "replace")).hexdigest()[:32]


# --- said in words --------------------------------------------------------------------------------------------------


def told(found: Sequence[Exposed]) -> str:
    """How many and where, in one sentence that repeats none of it; "" for none."""
    if not found:
        return ""
    places = Counter((row.find.kind, row.place) for row in found)
    said = [f"{KINDS[kind].said} in {one_line(place)}" for kind, place in list(places)[:MOST_PLACES]]
    more = len(places) - len(said)
    return f"{counted(len(found))}: {', '.join(said)}{f' and {more} more' if more else ''}."


def counted(count: int) -> str:
    """How many finds, in words."""
    return f"{count} thing{'s' * (count != 1)} in it may be confidential"
