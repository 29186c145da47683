"""Ten questions of at least six reasons, answered without a mouse."""

from collections import Counter

from tests.browser.hands import ANSWERS, begin, reason_of, task_of
from tests.browser.portal import Portal

MOST_PRESSES = 3


def answered(portal: Portal, user: str, count: int) -> list[tuple[int, str, str]]:
    """So many questions, one after the other as they come: the task, its reason, what was chosen."""
    hands = begin(portal, user)
    done = []
    for _ in range(count):
        task = task_of(hands.page)
        reason = reason_of(portal.station, task)
        assert hands.answer(ANSWERS[reason]) <= MOST_PRESSES
        done.append((task, reason, ANSWERS[reason]))
    return done


def test_ten_questions_are_answered_by_keyboard_alone(portal: Portal) -> None:
    done = [("clerk", *one) for one in answered(portal, "clerk", 9)]
    done += [("approver", *one) for one in answered(portal, "approver", 1)]
    assert len({reason for _, _, reason, _ in done}) >= 6

    station = portal.station
    cases = {
        task: str(station.value("SELECT case_id FROM workflow_task WHERE id = %s", task)) for _, task, _, _ in done
    }
    station.system.rest(cases.values())
    for user, task, reason, choice in done:
        story = station.system.case(cases[task])
        (told,) = [one for one in story["tasks"] if one["id"] == str(task)]
        assert (told["reason"], told["state"], told["choice"], told["decided_by"]) == (reason, "decided", choice, user)
        assert [(made, by) for made, by, _ in station.decisions(task)] == [(choice, user)]
        assert story["state"] == {"refuse": "refused", "set_aside": "ignored"}.get(choice, "completed"), (reason, story)
    assert Counter(len(station.decisions(task)) for _, task, _, _ in done) == {1: 10}
