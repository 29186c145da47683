// Holding a question while its page is open: a sign of life every minute, given back when the page is left.
//
// <p data-lease data-lease-until="ISO time" data-lease-beat="…" data-lease-hold="…" data-lease-release="…">; what
// stands in it is kept, the time left is written into its [data-lease-left]. Nothing that was typed is touched:
// when the question is lost, it says so and offers to take it again. Events on document: `portal:lease` {held}.

const BEAT = 60_000;
const LOW = 120; // seconds left from which on it is worth a colour

const box = document.querySelector("[data-lease]");
if (box?.dataset.leaseUntil) start(box);

function start(box) {
  const left = box.querySelector("[data-lease-left]") ?? box.appendChild(document.createElement("span"));
  let until = Date.parse(box.dataset.leaseUntil);
  let held = true;
  let leaving = false;
  let banner = null;

  async function post(address) {
    const answer = await fetch(address, { method: "POST", body: form(), headers: { Accept: "application/json" } });
    if (answer.redirected || !answer.headers.get("Content-Type")?.includes("json")) throw new Error(String(answer.status));
    return answer.json();
  }

  async function beat() {
    if (!held || leaving) return;
    try {
      let said = await post(box.dataset.leaseBeat);
      // Given back by the same person's other window: it is still theirs to take.
      if (!said.ok && said.state === "open" && !said.holder) said = await post(box.dataset.leaseHold);
      if (said.ok) kept(said);
      else lost(said.error);
    } catch {
      tell(); // no answer: the time left goes on running, and the next beat may get through
    }
  }

  function kept(said) {
    until = Date.parse(said.held_until);
    held = true;
    box.hidden = false;
    banner?.remove();
    banner = null;
    tell();
    announce();
  }

  function lost(why) {
    held = false;
    box.hidden = true;
    banner ??= document.createElement("div");
    banner.className = "lease lost";
    banner.setAttribute("role", "alert");
    const words = document.createElement("span");
    words.textContent = `${why} What you typed is still here.`;
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = "Take it again";
    again.addEventListener("click", take);
    banner.replaceChildren(words, again);
    box.after(banner);
    announce();
  }

  async function take() {
    try {
      const said = await post(box.dataset.leaseHold);
      if (said.ok) kept(said);
      else lost(said.error);
    } catch {
      lost("The server can't be reached. Try again in a moment.");
    }
  }

  function tell() {
    if (!held) return;
    const seconds = Math.round((until - Date.now()) / 1000);
    if (seconds <= 0) return lost("Nothing was heard from the server for too long, so somebody else may take this question.");
    left.textContent = seconds >= 60 ? `${Math.ceil(seconds / 60)} min` : `${seconds} s`;
    left.classList.toggle("low", seconds < LOW);
  }

  function announce() {
    document.dispatchEvent(new CustomEvent("portal:lease", { detail: { held } }));
  }

  function leave() {
    if (held && !leaving) navigator.sendBeacon(box.dataset.leaseRelease, form());
    leaving = true;
  }

  // An answer on its way ends the lease itself: given back before, somebody else could come in between.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !event.target.hasAttribute("data-answer")) return;
    leaving = true;
    setTimeout(() => (leaving = false), 10_000); // still here: it did not get through
  });
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    leaving = false;
    take();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") beat();
  });
  setInterval(beat, BEAT);
  setInterval(tell, 1000);
  tell();
}

function form() {
  const data = new FormData();
  data.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
  return data;
}
