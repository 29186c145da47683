"""axe-core, which knows the rules of accessibility that a machine can check."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "axe" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN = """
axe.run(document, {runOnly: %s, resultTypes: ["violations"]}).then(({violations, passes}) => ({
  passed: passes.length,
  violations: violations.flatMap(({id, help, nodes}) =>
    nodes.map(({target, html, any}) =>
      `${id} (${help}): ${target} ${html.slice(0, 160)} ${any.map((one) => one.message)}`)),
}))
"""


def violations(page: Page) -> list[str]:
    """Every broken rule, with the element that breaks it.

    The script comes in by the debugger: the content policy stays as it is for the page.
    """
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text("utf-8")})
    run = {"expression": RUN % list(RULES), "awaitPromise": True, "returnByValue": True}
    said = session.send("Runtime.evaluate", run)["result"]["value"]
    session.detach()
    assert said["passed"] > 5, "axe has looked at nothing"
    found: list[str] = said["violations"]
    return found
