"""The customer version: a text of its own in the review, proposed once, then the authors'; what keeps it back.

Nothing here overwrites what the authors have written. Every instant is UTC.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import msgspec

from pm_tui.confidential import KINDS, find
from pm_tui.review import customer_parts, edits, exposed, life
from pm_tui.review.customer_records import Agreement, CustomerPart
from pm_tui.review.model import Review
from pm_tui.review.role_names import named
from pm_tui.text import one_line

PLACE = "customer:text"
"""The place of the text (see `fields`)."""

NAME = "name"
"""The kind of find that a name of the roster is."""

State = Literal["", "draft", "in review", "approved"]

NewId = Callable[[], int]


class Held(NamedTuple):
    """What keeps the text back: `text[start:end]`, its kind (see `confidential.KINDS`), and what can stand there.

    With `accepted` somebody said that it may stand.
    """

    start: int
    end: int
    kind: str
    mask: str
    accepted: bool


# --- the text -------------------------------------------------------------------------------------------------------


def propose(review: Review, people: Sequence[str], now: dt.datetime, new_id: NewId) -> Review:
    """Write the first text. ValueError: there is one, or nothing to write it from."""
    if review.customer.text.strip():
        raise ValueError("There is a customer version, and it is yours: it is never written anew.")
    text = customer_parts.proposal(review, people)
    if not text:
        raise ValueError("There is nothing to propose from yet: a title, a summary, or events marked public (p).")
    review = edits.change_single(review, "customer", text=text, proposed_at=now, status="draft")
    return _seen(review, customer_parts.parts(review), new_id)


def write(review: Review, text: str) -> Review:
    """The text as it is typed."""
    return edits.change_single(review, "customer", text=text)


def seen(review: Review, place: str, new_id: NewId) -> Review:
    """Note that somebody has looked at how a part has changed; the text stays as it is."""
    gone = [row.id for row in review.customer_parts if row.part == place]
    review = edits.delete(review, "customer_parts", *gone) if gone else review
    now = [part for part in customer_parts.parts(review) if part.place == place]
    rows = (CustomerPart(id=new_id(), part=part.place, text=part.text) for part in now)
    return edits.add(review, "customer_parts", *rows)


def _seen(review: Review, parts: Sequence[customer_parts.Part], new_id: NewId) -> Review:
    review = msgspec.structs.replace(review, customer_parts=())
    rows = (CustomerPart(id=new_id(), part=part.place, text=part.text) for part in parts)
    return edits.add(review, "customer_parts", *rows)


# --- what keeps it back ---------------------------------------------------------------------------------------------


def held(review: Review, text: str, people: Sequence[str]) -> tuple[Held, ...]:
    """What is confidential in a text for customers, and whom of `people` it names; in order, not overlapping."""
    found = [Held(start, end, kind, KINDS[kind].mask, False) for start, end, kind in find(text)]
    taken = tuple(found)
    found += [
        Held(start, end, NAME, role, False)
        for start, end, role in named(text, review, people)
        if not any(start < other.end and other.start < end for other in taken)
    ]
    return tuple(
        row._replace(accepted=exposed.is_accepted(review, row.kind, text[row.start : row.end], customers=True))
        for row in sorted(found)
    )


def open_finds(review: Review, people: Sequence[str]) -> tuple[Held, ...]:
    """What has to be masked or accepted before anybody outside reads the text."""
    return tuple(row for row in held(review, review.customer.text, people) if not row.accepted)


def mask(review: Review, row: Held) -> Review:
    """Put the mask, or the role, in the place of a find."""
    text = review.customer.text
    return write(review, text[: row.start] + row.mask + text[row.end :])


def accept(review: Review, row: Held, new_id: NewId) -> Review:
    """Let it stand for customers, wherever it does in the text; once more: not."""
    words = review.customer.text[row.start : row.end]
    return exposed.accept(review, row.kind, words, new_id, customers=True)


# --- who agrees -----------------------------------------------------------------------------------------------------


def state(review: Review) -> State:
    """How far it is; "" while there is no text. It is approved while everybody agrees on the text as it is now."""
    if not review.customer.text.strip():
        return ""
    if review.customer.status == "in review" and agreeing(review) and not waiting_for(review):
        return "approved"
    return review.customer.status


def agreeing(review: Review) -> tuple[str, ...]:
    """Who agrees on the text as it is now."""
    digest = exposed.digest(review.customer.text)
    return tuple(dict.fromkeys(row.who for row in review.agreements if row.digest == digest))


def waiting_for(review: Review) -> tuple[str, ...]:
    """The approvers who have not agreed on the text as it is now."""
    agreed = {one_line(who).casefold() for who in agreeing(review)}
    return tuple(who for who in review.customer.approvers if one_line(who).casefold() not in agreed)


def give(review: Review, approvers: Sequence[str], people: Sequence[str]) -> Review:
    """Give the text to those who have to agree. ValueError: there is none, or something in it is open."""
    _settled(review, people)
    return edits.change_single(review, "customer", status="in review", approvers=tuple(approvers))


def agree(review: Review, who: str, people: Sequence[str], now: dt.datetime, new_id: NewId) -> Review:
    """Note that somebody agrees on this wording. ValueError: nobody is named, it was not given yet, or is held back."""
    who = one_line(who).removeprefix("@")
    if not who:
        raise ValueError("Who agrees? Type a name.")
    _settled(review, people)
    if review.customer.status != "in review":
        raise ValueError("It is a draft still: r gives it to those who have to agree.")
    known = {one_line(name).casefold(): name for name in review.customer.approvers}
    who = known.get(who.casefold(), who)
    if who in agreeing(review):
        return review
    row = Agreement(id=new_id(), who=who, at=now, digest=exposed.digest(review.customer.text))
    return edits.add(review, "agreements", row)


def _settled(review: Review, people: Sequence[str]) -> None:
    if why := kept_back(review, people):
        raise ValueError(why)


def kept_back(review: Review, people: Sequence[str]) -> str:
    """Why nobody outside may read the text yet, not even as a draft, in one sentence; "" if they may."""
    if not review.customer.text.strip():
        return "There is no customer version yet; in the app, F9 and then v lead to it."
    count = len(open_finds(review, people))
    if not count:
        return ""
    things = "thing in it is" if count == 1 else "things in it are"
    return f"{count} {things} to be masked or accepted first."


def told(review: Review) -> str:
    """How far it is, in words; "" without a text."""
    now = state(review)
    agreed, missing = agreeing(review), waiting_for(review)
    parts: list[str] = [now]
    if now == "in review" and agreed:
        parts.append(f"{life.listed(agreed)} agree{'s' * (len(agreed) == 1)}")
    if now == "in review" and missing:
        parts.append(f"waiting for {life.listed(missing)}")
    return ", ".join(parts)
