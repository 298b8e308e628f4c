"""What holds for all tests.

Each change is judged on the same examples. HYPOTHESIS_PROFILE=long looks for new ones, and for more of them, on a night
on which nobody waits.
"""

import gc
import os

import pytest
from hypothesis import settings

GARBAGE = 400_000
"""Objects, after whose making the garbage is collected between two tests."""

settings.register_profile("short", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("long", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))


@pytest.fixture(scope="session", autouse=True)
def backups_of_their_own(tmp_path_factory):
    """Backups are made where the tests of this run are, also by the programs that they start."""
    os.environ["PM_TUI_STATE"] = str(tmp_path_factory.mktemp("state"))


def pytest_collection_finish():
    """Collect no garbage while a test runs: a fifth of the time of those with a screen went into that."""
    gc.collect()
    gc.freeze()
    gc.disable()


@pytest.fixture(autouse=True)
def no_garbage_heaps_up():
    """Collect between tests, now and then. What is left is in a cache: it need not be looked through again."""
    yield
    if gc.get_count()[0] > GARBAGE:
        gc.collect()
        gc.freeze()
