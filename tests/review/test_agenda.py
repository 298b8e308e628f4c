from pm_tui.review import agenda
from pm_tui.review.gathering import Stage


def test_the_default_is_an_hour_and_every_stage_has_a_name():
    assert sum(stage.minutes for stage in agenda.AGENDA) == 60
    assert [stage.key for stage in agenda.AGENDA] == list(agenda.TITLES)
    assert agenda.stages(agenda.MINUTES) == agenda.AGENDA


def test_a_stage_of_the_teams_own_is_called_by_its_key():
    assert agenda.stages({"war room": 2.5}) == (Stage("war room", 2.5),)
    assert agenda.title("summary") == "Summary and impact"
    assert agenda.title("war  room\n") == "War room"
    assert agenda.title("") == ""
