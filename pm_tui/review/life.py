"""The life of a review: its status with the history of it, and what the reviewers rule.

Every change of the status goes through here, so that the history says when it was and why. All instants are UTC.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import cast

import msgspec

from pm_tui.review import edits
from pm_tui.review.fields import field_at, read_choice
from pm_tui.review.gathering import StatusChange, Verdict
from pm_tui.review.model import Review
from pm_tui.review.vocabulary import Status
from pm_tui.text import one_line

OVER: tuple[Status, ...] = ("approved", "published")
"""In which the review is done."""

PLACE = "header:status"
"""The place where the status is typed."""

SLIP = dt.timedelta(seconds=15)
"""A status that is typed within this time after another that was typed is put in its place: it was on the way."""

NEEDS_REASON = "A rejection needs its reason, so that the authors know what to do: rejected: what is missing"


# --- the status -----------------------------------------------------------------------------------------------------


def set_status(review: Review, status: Status, now: dt.datetime, new_id: Callable[[], int], reason: str = "") -> Review:
    """Give the review a status from `now` on. The one that it has stays as it is, with a new reason if there is one.

    ValueError: a rejection needs a reason.
    """
    reason = one_line(reason)
    last = _last(review)
    if status == "rejected" and not (reason or (review.header.status == status and last and last.reason)):
        raise ValueError(NEEDS_REASON)
    if status != review.header.status:
        return _changed(review, StatusChange(id=new_id(), status=status, at=now, reason=reason))
    return _with_reason(review, reason, new_id) if reason else review


def write_status(review: Review, text: str, now: dt.datetime, new_id: Callable[[], int]) -> Review:
    """Give the review the status that is being typed, with a reason behind it: "rejected: no evidence".

    It is written with every key, so what was only on the way to it leaves no trace. An empty text changes nothing.
    ValueError: a sentence about what cannot be read, or about the reason that a rejection needs.
    """
    typed, _, words = text.partition(":")
    if not typed.strip():
        return review
    status = cast(Status, read_choice(field_at(PLACE), typed))
    reason, last = one_line(words), _last(review)
    if status == "rejected" and not reason and (last or status != review.header.status):
        raise ValueError(NEEDS_REASON)
    if status == review.header.status:
        return _with_reason(review, reason, new_id)
    if last and _is_slip(review, last, now):
        review = edits.delete(review, "history", last.id)
        before = review.history[-1] if review.history else None
        review = edits.change_single(review, "header", status=before.status if before else "draft")
        if status == review.header.status:
            return write_status(review, text, now, new_id)
    return set_status(review, status, now, new_id, reason)


def _changed(review: Review, change: StatusChange) -> Review:
    return edits.change_single(edits.add(review, "history", change), "header", status=change.status)


def _with_reason(review: Review, reason: str, new_id: Callable[[], int]) -> Review:
    """The present status with another reason; since when it has been so stays as it is, known or not."""
    if last := _last(review):
        return edits.change(review, "history", last.id, reason=reason)
    change = StatusChange(id=new_id(), status=review.header.status, reason=reason)
    return edits.add(review, "history", change) if reason else review


def _is_slip(review: Review, last: StatusChange, now: dt.datetime) -> bool:
    """Whether the last change was made by typing just now: what a verdict brought stays."""
    ruled = any(verdict.at == last.at for verdict in review.verdicts)
    return last.at is not None and dt.timedelta() <= now - last.at <= SLIP and not ruled


def _last(review: Review) -> StatusChange | None:
    """The change that brought the status the review has; None when the history does not know of it."""
    last = review.history[-1] if review.history else None
    return last if last and last.status == review.header.status else None


def status_line(review: Review) -> str:
    """The status as it is typed, with its reason: "rejected: the timeline has no evidence"."""
    last = _last(review)
    return f"{review.header.status}: {last.reason}" if last and last.reason else review.header.status


def done_at(review: Review) -> dt.datetime | None:
    """Since when the review is approved or published; None while it is not, or when the history does not say."""
    since = None
    for change in reversed(review.history):
        if review.header.status not in OVER or change.status not in OVER:
            break
        since = change.at or since
    return since


# --- verdicts -------------------------------------------------------------------------------------------------------


def rule(review: Review, verdict: Verdict, new_id: Callable[[], int]) -> Review:
    """Record what somebody ruled, and let the status follow.

    It may be anybody: a reviewer who told it by mail, or one who is not named in the header. A rejection makes the
    review rejected for that reason; once the latest verdict of everybody who has to rule approves, it is approved.
    ValueError: there is no name, no ruling, or a rejection has no words.
    """
    who, words = _as_named(review, verdict.who), verdict.words.strip()
    if not who:
        raise ValueError("Whose verdict is it? Begin with a name.")
    if not verdict.ruling:
        raise ValueError(f"Does {who} approve it or reject it?")
    if verdict.ruling == "rejected" and not words:
        raise ValueError(f"What has to change for {who}? A rejection needs its reason.")
    given = msgspec.structs.replace(verdict, who=who, how=one_line(verdict.how), words=words)
    review = edits.add(review, "verdicts", given)
    if verdict.ruling == "rejected":
        return _follow(review, "rejected", given, new_id)
    return review if waiting_for(review) or review.header.status in OVER else _follow(review, "approved", given, new_id)


def _follow(review: Review, status: Status, verdict: Verdict, new_id: Callable[[], int]) -> Review:
    last = review.history[-1].at if review.history else None
    times = [at for at in (verdict.at, last) if at]  # a verdict may be told later than it was given
    reason = one_line(verdict.words) if status == "rejected" else ""
    if status == review.header.status:
        return _with_reason(review, reason, new_id)
    return _changed(review, StatusChange(id=new_id(), status=status, at=max(times, default=None), reason=reason))


def _as_named(review: Review, who: str) -> str:
    """A name as the header writes it, if it names that reviewer."""
    who = one_line(who).removeprefix("@")
    return next((name for name in review.header.committee if _folded(name) == _folded(who)), who)


def _folded(name: str) -> str:
    return one_line(name).casefold()


def latest_verdicts(review: Review) -> dict[str, Verdict]:
    """The latest verdict of each person who gave one, by the name in small letters."""
    return {_folded(verdict.who): verdict for verdict in review.verdicts if verdict.ruling}


def waiting_for(review: Review) -> tuple[str, ...]:
    """The people whose latest verdict does not approve yet: of the named reviewers, else of those who ruled at all."""
    latest = latest_verdicts(review)
    people = review.header.committee or tuple(verdict.who for verdict in latest.values())
    return tuple(name for name in people if not ((given := latest.get(_folded(name))) and given.ruling == "approved"))


def verdicts_told(review: Review) -> str:
    """How far the reviewers are: "1 of 3 reviewers approves, Jun rejects, waiting for Ada"; "" without any."""
    named, latest = review.header.committee, latest_verdicts(review)
    people = named or tuple(verdict.who for verdict in latest.values())
    if not people:
        return ""
    rulings = {name: given.ruling if (given := latest.get(_folded(name))) else "" for name in people}
    approving = [name for name, ruling in rulings.items() if ruling == "approved"]
    rejecting = [name for name, ruling in rulings.items() if ruling == "rejected"]
    silent = [name for name, ruling in rulings.items() if not ruling]
    parts = [f"{len(approving)} of {len(rulings)} reviewer{'s' * (len(rulings) != 1)} approve{_s(approving)}"]
    parts += [f"{listed(rejecting)} reject{_s(rejecting)}"] if rejecting else []
    parts += [f"waiting for {listed(silent)}"] if silent else []
    return ", ".join(parts)


def _s(people: Sequence[str]) -> str:
    return "s" if len(people) == 1 else ""


def listed(names: Sequence[str]) -> str:
    """Some names in a sentence, at least one: "Ada, Bo and Kim"."""
    *others, last = map(one_line, names)
    return f"{', '.join(others)} and {last}" if others else last


def told(review: Review) -> str:
    """A sentence about a review that is published before it is approved; "" for any other."""
    if review.header.status != "published" or _last(review) is None or "approved" in _before(review):
        return ""
    waiting = waiting_for(review) if review.header.committee else ()
    return "Published before it was approved" + (f": waiting for {listed(waiting)}." if waiting else ".")


def _before(review: Review) -> tuple[Status, ...]:
    """The status before the present one; () when the history begins with this one."""
    return tuple(change.status for change in review.history[-2:-1])
