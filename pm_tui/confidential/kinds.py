"""The kinds of what is confidential: what each is called, and what stands in its place when it is masked."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """One kind: `said` names one of it in a sentence."""

    said: str
    mask: str


KINDS: dict[str, Kind] = {
    "private key": Kind("a private key", "[private key]"),
    "token": Kind("a key or a token", "[token]"),
    "password": Kind("a password", "[password]"),
    "address": Kind("an address inside your network", "[address]"),
    "host": Kind("the name of a machine of yours", "[host]"),
    "e-mail": Kind("an e-mail address", "[e-mail]"),
    "card number": Kind("the number of a card", "[card number]"),
    "IBAN": Kind("the number of a bank account", "[account number]"),
    "phone number": Kind("a phone number", "[phone number]"),
    "name": Kind("somebody's name", "[name]"),
}
"""By name; the gravest first. A name is for life: reviews keep it. Rules find all but names, which the roster knows."""
