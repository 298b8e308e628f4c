"""What an export says of confidential words, and when customers get their version."""

import datetime as dt

import msgspec
import pytest

from pm_tui import cli
from pm_tui.review import customer
from pm_tui.review.customer_records import Customer
from pm_tui.review.model import Header, Review
from pm_tui.store.files import ReviewFile

NOW = dt.datetime(2026, 3, 14, 15, 0, tzinfo=dt.UTC)
SECRET = "The password was toor123."


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a command on a review in this process and return its exit code, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PM_TUI_SETTINGS", str(tmp_path / "user.toml"))

    def run(review, *arguments):
        (tmp_path / "one.json").unlink(missing_ok=True)
        ReviewFile.create(tmp_path / "one.json", review)
        code = cli.main([arguments[0], "one.json", *arguments[1:]])
        return code, *capsys.readouterr()

    return run


def test_an_export_says_how_many_are_where_and_goes_on(run):
    review = Review(header=Header(summary=SECRET))
    code, out, err = run(review, "export")
    assert code == 0
    assert SECRET in out
    assert err == (
        "pm-tui: 1 thing in it may be confidential: a password in header:summary. See: pm-tui check one.json\n"
    )
    assert run(review, "export", "--strict")[:2] == (1, "")
    assert run(Review(), "export", "--strict")[0] == 0
    assert "confidential" in run(review, "check")[1]


def test_customers_get_nothing_before_it_is_settled_and_agreed_on(run, tmp_path):
    (tmp_path / "pm-tui.toml").write_text('roster = ["Zoe"]\n', encoding="utf-8")
    code, out, err = run(Review(), "export", "--to", "customer", "--draft")
    assert (code, out) == (1, "")
    assert "no customer version yet" in err
    review = Review(customer=Customer(text=f"It was down.\n{SECRET}\nZoe fixed it.", status="in review"))
    code, out, err = run(review, "export", "--to", "customer", "--draft")
    assert (code, out) == (1, "")
    assert "2 things in it are to be masked or accepted first. Line 2: a password. Line 3: somebody's name." in err
    assert "toor" not in err
    settled = customer.write(review, "It was down.")
    assert run(settled, "export", "--to", "customer")[:2] == (1, "")
    assert "--draft" in run(settled, "export", "--to", "customer")[2]
    code, out, err = run(settled, "export", "--to", "customer", "--draft")
    assert (code, err) == (0, "")
    assert out.startswith("**DRAFT")
    agreed = customer.agree(settled, "Ada", (), NOW, lambda: 1)
    assert run(agreed, "export", "--to", "customer") == (0, "It was down.\n", "")
    waiting = msgspec.structs.replace(agreed.customer, approvers=("Ada", "Legal"))
    err = run(msgspec.structs.replace(agreed, customer=waiting), "export", "--to", "customer")[2]
    assert "not agreed on yet (waiting for Legal)" in err
