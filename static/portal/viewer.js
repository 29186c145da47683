// The pane of papers: tabs, zoom, turning, leafing; the box of the field in focus; taking a word from the page.
//
// The event `portal:field` {name, from} goes both ways on document: from "page" when somebody clicks a box, from
// anywhere else to have a field boxed. `portal:take` {text, append} goes to the input that takes a word; who
// prevents its default puts the text in place themselves.

import { registerKey } from "./keys.js";

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
const TYPED = "textarea, input:is(:not([type]), [type=text], [type=search])";
const DRAG = 5; // pixels: less is a click

const pane = document.querySelector(".papers");
if (pane?.querySelector(".paper")) start(pane);

function start(pane) {
  const tabs = [...pane.querySelectorAll("[data-tab]")];
  const papers = new Map([...pane.querySelectorAll(".paper")].map((one) => [one.dataset.paper, paperIn(one)]));
  let current = papers.get([...papers.keys()].find((id) => !papers.get(id).root.hidden));

  function show(id, { focus = false } = {}) {
    current = papers.get(id);
    for (const tab of tabs) {
      const on = tab.dataset.tab === id;
      tab.setAttribute("aria-selected", on);
      tab.tabIndex = on ? 0 : -1;
      papers.get(tab.dataset.tab).root.hidden = !on;
      if (on && focus) tab.focus();
    }
    current.tell();
  }

  function next(step, focus) {
    const at = tabs.findIndex((tab) => tab.dataset.tab === current.root.dataset.paper);
    show(tabs.at((at + step) % tabs.length).dataset.tab, { focus });
  }

  asTabs(pane, tabs, show, next);
  for (const one of papers.values()) one.tools(pane);

  const keys = { "[": "back", "]": "on", "-": "smaller", 0: "fit", r: "turn" };
  const labels = { back: "Page before", on: "Next page", smaller: "Smaller", fit: "As wide as the pane", turn: "Turn the pages" };
  for (const [key, deed] of Object.entries(keys)) {
    registerKey(key, labels[deed], () => current.act(deed), { repeat: deed !== "turn" });
  }
  registerKey("+ =", "Larger", () => current.act("larger"), { repeat: true });
  if (tabs.length > 1) registerKey("t", "Next document", () => next(1, false));

  // The view ends where the window does, so that all of it can be seen without scrolling both.
  const fit = () => {
    const top = current.root.querySelector(".paper-view").getBoundingClientRect().top;
    pane.style.setProperty("--room", `${Math.round(innerHeight - Math.max(top, 0) - 10)}px`);
  };
  addEventListener("scroll", () => requestAnimationFrame(fit), { passive: true });
  addEventListener("resize", fit);
  fit();

  fields(pane, papers, show, () => current);
  takeWords(pane, papers);
}

function asTabs(pane, tabs, show, next) {
  const list = pane.querySelector(".paper-tabs");
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-labelledby", "papers-title");
  for (const tab of tabs) {
    const on = tab.getAttribute("aria-current") === "true";
    const panel = pane.querySelector(`#paper-${CSS.escape(tab.dataset.tab)}`);
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-selected", on);
    tab.setAttribute("aria-controls", panel.id);
    tab.removeAttribute("aria-current");
    tab.tabIndex = on ? 0 : -1;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    tab.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      show(tab.dataset.tab);
    });
  }
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    next(step, true);
  });
}

// One paper: its pages, how large and how turned they are.
function paperIn(root) {
  const view = root.querySelector(".paper-view");
  const sheets = [...root.querySelectorAll(".sheet")];
  let zoom = ZOOMS.indexOf(1);
  let turned = 0;
  let words = null;

  const deeds = {
    back: () => leaf(-1),
    on: () => leaf(1),
    smaller: () => scale(zoom - 1),
    larger: () => scale(zoom + 1),
    fit: () => scale(ZOOMS.indexOf(1)),
    turn: () => turn((turned + 90) % 360),
  };

  // The page that covers the upper third of the view.
  function now() {
    const line = view.getBoundingClientRect().top + view.clientHeight / 3;
    const found = sheets.findLastIndex((sheet) => sheet.getBoundingClientRect().top <= line);
    return Math.max(found, 0);
  }

  function leaf(step) {
    const to = sheets[now() + step];
    if (to) view.scrollTop += to.getBoundingClientRect().top - view.getBoundingClientRect().top - 8;
  }

  // What was in the middle stays there.
  function scale(to) {
    const middle = (view.scrollTop + view.clientHeight / 2) / view.scrollHeight;
    const centre = (view.scrollLeft + view.clientWidth / 2) / view.scrollWidth;
    zoom = Math.min(Math.max(to, 0), ZOOMS.length - 1);
    view.style.setProperty("--zoom", ZOOMS[zoom]);
    view.scrollTop = middle * view.scrollHeight - view.clientHeight / 2;
    view.scrollLeft = centre * view.scrollWidth - view.clientWidth / 2;
  }

  function turn(to) {
    const page = now();
    turned = to;
    root.dataset.turned = to;
    const across = to % 180 !== 0;
    for (const sheet of sheets) {
      const face = sheet.querySelector(".face").style;
      const { width, height } = sheet.dataset;
      sheet.style.aspectRatio = across ? `${height} / ${width}` : "";
      face.position = across ? "absolute" : "";
      face.left = face.top = across ? "50%" : "";
      face.width = across ? `${(100 * width) / height}%` : "";
      face.transform = `${across ? "translate(-50%, -50%) " : ""}rotate(${to}deg)`;
    }
    leaf(page - now());
  }

  function tell() {
    if (!sheets.length) return;
    const page = now();
    root.querySelector("[data-now]").textContent = sheets[page].dataset.page;
    root.querySelector("[data-zoom]").textContent = `${ZOOMS[zoom] * 100} %`;
    root.querySelector('[data-do="back"]').disabled = page === 0;
    root.querySelector('[data-do="on"]').disabled = page === sheets.length - 1;
    root.querySelector('[data-do="smaller"]').disabled = zoom === 0;
    root.querySelector('[data-do="larger"]').disabled = zoom === ZOOMS.length - 1;
  }

  function act(deed) {
    if (!sheets.length) return false;
    deeds[deed]();
    const boxed = deed === "back" || deed === "on" ? null : root.querySelector(".marks .on");
    if (boxed) bring(boxed);
    tell();
    return true;
  }

  function tools() {
    if (!sheets.length) return;
    const bar = root.querySelector(".paper-tools");
    bar.hidden = false;
    bar.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button) act(button.dataset.do);
    });
    view.addEventListener("scroll", () => requestAnimationFrame(tell), { passive: true });
    tell();
  }

  // Only as far as needed, and only in the view: the page around it stays where it is.
  function bring(box) {
    const whole = view.getBoundingClientRect();
    const visible = { top: Math.max(whole.top, 0), bottom: Math.min(whole.bottom, innerHeight) };
    const seen = visible.top < visible.bottom ? { left: whole.left, right: whole.right, ...visible } : whole;
    const place = box.getBoundingClientRect();
    if (place.top < seen.top || place.bottom > seen.bottom) {
      view.scrollTop += (place.top + place.bottom - seen.top - seen.bottom) / 2;
    }
    if (place.left < seen.left || place.right > seen.right) {
      view.scrollLeft += (place.left + place.right - seen.left - seen.right) / 2;
    }
    tell();
  }

  // Where a point of the screen lies on the sheet's page, in points.
  function pointOn(sheet, event) {
    const place = sheet.querySelector(".face").getBoundingClientRect();
    const across = (event.clientX - place.left) / place.width;
    const down = (event.clientY - place.top) / place.height;
    const [x, y] = { 0: [across, down], 90: [down, 1 - across], 180: [1 - across, 1 - down], 270: [1 - down, across] }[turned];
    return [x * sheet.dataset.width, y * sheet.dataset.height];
  }

  function wordsOn(sheet) {
    words ??= fetch(root.dataset.words, { headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok ? answer.json() : {}))
      .catch(() => ((words = null), {}));
    return words.then((pages) => pages[sheet.dataset.page] ?? []);
  }

  return { root, act, tools, tell, bring, pointOn, wordsOn };
}

function fields(pane, papers, show, current) {
  let marked = "";

  function mark(name) {
    marked = name;
    for (const box of pane.querySelectorAll(".marks .on")) box.classList.remove("on");
    const boxes = [...pane.querySelectorAll(`rect[data-field="${CSS.escape(name)}"]`)];
    for (const box of boxes) box.classList.add("on");
    const first = boxes.find((box) => current().root.contains(box)) ?? boxes[0];
    if (!first) return;
    const { paper } = first.closest(".paper").dataset;
    if (papers.get(paper) !== current()) show(paper);
    current().bring(first);
  }

  document.addEventListener("portal:field", (event) => {
    if (event.detail.from !== "page") mark(event.detail.name ?? "");
  });
  // A fact that is reached by keyboard or mouse is boxed; a click brings its box back when the pages have moved on.
  for (const kind of ["focusin", "click"]) {
    document.addEventListener(kind, (event) => {
      const field = pane.contains(event.target) ? null : event.target.closest("[data-field]");
      if (field && (kind === "click" || field.dataset.field !== marked)) mark(field.dataset.field);
    });
  }
  pane.addEventListener("click", (event) => {
    const box = event.target.closest("rect[data-field]");
    if (!box || pane.classList.contains("taking")) return;
    mark(box.dataset.field);
    document.dispatchEvent(new CustomEvent("portal:field", { detail: { name: box.dataset.field, from: "page" } }));
  });
}

// While an input has the focus, a click on a word puts it there; dragging over several puts them all, and with
// Shift they are added to what is there.
function takeWords(pane, papers) {
  const said = pane.querySelector(".paper-said");
  const frame = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  frame.classList.add("word");
  let input = null;
  let from = null;

  document.addEventListener("focusin", (event) => {
    input = !pane.contains(event.target) && event.target.matches(TYPED) ? event.target : null;
    pane.classList.toggle("taking", Boolean(input));
    said.textContent = input ? "Click a word on the page to take it; drag over several." : "";
    if (!input) frame.remove();
  });
  document.addEventListener("focusout", (event) => {
    if (event.relatedTarget || !input) return;
    pane.classList.remove("taking");
    frame.remove();
    input = null;
  });

  const place = (event) => {
    const sheet = event.target.closest?.(".sheet");
    const paper = sheet && papers.get(sheet.closest(".paper").dataset.paper);
    return sheet && { sheet, paper, point: paper.pointOn(sheet, event), x: event.clientX, y: event.clientY };
  };

  pane.addEventListener("mousedown", (event) => {
    from = input && !event.button ? place(event) : null;
    if (from) event.preventDefault(); // the input keeps the focus
  });
  pane.addEventListener("mousemove", async (event) => {
    const to = input && place(event);
    if (!to) return frame.remove();
    const found = within(await to.paper.wordsOn(to.sheet), dragged(from, to), to.point);
    if (found.length && input) outline(frame, to.sheet, found);
    else frame.remove();
  });
  document.addEventListener("mouseup", async (event) => {
    const start = from;
    const to = start && place(event);
    from = null;
    if (!to || to.sheet !== start.sheet || !input) return;
    const target = input;
    const found = within(await to.paper.wordsOn(to.sheet), dragged(start, to), to.point);
    if (found.length) put(target, found.map(([text]) => text).join(" "), event.shiftKey);
    said.textContent = found.length ? `Taken: ${found.map(([text]) => text).join(" ")}` : "There is no word to take here.";
  });
}

// The corners of what was dragged over, null for a click.
function dragged(from, to) {
  if (!from || from.sheet !== to.sheet || Math.hypot(to.x - from.x, to.y - from.y) < DRAG) return null;
  return [0, 1].map((axis) => [from.point[axis], to.point[axis]].sort((a, b) => a - b));
}

// The words that the dragged corners touch, or the one at the point.
function within(words, corners, [x, y]) {
  if (!corners) return words.filter(([, x0, top, x1, bottom]) => x0 <= x && x <= x1 && top <= y && y <= bottom).slice(0, 1);
  const [[left, right], [up, down]] = corners;
  return words.filter(([, x0, top, x1, bottom]) => x0 < right && x1 > left && top < down && bottom > up);
}

function outline(frame, sheet, words) {
  const x = Math.min(...words.map((word) => word[1])) - 1;
  const y = Math.min(...words.map((word) => word[2])) - 1;
  const width = Math.max(...words.map((word) => word[3])) + 1 - x;
  const height = Math.max(...words.map((word) => word[4])) + 1 - y;
  for (const [name, value] of Object.entries({ x, y, width, height })) frame.setAttribute(name, value);
  sheet.querySelector(".marks").append(frame);
}

function put(input, text, append) {
  const detail = { text, append };
  if (!input.dispatchEvent(new CustomEvent("portal:take", { detail, bubbles: true, cancelable: true }))) return;
  // A note is added to, never replaced.
  if (input.matches("textarea")) input.setRangeText(`${text} `, input.selectionStart, input.selectionEnd, "end");
  else input.value = append && input.value ? `${input.value} ${text}` : text;
  for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, { bubbles: true }));
}
