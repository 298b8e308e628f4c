"""Forms of English verbs, and the nouns of what people do: "misconfigured" is a misconfiguration."""

from __future__ import annotations

from functools import cache

from pm_tui.blame.tokens import vocabulary

_IRREGULAR = """
begin began begun; bend bent bent; bind bound bound; break broke broken; bring brought brought; build built built;
burn burnt burnt; buy bought bought; catch caught caught; choose chose chosen; come came come; cut cut cut;
deal dealt dealt; do did done; draw drew drawn; drive drove driven; eat ate eaten; feed fed fed; feel felt felt;
fight fought fought; find found found; fly flew flown; forget forgot forgotten; freeze froze frozen; get got got;
give gave given; go went gone; grow grew grown; have had had; hear heard heard; hide hid hidden; hit hit hit;
hold held held; keep kept kept; know knew known; lay laid laid; lead led led; leave left left; lend lent lent;
let let let; light lit lit; lose lost lost; make made made; mean meant meant; meet met met; mishear misheard misheard;
mislead misled misled; misread misread misread; mistake mistook mistaken; misunderstand misunderstood misunderstood;
override overrode overridden; oversee oversaw overseen; overwrite overwrote overwritten; pay paid paid; put put put;
read read read; rebuild rebuilt rebuilt; redo redid redone; reset reset reset; rewrite rewrote rewritten;
ring rang rung; run ran run; say said said; see saw seen; seek sought sought; sell sold sold; send sent sent;
set set set; shake shook shaken; show showed shown; shut shut shut; speak spoke spoken; spend spent spent;
split split split; spread spread spread; stand stood stood; steal stole stolen; stick stuck stuck; strike struck struck;
sweep swept swept; take took taken; teach taught taught; tear tore torn; tell told told; think thought thought;
throw threw thrown; undo undid undone; understand understood understood; wake woke woken; win won won;
withdraw withdrew withdrawn; write wrote written
"""
_THREE = [tuple(forms.split()) for forms in _IRREGULAR.split(";")]
_PARTICIPLES = {form: third for first, second, third in _THREE for form in (first, second, third)}
_DOUBLED = vocabulary("drop plan stop skip scan tag map commit submit log plug unplug ship swap flip flag")
_VOWELS = "aeiou"

_NOUNS = """
misconfiguration: misconfigured mis-configured misconfigures; deletion: deleted deletes removed erased;
wipe: wiped wiped-out wipes nuked nukes purged; drop: dropped drops; overwrite: overwrote overwritten overwrites
clobbered;
leak: leaked leaks; exposure: exposed exposes; bypass: bypassed bypasses circumvented overrode overridden;
breakage: broke broken breaks; crash: crashed crashes; typo: mistyped typed mis-typed fat-fingered miskeyed mis-keyed;
mix-up: mixed confused swapped transposed mistook mistaken muddled; slip: slipped botched bungled fumbled flubbed
fluffed
goofed messed screwed blundered; misreading: misread misreads misinterpreted; misunderstanding: misunderstood misheard;
misjudgement: misjudged misjudges misdiagnosed; miscalculation: miscalculated miscounted misallocated;
misdirection: misrouted misdirected misfiled; loss: lost mislaid misplaced; mislabelling: mislabelled mislabeled;
corruption: corrupted corrupts; shutdown: shut unplugged stopped killed terminated; disabling: disabled disables;
silencing: silenced muted suppressed; merge: merged merges; deployment: deployed deploys shipped; release: released;
push: pushed force-pushed; rollout: rolled; restart: restarted rebooted bounced; change: changed altered modified
edited;
approval: approved rubber-stamped; commit: committed; configuration: configured; hard-coding: hardcoded hard-coded;
cancellation: cancelled canceled; delay: delayed delays; closure: closed closes; revocation: revoked; expiry: expired;
upgrade: upgraded; migration: migrated; truncation: truncated; reversal: reverted; assumption: assumed assumes;
disclosure: disclosed; violation: violated breached; hand-over: handed; miscommunication: miscommunicated misreported
misled
"""

LEFT_OUT = vocabulary(
    """
forgot forgets forgotten neglected neglects omitted omits skipped skips failed fails disregarded disregards flouted
disobeyed slacked
"""
)
"""Verbs of a step that was not taken."""

UNSEEN = vocabulary("missed misses overlooked overlooks ignored ignores dismissed")
"""Verbs of a sign that did not reach anybody."""


@cache
def _noun_of() -> dict[str, str]:
    rows = (row.split(":") for row in _NOUNS.split(";"))
    return {verb: noun.strip() for noun, verbs in rows for verb in verbs.split()}


def noun(verb: str) -> str:
    """What a deed is called, by a past or present form of its verb in lower case; "" where no good name is known."""
    return _noun_of().get(verb, "")


def participle(verb: str) -> str:
    """The past participle of a verb in any form but that with -ing: of "run", "ran" and "runs"."""
    if verb not in _PARTICIPLES and verb.endswith("s") and not verb.endswith("ss"):
        verb = verb[:-2] if verb.endswith(("shes", "ches", "sses", "xes", "oes")) else verb[:-1]
    if verb in _PARTICIPLES or verb.endswith("ed"):
        return _PARTICIPLES.get(verb, verb)
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return f"{verb[:-1]}ied"
    return f"{verb}{verb[-1]}ed" if verb in _DOUBLED else f"{verb}ed"
