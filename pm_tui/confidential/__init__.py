"""What does not belong in a text that others will read: keys, passwords, machines, and what names a person.

>>> masked("The root password was toor123, ask kim@acme.io")
'The root password was [password], ask [e-mail]'
"""

from pm_tui.confidential.finder import Find, find, masked
from pm_tui.confidential.kinds import KINDS, Kind

__all__ = ["KINDS", "Find", "Kind", "find", "masked"]
