"""What happens between two people, two windows or two presses: nothing is lost, nothing counts twice."""

from playwright.sync_api import Page, expect

from tests.browser.portal import Portal

NOTE = "Checked with the buyer; £1.50 more was agreed."


def write_answer(page: Page, digit: str = "1", note: str = NOTE) -> None:
    page.keyboard.press(digit)
    page.fill("#note", note)


def test_an_old_window_is_told_and_keeps_the_note(portal: Portal) -> None:
    portal.expected = {409}
    task = portal.station.question("clerk")
    old = portal.open(f"/tasks/{task}/")
    write_answer(old)
    other = portal.open(f"/tasks/{task}/")
    other.keyboard.press("a")  # the question changes: it is this person's own now
    expect(other.locator(".standing")).to_contain_text("Given to")
    old.keyboard.press("Control+Enter")
    expect(old.locator("#problems")).to_be_visible()
    assert old.input_value("#note") == NOTE
    assert portal.station.decisions(task) == []


def test_a_lease_that_is_lost_says_so_and_keeps_what_was_typed(portal: Portal) -> None:
    portal.expected = {409}
    task = portal.station.question("clerk")
    context = portal.context("clerk")
    mine = context.new_page()
    mine.clock.install()
    mine.goto(f"/tasks/{task}/")
    write_answer(mine)
    theirs = portal.open(f"/tasks/{task}/", "deputy")
    theirs.get_by_role("button", name="Take it over").click()
    theirs.wait_for_load_state()
    mine.clock.run_for(61_000)
    expect(mine.locator(".lease.lost")).to_be_visible()
    assert mine.input_value("#note") == NOTE
    mine.keyboard.press("Control+Enter")
    expect(mine.locator("#problems")).to_be_visible()
    assert mine.input_value("#note") == NOTE
    assert portal.station.decisions(task) == []


def test_pressing_twice_answers_once(portal: Portal) -> None:
    task = portal.station.question("clerk")
    page = portal.open(f"/tasks/{task}/")
    write_answer(page, page.locator("#choice-refuse").get_attribute("data-key") or "")
    page.evaluate(
        """() => {
          const press = () => document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", {key: "Enter", ctrlKey: true, bubbles: true, cancelable: true}));
          press(); press();
        }"""
    )
    expect(page.locator(".toast.undo")).to_be_visible()
    assert len(portal.station.decisions(task)) == 1


def test_back_to_an_answered_question_shows_its_answer(portal: Portal) -> None:
    portal.expected = {409}
    task = portal.station.question("clerk")
    page = portal.open("/queue/")
    page.goto(f"/tasks/{task}/")
    write_answer(page, page.locator("#choice-refuse").get_attribute("data-key") or "")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast.undo")).to_be_visible()
    page.go_back()
    page.wait_for_url(f"**/tasks/{task}/**")
    # The page is shown anew; where a browser keeps the old one, its answer is refused.
    if page.locator("form[data-answer]").count():
        page.fill("#note", "Something else")
        page.keyboard.press("Control+Enter")
    expect(page.locator("#decision")).to_contain_text("The answer")
    assert len(portal.station.decisions(task)) == 1
