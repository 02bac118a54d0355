// "What just happened": every request between Slack and the app, as one readable line, newest first.
import { h, iconButton, replace } from "./dom.js";
import { withSeconds } from "./when.js";

const KEEP = 400;
const SHOW = 120;
const PARTIES = { slack: "Slack", bot: "App", app: "App", glue: "Glue", user: "You", person: "You" };

const party = (name) => PARTIES[String(name ?? "").toLowerCase()] ?? name ?? "?";
const when = (at) => (typeof at === "number" ? new Date(at < 1e12 ? at * 1000 : at) : new Date(at));
const failed = (wire) => wire.status >= 400 || (typeof wire.status === "string" && !/^(2\d\d|ok)$/i.test(wire.status) && wire.status !== "");

export class Xray {
  constructor(onclose) {
    this.events = [];
    this.words = "";
    this.onlyFailures = false;
    this.list = h("ol", { class: "xray-list" });
    this.count = h("span", { class: "xray-count", role: "status" });
    const filter = h("input", { type: "search", class: "xray-filter", placeholder: "Filter, e.g. chat.postMessage", "aria-label": "Filter what happened", oninput: (event) => {
      this.words = event.target.value;
      this.draw();
    } });
    const failures = h("label", { class: "choice" }, h("input", { type: "checkbox", onchange: (event) => {
      this.onlyFailures = event.target.checked;
      this.draw();
    } }), h("span", {}, "Only failures"));
    this.node = h(
      "section",
      { class: "xray", id: "xray", "aria-label": "What just happened", hidden: true },
      h("header", { class: "xray-head" }, h("h2", {}, "What just happened"), filter, failures, this.count, iconButton("close", "Close", onclose)),
      h("p", { class: "xray-intro" }, "Each line is one message between Slack and the app, with the answer and how long it took. Newest first."),
      this.list,
    );
  }

  /** What happened before the page was open. */
  load(wires) {
    this.events = wires.toReversed().slice(0, KEEP);
    if (!this.node.hidden) this.draw();
  }

  take(wire) {
    this.events.unshift(wire);
    this.events.length = Math.min(this.events.length, KEEP);
    if (!this.node.hidden) this.#soon();
  }

  #soon() {
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = undefined;
      this.draw();
    });
  }

  draw() {
    const words = this.words.toLowerCase().split(/\s+/).filter(Boolean);
    const found = this.events.filter((wire) => {
      const text = `${party(wire.from)} ${party(wire.to)} ${wire.what} ${wire.status} ${wire.summary}`.toLowerCase();
      return (!this.onlyFailures || failed(wire)) && words.every((word) => text.includes(word));
    });
    this.count.textContent = this.events.length === 0 ? "" : `${found.length} of ${this.events.length}`;
    const empty = this.events.length === 0 ? "Nothing yet. Type /glue start in #data-team and watch." : "Nothing matches the filter.";
    replace(this.list, found.length === 0 ? h("li", { class: "xray-empty" }, empty) : found.slice(0, SHOW).map(line));
  }
}

function line(wire) {
  const bad = failed(wire);
  return h(
    "li",
    { class: bad ? "wire wire-failed" : "wire" },
    h("time", { class: "wire-at" }, withSeconds(when(wire.at))),
    h("span", { class: "wire-who" }, party(wire.from), h("span", { "aria-hidden": "true" }, " → "), h("span", { class: "sr-only" }, " to "), party(wire.to)),
    h("span", { class: "wire-what" }, wire.what),
    h("span", { class: "wire-status" }, bad ? `failed: ${wire.status}` : (wire.status ?? "")),
    h("span", { class: "wire-ms" }, wire.ms === undefined || wire.ms === null ? "" : `${Math.round(wire.ms)} ms`),
    h("span", { class: "wire-summary" }, wire.summary ?? ""),
  );
}
