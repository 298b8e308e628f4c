"""How each category of flagged clause can be told without blame; drafts, the most fitting first.

A draft keeps the author's other words. Names of people give way to the passive, the fault to its condition; what only
the author can know stays open as a gap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pm_tui.blame import verbs
from pm_tui.blame.clause import Clause
from pm_tui.blame.rules.rule import Category
from pm_tui.blame.rules.spared import DENIALS
from pm_tui.blame.rules.words import CLASSES, PAST
from pm_tui.blame.tokens import vocabulary

WAY = "… (what stood in the way?)"
HID = "… (what hid it from view?)"
SEEN = "… (what was seen just then?)"
MADE = "… (what made it possible?)"
CONDITIONS = "… (which conditions?)"
HELP = "… (which signal, tool or access?)"
GUARD = "… (which guard, default or check?)"
EASY = "… (what?)"

# What is told of a thing instead of what somebody did with it.
_TOLD = {
    verb: told
    for told, forms in {
        "left out": "skipped skips neglected neglects omitted omits disregarded forgot forgets flouted",
        "not noticed": "missed misses overlooked overlooks",
        "not acted on": "ignored ignores dismissed sat",
        "approved": "rubber-stamped waved",
        "typed otherwise than meant": "mistyped mistypes miskeyed mis-keyed fat-fingered mis-typed fatfingered",
        "taken for another": "mistook mixed confused mixed-up",
        "read otherwise than meant": "misread misreads misinterpreted misunderstood misheard",
        "not as planned": "botched bungled fumbled flubbed fluffed goofed messed screwed mishandled muddled",
    }.items()
    for verb in forms.split()
}
_LEFT = verbs.LEFT_OUT | vocabulary("forget forgetting neglect neglecting fail failing omit omitting bother bothered")
_NO_DEED = vocabulary("was were is are been had have has did does do could would should might made supposed needed got")
_NO = DENIALS - {"without"}
_PARTICLES = vocabulary("up on through in off out")
_MISTAKEN = vocabulary("accidentally wrongly mistakenly inadvertently erroneously improperly incorrectly")
_AUXILIARIES = vocabulary("did does do had has have was were is are never ever even once actually yet also")
_MODALS = vocabulary("should could would might ought must shall")
_PERFECT = vocabulary("have of 've been")
_FLAWS = (
    vocabulary("reckless shoddy sloppy careless stupid hasty foolish lazy clumsy dumb lame poor negligent")
    | CLASSES["bad"]
)
_WITH = vocabulary("when while with before after during in on at and but , ; so because as until")


def _joined(clause: Clause, low: int, told: str, why: str, high: int) -> str:
    """What stands before the people, what is told instead, its condition as a gap, and what stood behind."""
    return f"{clause.head(low)} {told} because {why}{clause.tail(high)}"


# --- somebody as the cause ------------------------------------------------------------------------------------------


def _cause(clause: Clause) -> Iterator[str]:
    yield from _left_out(clause)
    yield from _negated(clause)
    yield from _by_somebody(clause)
    yield from _deed(clause)
    yield from _owned(clause)


def _left_out(clause: Clause) -> Iterator[str]:
    """Turn "Bob forgot to run the migration": the migration was not run."""
    words = clause.words
    for i in range(clause.first, clause.last):
        if words[i] in _LEFT and i + 2 < len(words) and words[i + 1] == "to":
            low, verb = clause.subject(i), i + 2
            if told := clause.passive(verb, negated=True):
                for start in (low, clause.first):
                    yield _joined(clause, start, told, WAY, clause.rest_end(clause.object_end(verb)))
            high = clause.rest_end(verb)
            step = clause.between(verb, high)
            yield _joined(clause, low, f"one step did not happen ({step})", WAY, high)


def _negated(clause: Clause) -> Iterator[str]:
    """Turn "Alice did not check the logs", "nobody on the night shift had logged it": they were not checked."""
    words = clause.words
    if _NO.isdisjoint(words[clause.first : clause.last]):
        return
    verb = clause.last - 1
    while verb > clause.first and (words[verb] in _AUXILIARIES or words[verb] in _NO):
        verb -= 1
    verb = next((i for i in range(clause.first, verb + 1) if words[i] in _NO and i < verb), verb) + 1
    while verb < len(words) and (words[verb] in _AUXILIARIES or words[verb].endswith("ly")):
        verb += 1
    if verb >= len(words):
        return
    for i in range(clause.last - 1, clause.first - 1, -1):  # the last verb of the find, if one stands there
        if words[i] in PAST or words[i].endswith("ed"):
            verb = max(verb, i)
            break
    low = clause.subject(verb) if words[clause.first] not in _NO else clause.first
    low = min(low, clause.first) if low == verb else low
    now = "does" in words[clause.first : verb] or words[verb].endswith("s")
    if told := clause.passive(verb, negated=True, tense="now" if now else "past"):
        yield _joined(clause, low, told, WAY, clause.rest_end(clause.object_end(verb)))
    high = clause.rest_end(verb)
    if high > verb and not words[verb].endswith("ed"):
        yield _joined(clause, low, f"one step did not happen ({clause.between(verb, high)})", WAY, high)


def _by_somebody(clause: Clause) -> Iterator[str]:
    """Turn "deleted by the intern": deleted."""
    for i in range(clause.first, clause.last):
        end = clause.people.ends[i + 1] if i + 1 < len(clause.words) else -1
        if clause.words[i] == "by" and end > i and clause.words[end : end + 1] != ["'s"]:
            high = clause.rest_end(end)
            rest = clause.between(end, high)
            yield f"{clause.text[: clause.tokens.starts[i]]}{rest} because {MADE}{clause.tail(high)}"


def _deed(clause: Clause) -> Iterator[str]:
    """Turn "Bob deleted the wrong bucket": the wrong bucket was deleted."""
    words = clause.words
    for verb in range(clause.first, clause.last):
        word = words[verb]
        if verb and clause.subject(verb) == verb and not clause.people.named(verb) and verb != clause.first:
            continue
        if word in _NO_DEED or not (word in PAST or word in _TOLD or word.endswith("ed")):
            continue
        low, skipped = clause.subject(verb), verb
        if low == verb and verb > clause.first:
            low = clause.first
        if word in _TOLD and words[verb + 1 : verb + 2] and words[verb + 1] in _PARTICLES:
            skipped += 1
        end = clause.object_end(skipped)
        said = _TOLD.get(word) or verbs.participle(word)
        if end > skipped + 1:
            told = clause.about(skipped + 1, end, said)
            high = clause.rest_end(end)
            for slip in (" by mistake", " by accident"):
                told = told.replace(slip, "")
            why = WAY if said == "left out" else HID if said in ("not noticed", "not acted on") else MADE
            yield _joined(clause, low, told, why, high)
        elif (deed := verbs.noun(word)) and words[max(0, low - 1)] not in ("that", "which", "who"):
            high = clause.rest_end(verb + 1)
            yield _joined(clause, low, f"there was a {deed} {clause.between(verb + 1, high)}", MADE, high)


def _owned(clause: Clause) -> Iterator[str]:
    """Turn "Arturo's typo", "caused by Bob's change": a typo, a change."""
    words = clause.words
    for i in range(clause.first, clause.last):
        if words[i] != "'s" and words[i] not in CLASSES["poss"]:
            continue
        start = clause.people.starts[i] if words[i] == "'s" else i
        low = max(start, 0) if start >= 0 else max(i - 1, 0)
        high = clause.rest_end(i + 1)
        thing = clause.between(i + 1, high)
        if thing:
            article = "an" if thing[0].lower() in "aeiou" else "a"
            head = clause.text[: clause.tokens.starts[low]]
            yield f"{head} {article} {thing}, made possible by {CONDITIONS}{clause.tail(high)}"
    if "caused" in words[clause.first : clause.last]:
        head, high = clause.text[: clause.tokens.starts[clause.first]], clause.rest_end(clause.last)
        yield f"{head} caused by {CONDITIONS}{clause.tail(high)}"


# --- the other categories -------------------------------------------------------------------------------------------


def _slip(clause: Clause) -> Iterator[str]:
    """Turn "human error": a slip that something made easy."""
    yield from _deed(clause)
    many = clause.words[clause.last - 1].endswith("s")
    slip = f"{'slips' if many else 'a slip'}, made easy by {EASY}"
    comma = "," if clause.tail(clause.last)[:1] == " " else ""
    yield f"{clause.text[: clause.tokens.starts[clause.first]]} {slip}{comma}{clause.tail(clause.last)}"


def _next_time(clause: Clause) -> Iterator[str]:
    """Turn "Alice should have checked the logs": next time something makes that easy."""
    words = clause.words
    for i in range(clause.first, clause.last):
        if words[i] == "to" and i + 1 < len(words) and words[i + 1] not in _PERFECT:
            high = clause.rest_end(i + 1)
            wish = f"next time, {HELP} makes it easy to {clause.between(i + 1, high)}"
            yield f"{clause.head(min(clause.subject(i), clause.first))} {wish}{clause.tail(high)}"
        if words[i] in _MODALS:
            verb = i + 1
            while verb < len(words) and (words[verb] in _PERFECT or words[verb] in CLASSES["soften"]):
                verb += 1
            told = clause.passive(verb, tense="now", negated="not" in words[i:verb]) if verb < len(words) else ""
            if told:
                low, high = clause.subject(i), clause.rest_end(clause.object_end(verb))
                yield f"{clause.head(min(low, clause.first))} next time, {told} because {HELP}{clause.tail(high)}"
    high = clause.rest_end(clause.last)
    yield f"{clause.opening(clause.first)} next time, this would help: {HELP}{clause.tail(high)}"


def _what_was_seen(clause: Clause) -> Iterator[str]:
    """Turn "She carelessly closed the tab": she closed the tab. "The operator ignored it": it was not acted on."""
    words = clause.words
    for i in range(clause.first, clause.last):
        if words[i] in CLASSES["badly"] or words[i] in CLASSES["blindly"]:
            yield _without(clause, i, i + 1)
        plain = words[i] in _FLAWS and i + 1 < len(words) and words[i + 1].isalpha() and words[i + 1] not in _WITH
        if plain and not words[0].startswith(("that", "this", "it", "what")):
            yield _without(clause, i, i + 1)
    yield from _left_out(clause)
    yield from _negated(clause)
    yield from _deed(clause)
    tail = clause.tail(clause.last)
    if tail.split() and tail.split()[0].strip(",") in _WITH:
        yield f"{clause.head(clause.first)} {SEEN}{tail}"


def _without(clause: Clause, low: int, high: int) -> str:
    """The sentence without some words, with the article that fits what follows."""
    head, rest = clause.text[: clause.tokens.starts[low]], clause.text[clause.tokens.ends[high - 1] :].lstrip()
    words = head.split()
    if words and words[-1].lower() in ("a", "an"):
        article = "an" if rest[:1].lower() in "aeiou" else "a"
        head = head.rstrip()[: -len(words[-1])] + (article.capitalize() if words[-1][0].isupper() else article) + " "
    return f"{head}{rest.rstrip('.')}; at that moment, {SEEN}."


def _at_that_moment(clause: Clause) -> Iterator[str]:
    """Turn "It was clear that the disk would fill": … showed that the disk would fill."""
    words, last = clause.words, clause.last
    head, tail = clause.head(clause.first), clause.tail(last)
    if words[last - 1] in ("that", "how", "what", "why") or words[last : last + 1] == ["that"]:
        that = "" if words[last : last + 1] == ["that"] else f" {words[last - 1]}"
        yield f"{head} at that moment, {SEEN} showed{that}{tail}"
    if words[last - 1] == "to" and "had" in words[clause.first : last]:
        high = clause.rest_end(last)
        yield f"{head} one way was to {clause.between(last, high)}; {SEEN} pointed to it{clause.tail(high)}"
    if words[last - 1] == "to" and "going" in words[clause.first : last]:
        high = clause.rest_end(last)
        yield f"{head} could {clause.between(last, high)}; at that moment, {SEEN}{clause.tail(high)}"
    if last - clause.first <= 1:
        yield f"{head} {tail.lstrip(' ,')}"
    if words[last - 1] in CLASSES["see"] and clause.object_end(last - 1) > last:
        end = clause.object_end(last - 1)
        thing = clause.between(last, end)
        yield f"{head} {thing} could be seen … (where, and by whom?){clause.tail(end)}"


def _of_the_system(clause: Clause) -> Iterator[str]:
    """Turn "Remind engineers to read the runbook": make it easy to read. "Be more careful": add a guard."""
    words = clause.words
    low = clause.first
    if words[clause.last - 1] == "to" or words[clause.last : clause.last + 1] == ["to"]:
        verb = clause.last + (words[clause.last - 1] != "to")
        high = clause.rest_end(verb)
        if verb < high:
            step = clause.between(verb, high)
            yield f"{clause.head(low)} make it easy to {step}: … (what would change?){clause.tail(high)}"
    tail = clause.tail(clause.last)
    if not tail.split() or tail.split()[0] in _WITH or tail[0] in ".,;!":
        start = low
        while start and words[start - 1] not in ",;:.!?" and not words[start - 1][0].isdigit():
            start -= 1
        yield f"{clause.head(start)} Add … (which guard, default or check?){tail}"


def _how(clause: Clause) -> Iterator[str]:
    """Turn "Why didn't Alice check the dashboard?": what was going on when it was not."""
    words = clause.words
    asked = clause.first
    while asked and words[asked - 1] in ("why", "how", "who", "what", "whose"):
        asked -= 1
    head = clause.head(asked)
    for i in range(clause.first, clause.last + 1):
        end = clause.people.ends[i] if i < len(words) else -1
        if end <= i or end >= len(words):
            continue
        verb = end
        while verb < len(words) - 1 and words[verb] in ("not", "to", "even", "ever"):
            verb += 1
        if words[verb].endswith("ing"):
            return
        high = clause.rest_end(verb)
        if "not" in words[asked : end + 1]:
            if told := clause.passive(verb, negated=True):
                yield f"{head} what was going on when {told}{clause.tail(clause.rest_end(clause.object_end(verb)))}"
            yield f"{head} what would have made it easier to {clause.between(verb, high)}{clause.tail(high)}"
        else:
            yield f"{head} what made it look right to {clause.between(verb, high)}{clause.tail(high)}"
        break
    for verb in range(clause.first, clause.last):
        if words[verb] not in _NO_DEED and (words[verb] in PAST or words[verb].endswith("ed")):
            if told := clause.passive(verb):
                high = clause.rest_end(clause.object_end(verb))
                yield f"{head} what made it possible that {told}{clause.tail(high)}"
            break


def _conditions(clause: Clause) -> Iterator[str]:
    """Turn "The outage comes down to Alice": it was made possible by something."""
    words, last = clause.words, clause.last
    made = f"was made possible by {CONDITIONS}"
    for i in range(clause.first, last):
        if words[i] == "for" and words[max(clause.first, i - 1)] in (
            "responsible",
            "blame",
            "accountable",
            "answerable",
        ):
            end = clause.object_end(i)
            yield f"{clause.head(clause.first)} {clause.between(i + 1, end)} {made}{clause.tail(end)}"
    if words[clause.first] in ("thanks", "because", "due"):
        yield f"{clause.head(clause.first)} because {MADE}{clause.tail(last)}"
    if words[last : last + 1] == ["for"]:
        end = clause.object_end(last)
        yield f"{clause.head(clause.first)} {clause.between(last + 1, end)} {made}{clause.tail(end)}"
    start = clause.first
    while start and words[start - 1] in ("is", "was", "comes", "came", "all", "were", "boils", "goes", "entirely"):
        start -= 1
    head = clause.head(start)
    thing = head.split()[-1].lower() if head.split() else ""
    if start and thing and thing[-1].isalnum() and start < clause.first:
        yield f"{head} {made}{clause.tail(last)}"
    yield f"{clause.opening(clause.first)} it {made}{clause.tail(last)}"


WAYS: dict[Category, Callable[[Clause], Iterator[str]]] = {
    "person-as-cause": _cause,
    "human-error": _slip,
    "counterfactual": _next_time,
    "judgement": _what_was_seen,
    "hindsight": _at_that_moment,
    "punitive": _of_the_system,
    "accusing-question": _how,
    "explicit-blame": _conditions,
}
