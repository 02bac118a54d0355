// "What just happened": every request between Slack, the app and Glue, as one readable line that opens to what was sent.
import { h, icon, iconButton, replace } from "./dom.js";
import { roving } from "./roving.js";
import { withSeconds } from "./when.js";
import { bodyOf, brief, failed, instant, longTexts, meaningOf, outcome, party, sameAs } from "./wirewords.js";

const KEEP = 1000;
const SHOW = 150;
/** How far back a repeated question is looked for. */
const NEAR = 6;

/** Whose requests are shown, by what one chooses. */
const LANES = {
  all: ["Everything", () => true],
  slack: ["Slack and the app", (wire) => wire.from === "slack" || wire.to === "slack"],
  glue: ["The app and Glue", (wire) => wire.to === "glue"],
};

function bodyView(title, text) {
  const head = h("h3", {}, title);
  if (!text) return h("section", { class: "wire-body" }, head, h("p", { class: "wire-nothing" }, "nothing"));
  const value = bodyOf(text);
  const shown = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  const pre = (content, label) => h("pre", { tabindex: 0, role: "region", "aria-label": label }, h("code", {}, content));
  const texts = longTexts(value).slice(0, 4).map((one) => [h("h4", {}, one.path), pre(one.text, one.path)]);
  return h("section", { class: "wire-body" }, head, texts, pre(shown, title));
}

/** One request; opened, it asks for what was sent and what came back. */
class Line {
  constructor(xray, wire) {
    this.xray = xray;
    this.wire = wire;
    this.count = 1;
  }

  get node() {
    return (this.made ??= this.#make());
  }

  #make() {
    const { wire, xray } = this;
    const bad = failed(wire);
    this.times = h("span", { class: "wire-times" });
    this.ms = h("span", { class: "wire-ms" });
    this.bodies = h("div", { class: "wire-bodies" });
    const meaning = meaningOf(wire);
    const summary = brief(wire, xray.nameOf);
    const details = h(
      "details",
      {},
      h(
        "summary",
        { class: "wire-line" },
        h("span", { class: "wire-turn", "aria-hidden": "true" }, icon("turn")),
        h("time", { class: "wire-at" }, withSeconds(instant(wire.at))),
        h("span", { class: "wire-who" }, party(wire.from), h("span", { "aria-hidden": "true" }, " → "), h("span", { class: "sr-only" }, " to "), party(wire.to)),
        h("span", { class: "wire-words" }, meaning && h("span", { class: "wire-meaning" }, meaning), meaning && summary ? ": " : "", h("span", { class: "wire-summary" }, summary), this.times),
        h("span", { class: "wire-what" }, wire.what, wire.retry ? ` (retry ${wire.retry})` : ""),
        h("span", { class: "wire-status" }, outcome(wire)),
        this.ms,
      ),
      this.bodies,
    );
    details.addEventListener("toggle", () => details.open && this.#open());
    this.#say();
    return h("li", { class: `wire wire-${wire.to === "glue" ? "glue" : "slack"}${bad ? " wire-failed" : ""}` }, details);
  }

  again(wire) {
    this.wire = { ...wire, at: this.wire.at };
    this.count += 1;
    if (this.made) this.#say();
  }

  #say() {
    this.times.textContent = this.count > 1 ? ` ×${this.count}` : "";
    this.ms.textContent = this.wire.ms === undefined || this.wire.ms === null ? "" : this.wire.ms < 1 ? "<1 ms" : `${Math.round(this.wire.ms)} ms`;
  }

  async #open() {
    if (this.loaded === this.wire.id) return;
    this.loaded = this.wire.id;
    replace(this.bodies, h("p", { class: "wire-nothing" }, "One moment…"));
    const answer = await fetch(`/playground/wire/${encodeURIComponent(this.wire.id)}`).then((got) => got.json()).catch(() => ({}));
    const { request, response } = answer.wire ?? {};
    if (!answer.wire) replace(this.bodies, h("p", { class: "wire-nothing" }, "This request is too long ago; its bodies are not kept any more."));
    else replace(this.bodies, bodyView(`${party(this.wire.from)} sent`, request), bodyView(`${party(this.wire.to)} answered`, response));
  }
}

export class Xray {
  constructor(onclose) {
    this.lines = [];
    this.total = 0;
    this.nameOf = (id) => id;
    this.words = "";
    this.onlyFailures = false;
    this.lane = "all";
    this.list = h("ol", { class: "xray-list" });
    this.count = h("span", { class: "xray-count", role: "status" });
    const filter = h("input", { type: "search", class: "xray-filter", placeholder: "Filter, e.g. chat.postMessage", "aria-label": "Filter what happened", oninput: (event) => this.#choose({ words: event.target.value }) });
    filter.addEventListener("keydown", (event) => {
      // The first Esc empties the field, the next closes the panel.
      if (event.key !== "Escape" || !filter.value) return;
      event.preventDefault();
      event.stopPropagation();
      filter.value = "";
      this.#choose({ words: "" });
    });
    const failures = h("label", { class: "choice" }, h("input", { type: "checkbox", onchange: (event) => this.#choose({ onlyFailures: event.target.checked }) }), h("span", {}, "Only failures"));
    const lanes = h("select", { class: "xray-lane", "aria-label": "Whose requests", onchange: (event) => this.#choose({ lane: event.target.value }) }, Object.entries(LANES).map(([value, [label]]) => h("option", { value }, label)));
    this.node = h(
      "section",
      { class: "xray", id: "xray", "aria-label": "What just happened", hidden: true },
      h("header", { class: "xray-head" }, h("h2", {}, "What just happened"), filter, lanes, failures, h("button", { type: "button", class: "small-button", onclick: () => this.#clear() }, "Clear"), this.count, iconButton("close", "Close", onclose)),
      h("p", { class: "xray-intro" }, "Each line is one request: who asked whom, for what, the outcome, and how long it took. Newest first. Open a line to see what was sent and answered."),
      this.list,
    );
  }

  #choose(what) {
    Object.assign(this, what);
    this.draw();
  }

  /** Only what comes from now on. */
  #clear() {
    this.lines = [];
    this.draw();
  }

  /** What happened before the page was open. */
  load(wires) {
    this.lines = [];
    this.total = 0;
    for (const wire of wires) this.#add(wire);
    if (!this.node.hidden) this.draw();
  }

  take(wire) {
    this.#add(wire);
    if (!this.node.hidden) this.#soon();
  }

  #add(wire) {
    if (this.lines.some((line, i) => i < KEEP && line.wire.id === wire.id)) return;
    this.total += 1;
    const near = this.lines.slice(0, NEAR).find((line) => sameAs(line.wire, wire));
    if (near) return near.again(wire);
    // Glue's calls are told a little later than Slack's; each stands where it happened.
    const time = instant(wire.at).getTime();
    let at = 0;
    while (at < this.lines.length && instant(this.lines[at].wire.at).getTime() > time) at += 1;
    this.lines.splice(at, 0, new Line(this, wire));
    this.lines.length = Math.min(this.lines.length, KEEP);
    return undefined;
  }

  #soon() {
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = undefined;
      this.draw();
    });
  }

  draw() {
    const words = this.words.toLowerCase().split(/\s+/).filter(Boolean);
    const [, wanted] = LANES[this.lane];
    const found = this.lines.filter(({ wire }) => {
      if (!wanted(wire) || (this.onlyFailures && !failed(wire))) return false;
      const text = words.length ? `${party(wire.from)} ${party(wire.to)} ${wire.what} ${meaningOf(wire)} ${outcome(wire)} ${brief(wire, this.nameOf)}`.toLowerCase() : "";
      return words.every((word) => text.includes(word));
    });
    this.count.textContent = this.lines.length === 0 ? "" : `${found.length} of ${this.lines.length}`;
    const nothing = this.lines.length === 0 ? "Nothing yet. Type /glue start in #data-team and watch." : "Nothing matches the filter.";
    this.empty ??= h("li", { class: "xray-empty" });
    this.empty.textContent = nothing;
    this.#arrangeAndWalk(found.length ? found.slice(0, SHOW).map((line) => line.node) : [this.empty]);
  }

  #arrangeAndWalk(nodes) {
    this.#arrange(nodes);
    this.walk ??= roving(this.list, ".wire-line");
    this.walk();
  }

  /** Moves nothing that stands right already, so that an open line stays open and keeps the focus. */
  #arrange(nodes) {
    const wanted = new Set(nodes);
    for (const node of [...this.list.children]) if (!wanted.has(node)) node.remove();
    let at = this.list.firstElementChild;
    for (const node of nodes) {
      if (node === at) at = at.nextElementSibling;
      else this.list.insertBefore(node, at);
    }
  }
}
