// The queue by keyboard: j and k go through the rows, x selects; a and s act on what is selected, else on the row.

import { registerKey } from "./keys.js";

const PLACE = "queue.place";
const form = document.querySelector("form.selection");
if (form) start(form);

const filters = document.querySelector("form.filters");
// What is left empty needs no place in the address.
filters?.addEventListener("formdata", ({ formData }) => {
  for (const [name, value] of [...formData]) if (!value) formData.delete(name);
});

function start(form) {
  const rows = [...form.querySelectorAll("tbody tr")];
  const boxes = [...form.querySelectorAll("tbody .pick input")];
  const links = rows.map((row) => row.querySelector("a"));
  const all = form.querySelector(".pick input.all");
  const said = form.querySelector("output");
  let last = -1; // comes back where it was after a look at something else

  const here = () => rows.findIndex((row) => row.contains(document.activeElement));
  const row = () => (here() < 0 ? last : here());
  const chosen = () => boxes.filter((box) => box.checked);

  function go(step) {
    const to = row() + step;
    if (to >= rows.length) document.querySelector('.pages a[rel="next"]')?.focus();
    else links[Math.max(to, 0)].focus();
  }

  function tell() {
    if (!said) return;
    const count = chosen().length;
    said.textContent = count ? ` ${count}` : "";
    all.checked = count === rows.length;
    all.indeterminate = count > 0 && !all.checked;
  }

  // Acts on the selected rows; where there are none, on the one where the person is.
  function withRows(act) {
    if (!chosen().length && row() >= 0) boxes[row()].checked = true;
    tell();
    return chosen().length ? act() : false;
  }

  form.addEventListener("focusin", () => {
    if (here() >= 0) last = here();
  });
  form.addEventListener("change", (event) => {
    if (event.target === all) for (const box of boxes) box.checked = all.checked;
    tell();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches(".pick input")) return;
    event.preventDefault(); // Enter in a tick box would press the form's first button
    links[boxes.indexOf(event.target)]?.click();
  });
  // After a deed for several the list comes anew: the person goes on where the first of them was.
  form.addEventListener("submit", () => {
    const first = boxes.findIndex((box) => box.checked);
    if (first >= 0) sessionStorage.setItem(PLACE, first);
  });
  const place = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  if (place !== null) links[Math.min(Number(place), links.length - 1)]?.focus();
  addEventListener("pageshow", tell); // the browser keeps what was selected

  registerKey("j", "Next row", () => go(1), { repeat: true });
  registerKey("k", "Row before", () => go(-1), { repeat: true });
  registerKey("Enter", "Open the row", () => (row() < 0 ? false : links[row()].click()));
  if (!said) return; // reads along: nothing to do with a row but to open it

  all.hidden = false;
  registerKey("x", "Select the row", () => (row() < 0 ? false : boxes[row()].click()));
  registerKey("a", "Assign to me", () => withRows(() => form.querySelector('[value="mine"]').click()));
  registerKey("s", "Snooze", () =>
    withRows(() => {
      const menu = form.querySelector(".snooze");
      menu.open = true;
      menu.querySelector("button").focus();
    }),
  );
}
