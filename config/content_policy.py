"""What a page may load and do: only what this installation serves itself, and nothing written into the page.

One policy for portal and admin. Files of strangers have a narrower one, set where they are served.
"""

from collections.abc import Mapping, Sequence

from csp.constants import NONE, SELF

# Where browsers tell of what they refused (exceptions_queue.views.csp_report).
REPORTS = "/csp-report/"

DIRECTIVES: Mapping[str, Sequence[str]] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "connect-src": [SELF],
    "font-src": [NONE],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "report-uri": [REPORTS],
}
