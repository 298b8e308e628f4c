"""The tests of what the rules' patterns find: a pattern says what it may be, these say what it is not."""

from __future__ import annotations

import re

_PLACEHOLDER = re.compile(
    r"[*x.•…_#-]+|<.*|\[.*|[{$%].*|\(.*|redacted|masked|hidden|removed|secret|pass(?:word|wd)?|changeme|"
    r"example|your[_-].*|true|false|none|null|nil|yes|no|empty|unset|required|todo|tbd",
    re.IGNORECASE,
)
_A_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_TERM = re.compile(r"(?:sha|md|aes|oauth|bcrypt|argon|base|utf|rfc|v|p)-?\d[\w.]*", re.IGNORECASE)
_VERSION_BEFORE = re.compile(r"(?:version|release|build|agent|firmware|\bv)[\s:=]*$", re.IGNORECASE)
_WHOLE_RANGES = frozenset({"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"})
_RESERVED = re.compile(r"(?:.*\.)?(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)", re.IGNORECASE)
_PACKAGE = re.compile(r"(?:com|org|net|io|de|java|javax|jdk|sun)\.")
_FILE = re.compile(r"(?:\w+[.-])*(?:config|settings|env|compose|values|application|appsettings|package)\.local")
_ENVIRONMENTS = frozenset(["prod", "production", "prd", "stg", "staging", "dev", "qa", "uat"])
_NUMBER_AT_END = re.compile(r"[a-z]*\d{1,3}|(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{5,10}")
_CARD = re.compile(r"4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|(?:6011|65\d\d|35\d\d)\d{12}")


def it(found: re.Match[str]) -> str:
    """What is found: the group of that name, else all of it."""
    return found["it"] if "it" in found.re.groupindex else found[0]


def is_said(found: re.Match[str]) -> bool:
    """Whether something stands there that is no placeholder."""
    value = it(found).strip("\"'")
    return len(value) >= 3 and not _PLACEHOLDER.fullmatch(value)


def is_no_word(found: re.Match[str]) -> bool:
    """Whether it is said and in quotes, or not just a word of the sentence."""
    value = it(found)
    if not is_said(found):
        return False
    return value[0] in "\"'" or (len(value) >= 5 and not _A_WORD.fullmatch(value) and any(map(str.isalpha, value)))


def is_mixed(found: re.Match[str]) -> bool:
    """Whether it has both letters and digits, as what is drawn by lot has."""
    value = it(found)
    return any(map(str.isdigit, value)) and any(map(str.isalpha, value)) and is_said(found)


def is_mixed_word(found: re.Match[str]) -> bool:
    """Whether it is mixed, and no name of an algorithm or a version."""
    return is_mixed(found) and not _TERM.fullmatch(it(found))


def is_quoted_or_mixed(found: re.Match[str]) -> bool:
    """Whether it is said in quotes, or is a mixed word."""
    return is_mixed_word(found) or (it(found)[0] in "\"'“" and is_said(found))


def is_address(found: re.Match[str]) -> bool:
    """Whether it is one address or a network, not the number of a version nor a range that everybody has."""
    octets = found[0].partition("/")[0].split(".")
    if found[0] in _WHOLE_RANGES or any(int(octet) > 255 for octet in octets):
        return False
    return not _VERSION_BEFORE.search(found.string, max(0, found.start() - 20), found.start())


def is_host(found: re.Match[str]) -> bool:
    """Whether it names a machine, not a package of a program nor a file."""
    return not (_PACKAGE.match(found[0]) or _FILE.fullmatch(found[0]))


def is_numbered(found: re.Match[str]) -> bool:
    """Whether a name with hyphens has an environment among its parts, and at its end a short number or digest."""
    parts = found[0].lower().split("-")
    return not _ENVIRONMENTS.isdisjoint(parts) and bool(_NUMBER_AT_END.fullmatch(parts[-1]))


def is_mailbox(found: re.Match[str]) -> bool:
    """Whether mail could arrive there: not at names kept for examples (RFC 2606), nor at the user of a git server."""
    name, _, domain = found[0].rpartition("@")
    return name != "git" and not _RESERVED.fullmatch(domain)


def is_card(found: re.Match[str]) -> bool:
    """Whether a card can have this number: its beginning, its length and its check digit (ISO/IEC 7812)."""
    digits = re.sub(r"\D", "", found[0])
    if not _CARD.fullmatch(digits):
        return False
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


def is_iban(found: re.Match[str]) -> bool:
    """Whether the check digits are right (ISO 13616)."""
    written = found[0].replace(" ", "")
    turned = written[4:] + written[:4]
    return 15 <= len(written) <= 34 and int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1
