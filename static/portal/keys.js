// Single keys. Markup declares them: data-key="n" (alternatives apart by spaces, "Ctrl+Enter" style), with
// data-key-label="Next question" and data-key-do="click|focus|toggle". registerKey adds what no element stands for.
// Without a modifier a key is dead while somebody types, and altogether where the person has switched keys off.

const registered = [];

// `handler(event)` may return false: not now, let the key be. Returns what takes it away again.
export function registerKey(keys, label, handler, { repeat = false } = {}) {
  const entry = { keys: keys.split(" "), label, handler, repeat };
  registered.push(entry);
  return () => registered.splice(registered.indexOf(entry), 1);
}

export function startKeys() {
  document.addEventListener("keydown", press);
  document.body.addEventListener("htmx:load", (event) => announce(event.target));
  announce(document.body);
  registerKey("?", "These keys", showKeys); // where there is no room for the button, too
  for (const button of document.querySelectorAll(".keys-button")) {
    button.hidden = false;
    button.addEventListener("click", showKeys);
  }
}

export function keysOn() {
  return document.body.dataset.keys !== "off";
}

function press(event) {
  const key = nameOf(event);
  if (!key || event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
  if (document.querySelector("dialog[open]")) return;
  const bare = !key.startsWith("Ctrl+");
  if (bare && (!keysOn() || isTyping(event.target))) return;
  if (key === "Enter" && event.target.closest("a, button, summary, input")) return;
  const element = declared().find((one) => one.dataset.key.split(" ").includes(key));
  const done = element ? act(element, event) : handled(key, event);
  if (done) event.preventDefault();
}

function handled(key, event) {
  return registered.some(
    (entry) => entry.keys.includes(key) && (!event.repeat || entry.repeat) && entry.handler(event) !== false,
  );
}

function act(element, event) {
  if (event.repeat) return true;
  const how = element.dataset.keyDo || "click";
  if (how === "focus") element.focus();
  else if (how === "toggle" && element instanceof HTMLDetailsElement) element.open = !element.open;
  else element.click();
  return true;
}

// "?" and "+" come with Shift on most keyboards; any other modifier means that the key isn't for us.
function nameOf(event) {
  if (event.altKey || event.getModifierState("AltGraph")) return "";
  if (event.ctrlKey || event.metaKey) return event.shiftKey ? "" : `Ctrl+${event.key}`;
  return event.shiftKey && /^[a-z]$/i.test(event.key) ? `Shift+${event.key.toLowerCase()}` : event.key;
}

function isTyping(target) {
  if (target.isContentEditable || target.closest("textarea, select")) return true;
  return target instanceof HTMLInputElement && !["radio", "checkbox", "button", "submit", "range"].includes(target.type);
}

function declared() {
  return [...document.querySelectorAll("[data-key]")].filter(
    (element) => !element.disabled && !element.closest("[inert]") && element.checkVisibility(),
  );
}

// For screen readers; not where single keys are off, for then they aren't shortcuts.
function announce(root) {
  for (const element of [root, ...root.querySelectorAll("[data-key]")]) {
    if (!element.dataset.key) continue;
    const keys = element.dataset.key.split(" ").filter((key) => keysOn() || key.startsWith("Ctrl+"));
    if (keys.length) element.setAttribute("aria-keyshortcuts", keys.join(" ").replaceAll("Ctrl+", "Control+"));
  }
}

// What acts here, each label once.
export function keysHere() {
  const all = [
    ...declared().map((one) => [one.dataset.key.split(" "), one.dataset.keyLabel || one.textContent.trim()]),
    ...registered.map((entry) => [entry.keys, entry.label]),
  ];
  return [...new Map(all.map(([keys, label]) => [label, { keys, label }])).values()];
}

function showKeys() {
  const dialog = document.createElement("dialog");
  dialog.className = "keys";
  dialog.setAttribute("aria-labelledby", "keys-title");
  const list = make("dl", "");
  for (const { keys, label } of keysHere()) {
    const row = make("div", "");
    const names = make("dt", "");
    keys.forEach((key) => names.append(make("kbd", key), " "));
    row.append(names, make("dd", label));
    list.append(row);
  }
  const title = make("h2", "Keys on this page");
  title.id = "keys-title";
  const hint = keysOn()
    ? "They do nothing while you type. The preferences switch them off."
    : "Single keys are switched off: only those with Ctrl act. The preferences switch them on.";
  const close = make("button", "Close");
  close.className = "primary";
  close.addEventListener("click", () => dialog.close());
  dialog.append(title, list, make("p", hint), close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function make(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
