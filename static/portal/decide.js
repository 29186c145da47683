// The page of a question: one answer is sent once, what the facts offer becomes a value, an answer can be undone.
// Boxing fields and taking words from the document is the viewer's (viewer.js).

import { registerKey } from "./keys.js";

const form = document.querySelector("form[data-answer]");

if (form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
  // Back from the next page: the answer may be given again, or the server says what became of it.
  addEventListener("pageshow", () => delete form.dataset.sent);
  form.addEventListener("change", ({ target }) => {
    if (target.name === "choice") form.elements.note.required = target.hasAttribute("data-needs-note");
  });
  // Enter in a choice or a value would send the form: only its button does, and Ctrl+Enter.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && event.target instanceof HTMLInputElement) event.preventDefault();
  });
  // Where a key selects, Tab goes on from there.
  form.addEventListener("click", ({ target }) => {
    if (target.name === "choice") target.focus({ preventScroll: true });
  });
}

// Something that the facts offer, with the field that it is for: in the choice that is selected, else in the first
// that knows the field, and then that one is selected.
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-give]");
  if (!button || !form) return;
  const named = (one) => one.dataset.field === button.dataset.give;
  const inputs = [...form.querySelectorAll("input[data-field]")].filter(named);
  const input = inputs.find((one) => one.checkVisibility()) ?? inputs[0];
  if (!input) return;
  const radio = input.closest(".offer").querySelector("[name=choice]");
  if (!radio.checked) radio.click();
  input.closest("details")?.setAttribute("open", "");
  input.value = button.dataset.value;
  input.focus();
});

// A box on the document leads to its field: to the input for it where one is open, else to the facts.
document.addEventListener("portal:field", ({ detail }) => {
  if (detail.from !== "page") return;
  const places = [...document.querySelectorAll("input[data-field], button[data-field]")];
  places.find((one) => one.dataset.field === detail.name && one.checkVisibility())?.focus();
});

const fields = [...document.querySelectorAll("button[data-field]")];
if (fields.length) {
  const move = (by) => () => {
    const at = fields.indexOf(document.activeElement);
    fields[at < 0 ? 0 : Math.min(Math.max(at + by, 0), fields.length - 1)].focus();
  };
  registerKey("j", "Next field, boxed on the document", move(1), { repeat: true });
  registerKey("k", "Field before", move(-1), { repeat: true });
}

// The server said how many seconds are left: its clock counts, not this machine's.
for (const undo of document.querySelectorAll("[data-undo-seconds]")) {
  const end = performance.now() + undo.dataset.undoSeconds * 1000;
  const count = undo.querySelector(".countdown");
  const timer = setInterval(() => {
    const left = Math.ceil((end - performance.now()) / 1000);
    count.textContent = `${Math.max(left, 0)} s`;
    if (left > 0) return;
    clearInterval(timer);
    undo.remove();
  }, 250);
}
