"""What spares a sentence: it gives a reason, denies the blame, or talks about the words themselves."""

from pm_tui.blame.tokens import vocabulary

# Words that give the context of an act: it made sense then and there.
REASONS = vocabulary("""
because since instructs instructed allowed allows according shows showed says listed lists per asked agreed
agreement expected expects having default defaults identical looked
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
SPEECH_PAIRS = frozenset({("the", "word"), ("the", "words"), ("the", "term"), ("a", "term")})

# Words of a good end: "thanks to Alice" means it.
GOOD = vocabulary(
    "within quickly early earlier noticed only saved avoided caught restored spotted recovered quick faster"
)

DENIALS = vocabulary("not no nobody none never neither nor without noone nothing hardly cannot")
