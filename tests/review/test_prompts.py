import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from pm_tui.review.model import Action, Answer, Event, Lesson, Moment, Review, Why
from pm_tui.review.prompts import FORWARD, LONG_QUOTE_WIDTH, QUOTE_WIDTH, name, quote, raised
from pm_tui.review.vocabulary import ACTION_KINDS, Milestone

NINE = dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC)


def row(key: int, minutes: int, text: str, *milestones: Milestone) -> Event:
    moment = NINE + dt.timedelta(minutes=minutes)
    return Event(id=key, at=Moment(moment, moment, 0, "exact"), text=text, milestones=milestones)


REVIEW = Review(
    events=(
        row(11, 2, "First write refused", "started"),
        row(12, 14, "Pager: write errors\nat 12 %", "detected"),
        row(13, 50, "Rollback begins"),
        row(14, 55, "", "resolved"),
    ),
    whys=(Why(id=22, parent=21, text="no config in eu-west"), Why(id=21, text="writes were refused"), Why(id=23)),
    lessons=(
        Lesson(id=31, kind="lucky", text="A colleague was awake"),
        Lesson(id=32, kind="poorly", text="Updates came late"),
        Lesson(id=33, kind="well", text="The rollback worked"),
        Lesson(id=34, kind="poorly", text="  "),
    ),
    actions=(Action(id=41, kind="detection", title="Page on refused writes"),),
)


def ids(review: Review) -> list[str]:
    return [prompt.id for prompt in raised(review)]


def test_prompts_come_in_walking_order():
    assert ids(REVIEW) == [
        "interval:detected",
        "gap:12",
        "interval:resolved",
        "why:21",
        "why:22",
        "poorly:32",
        "lucky:31",
        *(f"kind:{kind}" for kind in ACTION_KINDS if kind != "detection"),
    ]


def test_an_interval_asks_with_its_facts_and_looks_forward():
    detect, _, resolve, *_ = raised(REVIEW)
    assert detect.title == "time to detect"
    assert detect.text == (
        "12 minutes from “First write refused” to “Pager: write errors at 12 %”. How could this be shorter?"
    )
    assert detect.forward == FORWARD
    assert detect.about == 12
    assert detect.quotes == ("First write refused", "Pager: write errors\nat 12 %")
    assert resolve.text.startswith("41 minutes from “Pager: write errors at 12 %” to the end.")


def test_a_gap_is_about_the_row_before_it():
    gap = raised(REVIEW)[1]
    assert (gap.about, gap.title) == (12, "gap of 36 min")
    assert "36 minutes without a row between “Pager" in gap.text


def test_a_step_that_took_no_time_asks_nothing():
    events = (row(1, 0, "Writes fail", "started"), row(2, 5, "Page, taken at once", "detected", "acknowledged"))
    assert ids(Review(events=events))[:1] == ["interval:detected"]
    assert "interval:acknowledged" not in ids(Review(events=events))


def test_missing_kinds_are_asked_for_once_there_is_anything_to_act_on():
    assert ids(Review()) == []
    assert ids(Review(events=(row(1, 0, "Writes fail"),))) == []
    assert ids(Review(whys=(Why(id=1, text="no check"),))) == ["why:1", *(f"kind:{kind}" for kind in ACTION_KINDS)]
    every = tuple(Action(id=number, kind=kind) for number, kind in enumerate(ACTION_KINDS, 1))
    assert ids(Review(actions=every)) == []
    assert ids(Review(actions=every[1:])) == ["kind:prevention"]


def test_a_prompt_has_a_name_even_when_it_is_no_longer_raised():
    assert name(REVIEW, "interval:identified") == "time to identify"
    assert name(REVIEW, "gap:13") == "the gap after “Rollback begins”"
    assert name(REVIEW, "why:22") == "why: “no config in eu-west”"
    assert name(REVIEW, "poorly:32") == "went poorly: “Updates came late”"
    assert name(REVIEW, "lucky:31") == "luck: “A colleague was awake”"
    assert name(REVIEW, "kind:mitigation") == "an action for mitigation"
    gone = Review(answers=(Answer(id=1, prompt="own:cost", asked="What did it cost?"),))
    assert name(gone, "own:cost") == "What did it cost?"
    assert name(gone, "why:" + "9" * 5000) == "an earlier question"


def test_a_quote_is_one_short_line():
    assert quote("two\n words ") == "“two words”"
    assert quote("one two three", 9) == "“one two…”"
    assert quote("unbroken", 5) == "“unbr…”"


@given(st.text(min_size=1, max_size=400), st.sampled_from(["event", "why", "poorly"]))
def test_questions_stay_short_and_on_one_line_whatever_was_written(text, where):
    lessons = (Lesson(id=5, kind="poorly", text=text),) if where == "poorly" else ()
    whys = (Why(id=6, text=text),) if where == "why" else ()
    events = (row(1, 0, text, "started"), row(2, 9, text, "detected")) if where == "event" else ()
    for prompt in raised(Review(lessons=lessons, whys=whys, events=events)):
        assert len(prompt.text.splitlines()) == 1
        assert len(prompt.text) < max(LONG_QUOTE_WIDTH, 2 * QUOTE_WIDTH) + 100
        assert set(prompt.quotes) <= {text}
