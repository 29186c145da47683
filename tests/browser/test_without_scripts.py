"""Who has no scripts still finds, reads and answers questions."""

from playwright.sync_api import expect

from tests.browser.portal import Portal


def test_queue_case_and_answer_work_without_scripts(portal: Portal) -> None:
    task = portal.station.question("clerk")
    page = portal.open("/queue/", java_script_enabled=False)
    page.click(f"a[href^='/tasks/{task}/']")
    expect(page.locator("h1")).not_to_be_empty()
    expect(page.locator(".paper").first).to_be_visible()
    page.click("label[for=choice-refuse]")
    page.fill("#note", "Not ours.")
    page.click("form.answer button.primary")
    expect(page.locator(".toast.undo")).to_be_visible()
    (decision,) = portal.station.decisions(task)
    assert decision == ("refuse", "clerk", "Not ours.")
    page.click(".toast.undo button")
    assert portal.station.taken_back(task) == 1


def test_the_documents_of_a_case_are_reached_without_scripts(portal: Portal) -> None:
    page = portal.open(f"/cases/{portal.station.case_in('completed')}/", java_script_enabled=False)
    tabs = page.locator(".paper-tabs a")
    assert tabs.count() >= 2
    tabs.nth(1).click()
    expect(page.locator(".paper").nth(1)).to_be_visible()
    expect(page.locator(".paper").nth(0)).to_be_hidden()
