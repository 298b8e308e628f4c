"""The rules: what each kind looks like. A rule is a row; it needs a line in tests/confidential/sentences.jsonl.

Tokens are known by the beginnings and lengths that their makers publish, everything else by its form and by the word
before it. Where two finds overlap, that of the earlier rule stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from pm_tui.confidential import proofs


class Rule(NamedTuple):
    """What is found: the group `it` of `pattern` (a regular expression), else all of it, if `test` agrees.

    `needs` are texts of which one has to be there at all, in small letters: that is looked at first, for it is quick.
    """

    kind: str
    pattern: str
    needs: tuple[str, ...] = ("",)
    test: Callable[[re.Match[str]], bool] = bool


BEGINNINGS: dict[str, str] = {
    "AWS": r"(?:A3T[A-Z0-9]|ABIA|ACCA|AKIA|ASIA)[A-Z0-9]{16}",
    "GitHub": r"gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{22,}",
    "GitLab": r"gl(?:agent|cbt|dt|ft|imt|oas|pat|ptt|rt|soat)-[\w.-]{20,}|GR1348941[\w-]{20,}",
    "Slack": r"xox[abeoprs]-[\w-]{20,}|xapp-\d-[\w-]{20,}|https://hooks\.slack\.com/services/T\w+/B\w+/\w+",
    "Stripe": r"[sr]k_(?:live|test)_[0-9A-Za-z]{16,}|whsec_[0-9A-Za-z]{24,}",
    "Google": r"AIza[\w-]{35}|ya29\.[\w-]{20,}|GOCSPX-[\w-]{28}",
    "npm": r"npm_[A-Za-z0-9]{36}",
    "PyPI": r"pypi-[\w-]{50,}",
    "OpenAI, Anthropic": r"sk-[\w-]{32,}",
    "Twilio": r"(?:AC|SK)[0-9a-f]{32}",
    "SendGrid": r"SG\.[\w-]{16,32}\.[\w-]{16,64}",
    "Mailchimp": r"[0-9a-f]{32}-us\d{1,2}",
    "Square": r"sq0[a-z]{3}-[\w-]{22,}",
    "Shopify": r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}",
    "Discord": r"[MNO][\w-]{23,25}\.[\w-]{6}\.[\w-]{27,38}",
    "Artifactory": r"AKC[a-zA-Z0-9]{60,}",
    "DigitalOcean": r"do[opr]_v1_[0-9a-f]{64}",
    "Vault": r"hv[bsr]\.[\w-]{20,}",
    "Terraform": r"\w{14}\.atlasv1\.[\w-]{60,}",
    "Atlassian": r"ATATT3[\w=-]{50,}",
    "Databricks": r"dapi[0-9a-f]{32}",
    "Docker": r"dckr_pat_[\w-]{20,}",
    "Grafana": r"glsa_\w{32}_[0-9a-f]{8}|glc_[\w+/=]{32,}",
    "New Relic": r"NRAK-[A-Z0-9]{27}",
    "Hugging Face": r"hf_[A-Za-z]{34}",
    "Linear": r"lin_api_\w{32,}",
    "Telegram": r"\d{8,10}:AA[\w-]{33}",
    "age": r"AGE-SECRET-KEY-1[A-Z0-9]{58}",
    "JSON Web Token": r"eyJ[\w-]{8,}\.eyJ[\w-]{8,}(?:\.[\w-]*)?",
}
"""Tokens by who gives them out."""

_SECRET = r"(?:password|passwd|passwort|passphrase|passcode|kennwort|(?<![A-Za-z])(?:pwd|pass|pw))"
_PASS = ("pass", "pwd", "pw", "kennwort")
_KEYS = ("key", "secret", "token")
_VALUE = r"""(?:"[^"\n]+"|'[^'\n]+'|[^\s"'<>,;]+)"""
_KEY = (
    r"(?:(?:api|access|account|auth|client|deploy|encryption|integration|license|master|private|secret|session|shared|"
    r"signing)[_ .-]?(?:access[_-]?)?(?:key|secret|token)|token|secret)\w*"
)
_LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_STANDS_ALONE = r"(?![\w-]|\.\w|\()"
_INSIDE = "internal|intranet|intra|corp|lan|localdomain"
_MACHINE = "app|bastion|db|dns|gw|host|jump|lb|ldap|mail|nas|proxy|server|smtp|sql|srv|vm|web"

RULES: tuple[Rule, ...] = (
    Rule(
        "private key",
        (
            r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----"
            r"(?:[^-]*-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|(?:\s+[A-Za-z0-9+/=]{40,})*)"
        ),
        ("private key",),
    ),
    Rule("token", rf"(?<![\w.-])(?:{'|'.join(BEGINNINGS.values())})"),
    Rule(
        "password",
        r"://[^\s/:@]*:(?P<it>[^\s/@\"'<>]+)@",
        ("://",),
        proofs.is_said,
    ),
    Rule("password", r"(?i)\bbasic\s+(?P<it>[A-Za-z0-9+/]{8,}={0,2})", ("basic",), proofs.is_mixed),
    Rule(
        "token",
        r"(?i)\b(?:bearer|authorization:\s*\w+)\s+(?P<it>[\w+/=.~-]{16,})",
        ("bearer", "authorization"),
        proofs.is_mixed,
    ),
    Rule(
        "token",
        rf"""(?i){_KEY}["']?(?:\s*[:=]>?\s*|\s+(?:is|was)\s+)["']?(?P<it>[\w+/=.~-]{{16,}})""",
        _KEYS,
        proofs.is_mixed,
    ),
    Rule("token", r"(?i)\b(?:key|token|secret)\s+(?P<it>[\w+/=-]{20,})", _KEYS, proofs.is_mixed),
    Rule(
        "token",
        r"(?i)\b(?:auth|csrf\w*|jwt|session(?:_?id)?|sid|sig|signature)=(?P<it>[\w+/=.~%-]{20,})",
        ("=",),
        proofs.is_mixed,
    ),
    Rule("password", rf"(?i){_SECRET}\s*=\s*(?P<it>{_VALUE})", ("=",), proofs.is_said),
    Rule(
        "password",
        rf"(?i){_SECRET}[\"']?(?:\s*:\s*|\s+(?:is|was|lautet|war|ist)\s+)(?P<it>{_VALUE}(?<![.):]))",
        _PASS,
        proofs.is_no_word,
    ),
    Rule(
        "password",
        rf"(?i){_SECRET} (?:at|for|from|in|of|on|to|für|im|von)(?: \w+){{1,4}} (?:is|was|lautet|war|ist) "
        rf"(?P<it>{_VALUE}(?<![.):]))",
        _PASS,
        proofs.is_quoted_or_mixed,
    ),
    Rule("password", rf"(?<!\w)--?(?:password|pass|passwd)\s+(?P<it>{_VALUE})", ("--",), proofs.is_said),
    Rule("password", r"\b(?:mysql\w*|sshpass)\s.*?-p\s?(?P<it>\S{4,})", ("-p",), proofs.is_said),
    Rule("password", rf"(?i){_SECRET}[\s,:(“\"']+(?P<it>[^\s\"'<>,;()”]{{6,}})", _PASS, proofs.is_mixed_word),
    Rule(
        "password",
        r"(?i)\b(?:credentials?|creds|login|log(?:ged)? in(?: as| with)?)\b(?:\s+(?:are|is|was|were))?\W{0,3}"
        r"[\w.@-]+\s*[:/]\s*(?P<it>[^\s,;]{4,})",
        ("cred", "log"),
        proofs.is_mixed,
    ),
    Rule("password", r"\b(?:PIN\s+|(?i:pin(?: code)?\s*(?:is|was|:|=)\s*))(?P<it>\d{4,8})\b", ("pin",)),
    Rule("host", r"\bssh\s+(?:-\S+\s+)*[\w.-]+@(?P<it>[\w.-]*\w)", ("ssh",)),
    Rule("host", r"(?<![\w\\])\\\\(?P<it>[A-Za-z][\w.-]*)\\[\w$]", ("\\\\",), proofs.is_host),
    Rule(
        "address",
        (
            r"(?<![\w.])(?:10\.\d{1,3}|172\.(?:1[6-9]|2\d|3[01])|192\.168|169\.254)\.\d{1,3}\.\d{1,3}(?:/\d\d?)?"
            r"(?![\w]|\.\d)"
        ),
        (".",),
        proofs.is_address,
    ),
    Rule(
        "address",
        r"(?i)(?<![\w:])(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f])(?::{1,2}[0-9a-f]{1,4}){2,7}(?![\w:])",
        (":",),
    ),
    Rule("host", r"(?<![\w.-])ip(?:-\d{1,3}){4}(?:\.[a-z][a-z0-9.-]*[a-z0-9])?(?![\w-])", ("ip-",)),
    Rule(
        "host",
        rf"(?<![\w.-])(?:{_LABEL}\.)+(?:{_INSIDE}|local|home\.arpa|svc){_STANDS_ALONE}",
        (".",),
        proofs.is_host,
    ),
    Rule(
        "host",
        rf"(?<![\w.-])(?:{_LABEL}\.)+(?:{_INSIDE})(?:\.{_LABEL})+\.[a-z]{{2,}}{_STANDS_ALONE}",
        (".",),
        proofs.is_host,
    ),
    Rule("host", rf"(?<![\w./-])(?:{_MACHINE})-?\d{{2,3}}(?![\w-]|\.\w)", ("",), proofs.is_host),
    Rule(
        "host",
        r"(?i)(?<![\w./-])[a-z]\w*(?:-\w+){2,}(?![\w-]|\.\w)",
        ("-",),
        proofs.is_numbered,
    ),
    Rule(
        "e-mail",
        r"(?<![\w.+'/-])[\w.+'-]+@(?:[\w-]+\.)+[^\W\d_]{2,}(?![\w@]|:\w)",
        ("@",),
        proofs.is_mailbox,
    ),
    Rule("card number", r"(?<![\w.+-])\d(?:[ -]?\d){12,18}(?![\w-])", ("",), proofs.is_card),
    Rule(
        "IBAN",
        r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?!\w)",
        ("",),
        proofs.is_iban,
    ),
    Rule("phone number", r"(?<![\w.+])\+[1-9](?:[ ./()-]{0,2}\d){7,14}(?![\w:]|\.\d)", ("+",)),
    Rule(
        "phone number",
        (
            r"(?i)\b(?:call|cell|dial|fax|fon|hotline|mobile|phone|sms|tel|telefon)\b(?: (?:to|at|number))?[.:]?\s{0,2}"
            r"(?P<it>[(\d](?:[ ./()-]{0,2}\d){6,14})(?![\w:])"
        ),
        ("call", "cell", "dial", "fax", "fon", "line", "mobile", "phone", "sms", "tel"),
    ),
)
"""Every rule, the gravest first."""
