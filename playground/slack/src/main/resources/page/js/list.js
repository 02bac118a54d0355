// The list of messages: days between them, the newest in view, and what the app is doing at the end.
import { h, icon, replace } from "./dom.js";
import { MessageRow } from "./message.js";
import { dateOfTs, dayName } from "./when.js";

/** More messages than these are not drawn at once; those before are a button away. */
const WINDOW = 200;

/** The messages of a channel or a thread, oldest first, with days between them. */
export class MessageList {
  constructor(app, channelId, place, label) {
    this.app = app;
    this.channelId = channelId;
    this.place = place;
    this.rows = new Map();
    this.list = h("ol", { class: "message-list" });
    this.status = h("div", { class: "assistant-status", role: "status" });
    this.top = h("div", { class: "list-top" });
    this.scroller = h("div", { class: "messages", role: "log", "aria-label": label, "aria-live": "off" }, this.top, this.list, this.status);
    this.newer = h("button", { type: "button", class: "newer", hidden: true, onclick: () => this.toEnd() }, icon("down"), "New messages");
    this.node = h("div", { class: "messages-frame" }, this.scroller, this.newer);
    this.list.addEventListener("keydown", (event) => this.#walk(event));
    const followGrowth = new ResizeObserver(() => this.pinned && this.toEnd());
    followGrowth.observe(this.list);
    followGrowth.observe(this.scroller);
    this.pinned = true;
    this.drawnFrom = "";
    this.lastTop = 0;
    this.scroller.addEventListener("scroll", () => this.#scrolled());
  }

  /** The newest stays in view until the person scrolls up; content that grows is no scrolling. */
  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    if (scrollHeight - scrollTop - clientHeight < 60) {
      this.pinned = true;
      this.newer.hidden = true;
    } else if (scrollTop < this.lastTop - 1) this.pinned = false;
    this.lastTop = scrollTop;
  }

  /** The newest of them: while the newest is in view the oldest are let go, and nothing is while somebody reads above. */
  #window(all) {
    const shown = all.filter((message) => message.ts >= this.drawnFrom);
    const most = this.pinned ? WINDOW : WINDOW * 25;
    if (shown.length > most * 1.5) {
      shown.splice(0, shown.length - most);
      this.drawnFrom = shown[0].ts;
    }
    // A thread always begins with its root.
    return this.place === "thread" && shown.length && shown[0] !== all[0] ? [all[0], ...shown] : shown;
  }

  /** Draws some that were left out; false if there is none. */
  earlier(all) {
    const at = all.findIndex((message) => message.ts >= this.drawnFrom);
    if (at <= 0) return false;
    this.pinned = false;
    this.drawnFrom = all[Math.max(0, at - WINDOW)].ts;
    return true;
  }

  /** Draws earlier messages above; what was read stays where it is on the screen. */
  async readBack(fetchMore) {
    const first = this.list.querySelector(this.place === "thread" ? ":scope > .message + .day ~ .message" : ":scope > .message");
    const before = first?.getBoundingClientRect().top;
    if (!this.earlier(this.all)) {
      this.pinned = false;
      this.drawnFrom = "";
      await fetchMore?.();
    }
    this.draw(this.all, this.newFrom);
    if (first?.isConnected) this.scroller.scrollTop += first.getBoundingClientRect().top - before;
  }

  /** Whether messages are left out before the first that is drawn. */
  leavesOut(all) {
    return all.length > 0 && all[0].ts < this.drawnFrom;
  }

  draw(all, newFrom) {
    Object.assign(this, { all, newFrom });
    const messages = this.#window(all);
    const wanted = new Set(messages.map((message) => message.ts));
    for (const [ts, row] of this.rows) {
      if (wanted.has(ts)) continue;
      row.node.remove();
      this.rows.delete(ts);
    }
    const children = [];
    let previous = null;
    let marked = false;
    for (const message of messages) {
      const newDay = !previous || dateOfTs(previous.ts).toDateString() !== dateOfTs(message.ts).toDateString();
      if (newDay && this.place === "channel") children.push({ day: dayName(dateOfTs(message.ts)) });
      const isNew = newFrom && !marked && message.ts > newFrom && message.user !== this.app.store.me;
      if (isNew) {
        marked = true;
        children.push({ day: "New", isNew });
      }
      if (!this.rows.has(message.ts)) this.rows.set(message.ts, new MessageRow(this.app, this.channelId, this.place));
      const row = this.rows.get(message.ts);
      row.update(message, newDay || isNew ? null : previous);
      children.push(row.node);
      previous = message;
      if (this.place === "thread" && message.ts === messages[0].ts && messages.length > 1) children.push({ day: `${all.length - 1} ${all.length === 2 ? "reply" : "replies"}` }, this.leavesOut(all) ? { earlier: true } : null);
    }
    const grew = previous && this.newest && previous.ts > this.newest;
    this.newest = previous?.ts;
    this.#arrange(children);
    if (this.pinned) this.toEnd();
    else if (grew) this.newer.hidden = false;
  }

  #arrange(children) {
    this.list.querySelectorAll(":scope > .day").forEach((node) => node.remove());
    let at = this.list.firstElementChild;
    for (const child of children.filter(Boolean)) {
      const node = child instanceof Node ? child : child.earlier ? h("li", { class: "day" }, h("button", { type: "button", class: "small-button", onclick: () => this.readBack() }, "Earlier replies")) : h("li", { class: child.isNew ? "day day-new" : "day", role: "presentation" }, h("span", {}, child.day));
      if (node === at) at = at.nextElementSibling;
      else this.list.insertBefore(node, at);
    }
    const all = this.list.querySelectorAll(":scope > .message");
    if (![...all].some((node) => node.tabIndex === 0) && all.length) all[all.length - 1].tabIndex = 0;
  }

  showStatus(text) {
    replace(this.status, text ? [h("span", { class: "dots", "aria-hidden": "true" }), `${this.app.store.names.label(this.app.store.botUser)} ${text}`] : null);
    if (this.pinned) this.toEnd();
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.newer.hidden = true;
  }

  row(ts) {
    return this.rows.get(ts);
  }

  #walk(event) {
    if (!event.target.classList?.contains("message") || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    const all = [...this.list.querySelectorAll(":scope > .message")];
    const next = all[all.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    for (const node of all) node.tabIndex = node === next ? 0 : -1;
    next.focus();
  }
}

