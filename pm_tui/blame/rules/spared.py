"""What spares a sentence: it gives a reason, denies the blame, or talks about the words themselves."""

from pm_tui.blame.tokens import vocabulary

# Words that give the context of an act: it made sense then and there.
REASONS = vocabulary("""
because since instructs instructed allowed allows according shows showed says listed lists per asked agreed
agreement expected expects having default defaults identical looked purpose intentionally okay
""")

# Two-word openings of a reason.
REASON_PAIRS = frozenset(
    {
        *(("as", word) for word in ("the", "its", "his", "her", "their", "it", "instructed", "agreed", "every")),
        *(("so", word) for word in ("the", "that", "he", "she", "they")),
        *((word, "the") for word in ("which", "when", "while")),
        ("had", "been"),
        ("was", "told"),
        ("were", "told"),
        ("in", "good"),
        ("by", "agreement"),
    }
)
NO_REASON = vocabulary("usual ever always if well always far soon per a")

# Words of talk about wording and about blame itself: the sentence reports or refuses a phrase, it does not use it.
ABOUT_WORDS = vocabulary("""
wording phrase phrases blameless wordings reword rephrase euphemism facilitator
minuted objection blaming scapegoat scapegoating unfounded unfair unjust witch wrongly-accused
""")

CONTRASTS = vocabulary("although though despite")
# Behind "as" and people, these tell of a norm and not of a reason ("as she should have").
NORMS = vocabulary("should ought did usually always often likes pleases was were")
SPEECH_PAIRS = frozenset({("draft", "said"), ("the", "word"), ("the", "words"), ("the", "term"), ("a", "term")})

# The words behind these are a name that somebody gave to it ("a box marked human error").
NAMING = vocabulary("called marked labelled labeled titled named under headed")

# A question in good faith: its answer is wanted for what it tells.
IN_GOOD_FAITH = frozenset({("so", "we"), ("that", "we")})

# "We" who say it with one of these are thinking aloud.
SOFTLY = vocabulary("perhaps maybe probably possibly ideally")
# Behind one of these it is a wish, whoever it is about.
KINDLY = vocabulary("good nice better helpful useful easier wish wished")

# Who would have done the same stands beside people, not above them.
ALIKE = vocabulary("same too well")

# What is broken for the better.
BROKEN_WELL = vocabulary("seal seals dependency dependencies loop cycle deadlock link tie chain glass circuit")

# Words of a good end: "thanks to Alice" means it.
GOOD = vocabulary(
    "within quickly early earlier noticed only saved avoided caught restored spotted recovered quick faster"
)

DENIALS = vocabulary("not no nobody none never neither nor without noone nothing hardly cannot")
