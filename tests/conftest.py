"""What holds for all tests. HYPOTHESIS_PROFILE=long looks further, for a night on which nobody waits."""

import os

from hypothesis import settings

settings.register_profile("short", max_examples=50, deadline=None)
settings.register_profile("long", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))
