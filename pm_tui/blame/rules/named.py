"""A person named under what went poorly.

Source: PagerDuty's post-mortem documentation (speak of roles, "any responder", not of names): whatever the verb, a name
there lets readers look at one person, where a condition would have met anybody.
"""

from pm_tui.blame.rules.rule import Rule

RULES = (
    Rule(
        "named",
        "hint",
        ("NAME",),
        where="poorly",
        denied=False,
        fires=("Alice restarted the wrong-sized pool.", "The page to Bob took twelve minutes."),
        quiet=("The page to the on-call engineer took twelve minutes.", "Jenkins ran out of disk."),
        question="Which condition made that hard, whoever stood there?",
    ),
)
