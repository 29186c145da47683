// What every page wants. Parts of pages register themselves; each does nothing where its part isn't.

import "./decide.js";
import { startKeys } from "./keys.js";
import "./lease.js";
import "./queue.js";
import { toast } from "./toast.js";
import "./viewer.js";

startKeys();

// The menu under the person's name closes like any menu.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.person[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.person[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.body.addEventListener("htmx:sendError", () => {
  toast("The server can't be reached. Nothing was changed; try again in a moment.", { kind: "late" });
});
document.body.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  toast(`That didn't work (${status}). Reload the page, then try again.`, { kind: "late" });
});
