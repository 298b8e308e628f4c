"""All rules in one row."""

from pm_tui.blame.rules import cause, fault, named, person, standard
from pm_tui.blame.rules.rule import Rule

RULES: tuple[Rule, ...] = cause.RULES + fault.RULES + standard.RULES + person.RULES + named.RULES
