"""Who is meant: which runs of words name people, and who is the subject of a verb.

There is no grammar here, only tables and a look at the neighbours: good enough to tell "the DBA dropped" from "the
server dropped", quick enough for every keystroke.
"""

from collections.abc import Collection

from pm_tui.blame.rules import roles
from pm_tui.blame.rules.names import GIVEN_NAMES
from pm_tui.blame.rules.words import PAST
from pm_tui.blame.tokens import BREAKS, Tokens

_HEADS = roles.NOUNS | roles.PRONOUNS | roles.INDEFINITE | roles.OBJECTS | {"one"}

KNOWN = roles.ROLES | roles.WEAK_ROLES | roles.CLOSERS | roles.BETWEEN | GIVEN_NAMES | PAST
"""Words that are right as they stand."""

_REACH = 18  # words between a subject and a second verb of its sentence ("acked the page … and then did nothing")
_PHRASE = 5  # words between a determiner and its head noun
_MEMORY = 25  # words in which "they" looks for whom or what it means
_TRAILER = 7  # words of "in exchange-infra", "on the night shift" between a head and its verb


def roster_words(roster: Collection[str]) -> frozenset[str]:
    """Every word of every name of the roster, lower-case, without the "@" of a handle."""
    return frozenset(
        part
        for name in roster
        for part in (name.lower().lstrip("@"), *name.lower().replace("@", " ").split())
        if len(part.strip(".")) > 1
    )


class People:
    """The people of a text: `ends[i]` is where a phrase that starts at word i ends, `starts[j]` its start, or -1.

    `names` are the words at which somebody is called by name or handle.
    """

    __slots__ = ("_known", "_tokens", "_words", "ends", "names", "starts")

    def __init__(self, tokens: Tokens, known: frozenset[str]) -> None:
        self._tokens = tokens
        self._words = tokens.words
        self._known = known
        self.ends = [-1] * (len(tokens) + 1)
        self.starts = [-1] * (len(tokens) + 1)
        self.names: set[int] = set()
        skip = 0
        for i in self._perhaps():
            if i >= skip and (end := self._head(i)):
                start = self._first(i) if self._words[i] in roles.NOUNS else self._titled(i)
                for k in range(start, i + 1):
                    self.ends[k] = end
                self.starts[end] = start
                skip = end

    def _perhaps(self) -> list[int]:
        """The words that can be a name or the head of a phrase at all; most words cannot."""
        known = self._known
        return [
            i
            for i, (word, capital) in enumerate(zip(self._words, self._tokens.capital, strict=True))
            if capital or word in _HEADS or word in known or "-" in word or "@" in word
        ]

    def _head(self, i: int) -> int:
        """The end of the name or role whose head is word i, or 0."""
        word, capital = self._words[i], self._tokens.capital[i]
        if (
            word in roles.ROLES
            or word.rpartition("-")[2] in roles.ROLES
            or (word in roles.WEAK_ROLES and self._human_before(i))
        ):
            return 0 if self._software_before(i) else i + 1
        if self._is_name(word, capital) or (capital and self._introduces(word, i)):
            self.names.add(i)
            return self._surname(i + 1)
        if self._stands_for_people(word, i):
            return i + 1
        return 0

    def _stands_for_people(self, word: str, i: int) -> bool:
        """Whether a pronoun, or the name of a team or of a place, means people."""
        if word in {"they", "them"}:
            return not self._things_before(i)
        if word in roles.PRONOUNS or word in roles.INDEFINITE or word in roles.OBJECTS:
            return True
        if word == "one":
            return self._words[i - 1 : i] == ["no"]
        return (word in roles.TEAMS and self._stands_alone(i)) or (word in roles.PLACES and self._place(i))

    def _things_before(self, i: int) -> bool:
        """Whether "they" at word i means things: the last plural before it is one ("the pods … they failed to")."""
        words, low = self._words, max(1, i - _MEMORY)
        if max(self.ends[max(0, i - _MEMORY) : i], default=-1) >= 0:
            return False  # people were named: they may be meant
        if words[i - 1 : i] == ["of"] and words[max(0, i - 2)] in roles.PARTS:
            return True
        return any(
            words[k].endswith("s") and len(words[k]) > 3 and words[k - 1] in roles.PLURAL_BEFORE for k in range(low, i)
        )

    def _is_name(self, word: str, capital: bool) -> bool:
        if "@" in word and len(word) > 1:
            return roles.MAILBOXES.isdisjoint(word.replace("@", " ").replace("-", " ").split()[:1])
        if word in self._known:
            return capital or word not in roles.CLOSERS
        return capital and word in GIVEN_NAMES

    def _introduces(self, word: str, i: int) -> bool:
        """Whether a title or an initial stands before a capitalised word ("Herr Wolff", "T. Marsh")."""
        if i + 1 >= len(self._words) or not self._tokens.capital[i + 1]:
            return False
        return word in roles.TITLES or (len(word) == 1 and word not in "ai" and self._words[i + 1].isalpha())

    def _surname(self, i: int) -> int:
        """Past the capitalised words that follow a given name ("Tamsin O'Dowd", "Sergei K.")."""
        words, capital = self._words, self._tokens.capital
        stop = min(len(words), i + 3)
        while i < stop and capital[i] and words[i] != "'s" and words[i] not in roles.CLOSERS:
            i += 1
        return i

    def _human_before(self, i: int) -> bool:
        before = self._words[i - 1] if i else ""
        if before == "'s":
            return self._words[i] in roles.OWNED
        if self._words[i + 1 : i + 2] == ["on"] and self._words[i + 2 : i + 3] in (["duty"], ["shift"], ["call"]):
            return True
        if before in roles.POSSESSIVES:
            return self._words[i] not in roles.MACHINES
        return before in roles.HUMAN_MODIFIERS

    def _software_before(self, i: int) -> bool:
        return i > 0 and self._words[i - 1] in roles.SOFT_MODIFIERS and self._words[i] in roles.WEAK_ROLES

    def _stands_alone(self, i: int) -> bool:
        before = self._words[i - 1] if i else "\n"
        return before in roles.CLAUSE_STARTS or before in roles.LINKS or before in roles.POSSESSIVES

    def _place(self, i: int) -> bool:
        """Whether a place stands for those who work there ("the jury office", not "the office")."""
        before = self._words[i - 1] if i else ""
        if before in roles.DETERMINERS:
            return self._words[i] in roles.STRONG_PLACES
        return before[-1:].isalpha() and before not in roles.NOT_IN_A_PHRASE and before not in roles.SOFT_MODIFIERS

    def _titled(self, i: int) -> int:
        """Where a name or pronoun begins: at the role before it, if there is one ("Duty engineer Tran")."""
        title = self.starts[i]
        return title if title >= 0 and self._words[i - 1] in roles.NOUNS else i

    def _first(self, head: int) -> int:
        """Where the noun phrase with this head begins: at its determiner, owner or describing words."""
        words, i = self._words, head
        low = max(0, head - _PHRASE)
        while i > low:
            before = words[i - 1]
            if before in roles.DETERMINERS or before in roles.POSSESSIVES:
                return i - 1
            if before == "'s":
                if not self._acts(head + 1):
                    return i  # "Viktor's on-call allowance" is not about his on-call
                return self.starts[i - 1] if self.starts[i - 1] >= 0 else max(0, i - 2)
            if before in roles.NOT_IN_A_PHRASE:
                break
            i -= 1
        start = head
        while start > low and words[start - 1] in roles.PHRASE_WORDS:
            start -= 1
        return start

    def subject(self, verb: int) -> int:
        """The first word of the phrase of people that is the subject of the verb at this word, or -1."""
        words, i = self._words, verb
        while i > 0 and (words[i - 1] in roles.BETWEEN or words[i - 1].endswith("ly")):
            i -= 1
        if self.starts[i] >= 0:
            return self._whole(self.starts[i])
        before = words[i - 1] if i else "\n"
        if before in roles.THINGS:
            return -1
        if before == "who":
            if self.starts[i - 1] >= 0:
                return self.starts[i - 1]
            return i - 1 if i < 2 or words[i - 2] in roles.CLAUSE_STARTS else i - 2
        if before in {"and", "but", "then", "or", ",", "nor"}:
            start = self._earlier(i - 1)
            return -1 if start >= 0 and words[self.ends[start]] == "'s" else start
        return self._trailing(i)

    def _whole(self, start: int) -> int:
        """If the phrase hangs on another ("someone in the team"), the start of that one."""
        if start >= 2 and self._words[start - 1] in roles.LINKS and self.starts[start - 1] >= 0:
            return self.starts[start - 1]
        return start

    def _trailing(self, i: int) -> int:
        """The subject when words follow its head: "somebody on intake", "the clerk at the registry"."""
        words = self._words
        for k in range(i - 1, max(0, i - _TRAILER), -1):
            if words[k] in roles.LINKS and self.starts[k] >= 0:
                return self.starts[k]
            if words[k] in roles.CLAUSE_STARTS or words[k] in roles.PRONOUNS:
                return -1
        return -1

    def _earlier(self, i: int) -> int:
        """The subject that a second verb shares: the last phrase of people that opens a clause before word i."""
        words = self._words
        for k in range(i, max(-1, i - _REACH), -1):
            opens = k == 0 or words[k - 1] in roles.CLAUSE_STARTS or words[k - 1][0].isdigit()
            if opens and k < self.ends[k] <= i + 1 and words[k] not in roles.OBJECTS and self._acts(self.ends[k]):
                return k
            if words[k] in BREAKS or (k < i and self._other_subject(k)):
                return -1
        return -1

    def _other_subject(self, k: int) -> bool:
        """Whether a thing becomes the subject at word k ("…, and the reader stopped")."""
        words = self._words
        if words[k] not in roles.ARTICLES or self.ends[k] >= 0 or not k or words[k - 1] not in roles.JOINS:
            return False
        for word in words[k + 1 : k + 6]:
            if word in roles.CLAUSE_STARTS:
                return False
            if word in PAST or word.endswith("ed") or word in roles.BETWEEN:
                return True
        return False

    def _acts(self, end: int) -> bool:
        """Whether a verb or a linking word follows a phrase, not one more noun ("management plane")."""
        word = self._words[end] if end < len(self._words) else "\n"
        return word in roles.CLOSERS or word in roles.BETWEEN or word in PAST or word.endswith(("ed", "s", "ly"))

    def opens_clause(self, i: int) -> int:
        """The people who act in the clause around word i, if a phrase of people opens that clause; else -1."""
        return self._earlier(i)

    def named(self, verb: int) -> bool:
        """Whether a capitalised word of unknown meaning stands where the subject of this verb would."""
        words, i = self._words, verb
        while i > 0 and words[i - 1] in roles.BETWEEN:
            i -= 1
        return i > 0 and self._tokens.capital[i - 1] and words[i - 1].isalpha() and words[i - 1] not in roles.CLOSERS
