"""The records of the customer version: its text, what it was proposed from, who agrees, and what may stand in it.

All instants are UTC.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

import msgspec

from pm_tui.review.record import Record

CustomerStatus = Literal["draft", "in review"]


class Customer(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """The text for customers: proposed once, then the authors' own. It is approved once everybody agrees on it.

    `approvers` are those of the team on the day it was given to them.
    """

    text: str = ""
    status: CustomerStatus = "draft"
    approvers: tuple[str, ...] = ()
    proposed_at: dt.datetime | None = None
    extra: dict[str, Any] = {}


class CustomerPart(Record, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """A part of the review as it was when the text was proposed from it, or since somebody looked at its change."""

    part: str = ""
    text: str = ""


class Agreement(Record, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """Who agreed to the customer version, and to which wording: `digest` is of the whole text."""

    who: str = ""
    at: dt.datetime | None = None
    digest: str = ""


class Accepted(Record, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """Words that were found confidential and may stand all the same; `customers`: in the customer version, else inside.

    Only their `digest` is kept, so that they are not written down once more. `kind` is one of `confidential.KINDS`.
    """

    kind: str = ""
    digest: str = ""
    customers: bool = False
