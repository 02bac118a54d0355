// "What just happened": every request between Slack and the app, as one readable line, newest first.
import { h, iconButton, replace } from "./dom.js";
import { withSeconds } from "./when.js";

const KEEP = 400;
const SHOW = 120;
const PARTIES = { slack: "Slack", bot: "App", app: "App", glue: "Glue", user: "You", person: "You" };

const party = (name) => PARTIES[String(name ?? "").toLowerCase()] ?? name ?? "?";
const when = (at) => (typeof at === "number" ? new Date(at < 1e12 ? at * 1000 : at) : new Date(at));
const failed = (wire) => Boolean(wire.error) || wire.status === 0 || wire.status >= 400;

const MEANINGS = {
  command: "somebody typed a slash command",
  block_actions: "somebody used a button or a menu",
  view_submission: "somebody submitted a form",
  view_closed: "somebody closed a form",
  message_action: "somebody used a message shortcut",
  shortcut: "somebody used a shortcut",
  response_url: "the app answers a command or a click",
  app_mention: "somebody mentioned the app",
  message: "somebody wrote a message",
  app_home_opened: "somebody opened the app's Home",
  reaction_added: "somebody added a reaction",
  "auth.test": "the app asks who it is",
  "chat.postMessage": "the app posts a message",
  "chat.update": "the app edits its message",
  "chat.delete": "the app deletes its message",
  "chat.postEphemeral": "the app tells one person only",
  "chat.getPermalink": "the app asks for a link to a message",
  "assistant.threads.setStatus": "the app says what it is doing",
  "reactions.add": "the app adds a reaction",
  "reactions.remove": "the app takes a reaction back",
  "views.open": "the app opens a form",
  "views.update": "the app changes a form",
  "views.push": "the app puts a form on top",
  "views.publish": "the app draws its Home",
  "files.getUploadURLExternal": "the app wants to upload a file",
  "files.completeUploadExternal": "the app shares a file",
  "users.info": "the app looks a person up",
  "bots.info": "the app looks itself up",
  "conversations.info": "the app looks a channel up",
  "conversations.replies": "the app reads a thread",
  "conversations.history": "the app reads a channel",
};

const meaningOf = (wire) => MEANINGS[wire.what] ?? MEANINGS[String(wire.what).replace(/^events?[ :/]/, "")] ?? "";

/** The summary in words: names for channels, no message ids, and of an event's JSON only what was said. */
function brief(summary, nameOf) {
  const text = String(summary ?? "");
  if (!text.startsWith("{")) return text.replace(/\b\d{10}\.\d{6}\b ?/g, "").replace(/\b[CD]_\w+\b/g, nameOf).trim();
  return /"text":"((?:[^"\\]|\\.)*)/.exec(text)?.[1].replace(/\\n/g, " ").replace(/\\(.)/g, "$1") ?? "";
}

/** 200, or why not. */
function outcome(wire) {
  if (!failed(wire)) return `ok ${wire.status}`;
  const status = wire.status && wire.status !== 200 ? ` ${wire.status}` : "";
  return `failed${status}${wire.error ? `: ${wire.error}` : ""}`;
}

export class Xray {
  constructor(onclose) {
    this.events = [];
    this.nameOf = (id) => id;
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
      h("p", { class: "xray-intro" }, "Each line is one request between Slack and the app: who asked whom, for what, the outcome, and how long it took. Newest first."),
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
      const text = `${party(wire.from)} ${party(wire.to)} ${wire.what} ${meaningOf(wire)} ${outcome(wire)} ${wire.summary}`.toLowerCase();
      return (!this.onlyFailures || failed(wire)) && words.every((word) => text.includes(word));
    });
    this.count.textContent = this.events.length === 0 ? "" : `${found.length} of ${this.events.length}`;
    const empty = this.events.length === 0 ? "Nothing yet. Type /glue start in #data-team and watch." : "Nothing matches the filter.";
    replace(this.list, found.length === 0 ? h("li", { class: "xray-empty" }, empty) : found.slice(0, SHOW).map((wire) => line(wire, brief(wire.summary, this.nameOf))));
  }
}

function line(wire, summary) {
  const bad = failed(wire);
  return h(
    "li",
    { class: bad ? "wire wire-failed" : "wire" },
    h("time", { class: "wire-at" }, withSeconds(when(wire.at))),
    h("span", { class: "wire-who" }, party(wire.from), h("span", { "aria-hidden": "true" }, " → "), h("span", { class: "sr-only" }, " to "), party(wire.to)),
    h("span", { class: "wire-what" }, wire.what, wire.retry ? ` (retry ${wire.retry})` : ""),
    h("span", { class: "wire-status" }, outcome(wire)),
    h("span", { class: "wire-ms" }, wire.ms === undefined || wire.ms === null ? "" : `${Math.round(wire.ms)} ms`),
    h("span", { class: "wire-summary" }, meaningOf(wire) && h("span", { class: "wire-meaning" }, meaningOf(wire)), meaningOf(wire) && summary ? " · " : "", summary),
  );
}
