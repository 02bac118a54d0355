// One message, and the list that holds many.
import { add, h, icon, iconButton, replace } from "./dom.js";
import { ask } from "./dialog.js";
import { attachments, blocks } from "./blocks.js";
import { emoji, OFFERED } from "./emoji.js";
import { FormValues } from "./forms.js";
import { fileCard } from "./files.js";
import { mrkdwn } from "./mrkdwn.js";
import { dateOfTs, fullTimeOf, timeOf } from "./when.js";
import { inWords } from "./api.js";
import { opensMenu, popUp } from "./popup.js";
import { threadKey } from "./reads.js";

const GROUP_SECONDS = 300;
/** A longer text is folded until somebody wants all of it; blocks say themselves how long they are. */
const FOLD_CHARACTERS = 4000;
const FOLD_LINES = 40;

const isLong = ({ text = "", blocks: list }) => (!list?.length || list.every((block) => block.type === "rich_text")) && (text.length > FOLD_CHARACTERS || text.split("\n", FOLD_LINES + 1).length > FOLD_LINES);

export function avatar(author, small) {
  const initials = author.name.split(/\s+/).map((part) => [...part][0] ?? "").slice(0, 2).join("").toUpperCase();
  return h("span", { class: `avatar ${author.isBot ? "avatar-bot" : `avatar-${author.colour}`}${small ? " avatar-small" : ""}`, "aria-hidden": "true" }, author.isBot ? "G" : initials);
}

export function badges(author) {
  return [
    author.isBot ? h("span", { class: "badge" }, "APP") : null,
    author.isGuest ? h("span", { class: "badge badge-quiet" }, "guest") : null,
    author.isStranger ? h("span", { class: "badge badge-quiet" }, "other company") : null,
  ];
}

/** Draws one message and keeps it up to date; only what changed is drawn again, so that focus and open tables stay. */
export class MessageRow {
  constructor(app, channelId, place) {
    this.app = app;
    this.channelId = channelId;
    this.place = place;
    this.memory = new Map();
    this.drawn = {};
    this.head = h("div", { class: "message-head" });
    this.body = h("div", { class: "message-body" });
    this.foot = h("div", { class: "message-foot" });
    this.tools = h("div", { class: "message-tools", role: "toolbar", "aria-label": "Message actions" });
    this.side = h("div", { class: "message-side" });
    this.fold = h("button", { type: "button", class: "link-button", hidden: true, "aria-expanded": "false", onclick: () => this.#unfold() }, "Show more");
    this.main = h("div", { class: "message-main" }, this.head, this.body, this.fold, this.foot);
    this.node = h("li", { class: "message", tabindex: -1 }, this.side, this.main, this.tools);
    this.node.addEventListener("keydown", (event) => this.#key(event));
  }

  update(message, previous) {
    // A message that changes is another object.
    if (this.message === message && this.previous === previous) return this.#foot();
    this.previous = previous;
    const author = this.app.store.author(message);
    const stands = message.blocks?.some((block) => block.type === "header");
    const joined = Boolean(previous) && !stands && !message.ephemeral && !previous.ephemeral && previous.user === message.user && previous.bot_id === message.bot_id && Number(message.ts) - Number(previous.ts) < GROUP_SECONDS && !(this.place === "thread" && previous.ts === message.thread_ts);
    this.message = message;
    this.node.dataset.ts = message.ts;
    this.node.dataset.user = author.id;
    this.node.classList.toggle("message-joined", joined);
    this.node.classList.toggle("message-ephemeral", Boolean(message.ephemeral));
    this.#part("head", [author, joined, message.ts, message.ephemeral], () => this.#drawHead(author, joined));
    this.#part("body", [message.text, message.blocks, message.attachments, message.files, message.edited?.ts], () => this.#drawBody());
    this.#foot();
    this.#part("tools", [message.user, message.ephemeral, Boolean(message.subtype)], () => this.#drawTools());
    return undefined;
  }

  #foot() {
    const { message } = this;
    return this.#part("foot", [message.reactions, message.reply_count, message.latest_reply, message.ephemeral, this.place === "channel" && message.reply_count && this.app.reads.upTo(threadKey(this.channelId, message.ts))], () => this.#drawFoot());
  }

  #part(name, inputs, draw) {
    const key = JSON.stringify(inputs);
    if (this.drawn[name] === key) return;
    this.drawn[name] = key;
    const focus = this.node.contains(document.activeElement) ? document.activeElement.dataset?.focusKey : null;
    draw();
    if (focus && !this.node.contains(document.activeElement)) this.node.querySelector(`[data-focus-key="${CSS.escape(focus)}"]`)?.focus();
  }

  #unfold() {
    this.unfolded = !this.unfolded;
    this.#showFold();
  }

  #showFold() {
    const long = isLong(this.message);
    this.fold.hidden = !long;
    this.fold.textContent = this.unfolded ? "Show less" : "Show more";
    this.fold.setAttribute("aria-expanded", String(Boolean(this.unfolded)));
    this.main.classList.toggle("message-clipped", long && !this.unfolded);
  }

  get context() {
    const form = new FormValues();
    return {
      names: this.app.store.names,
      remember: (key, make) => {
        if (!this.memory.has(key)) this.memory.set(key, make());
        return this.memory.get(key);
      },
      register: (...args) => form.register(...args),
      acts: () => true,
      act: (payload) => this.app.click(this.channelId, this.message.ts, payload, form.values()),
    };
  }

  #drawHead(author, joined) {
    const { ts, ephemeral } = this.message;
    const time = h("time", { class: "message-time", title: fullTimeOf(ts), datetime: dateOfTs(ts).toISOString() }, timeOf(ts));
    replace(this.side, joined ? time : avatar(author));
    replace(this.head, joined ? h("span", { class: "sr-only" }, `${author.name}, ${timeOf(ts)}`) : [h("span", { class: "message-name" }, author.name), badges(author), time]);
    if (ephemeral) this.head.prepend(h("div", { class: "only-you" }, "Only visible to you"));
  }

  #drawBody() {
    const { message, context } = this;
    this.#showFold();
    const parts = message.blocks?.length ? blocks(message.blocks, context) : mrkdwn(message.text ?? "", this.app.store.names);
    replace(
      this.body,
      parts,
      message.attachments?.length ? attachments(message.attachments, context) : null,
      message.files?.map((file) => fileCard(file)),
      message.edited ? h("span", { class: "edited" }, "(edited)") : null,
    );
  }

  #drawFoot() {
    const { message } = this;
    const mine = this.app.store.me;
    const reactions = (message.reactions ?? []).map((one) => {
      const own = one.users?.includes(mine);
      const who = (one.users ?? []).map((id) => this.app.store.names.label(id)).join(", ");
      return h(
        "button",
        { type: "button", class: "reaction", "aria-pressed": String(Boolean(own)), "aria-label": `${one.name.replaceAll("_", " ")}, ${one.count}${who ? `, ${who}` : ""}`, title: `${who} reacted with :${one.name}:`, data: { focusKey: `reaction:${one.name}` }, onclick: () => this.app.react(this.channelId, message.ts, one.name, !own) },
        emoji(one.name),
        h("span", {}, one.count),
      );
    });
    const readUpTo = this.app.reads.upTo(threadKey(this.channelId, message.ts));
    const isNew = Boolean(readUpTo) && message.latest_reply > readUpTo;
    const replies = this.place === "channel" && message.reply_count > 0
      ? h("button", { type: "button", class: isNew ? "replies replies-new" : "replies", data: { focusKey: "replies" }, onclick: () => this.app.openThread(this.channelId, message.ts) }, `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`, isNew ? h("span", { class: "sr-only" }, ", new ones among them") : null, message.latest_reply ? h("span", { class: "replies-when" }, ` Last at ${timeOf(message.latest_reply)}`) : null)
      : null;
    const dismiss = message.ephemeral ? h("button", { type: "button", class: "link-button", onclick: () => this.app.store.remove(this.channelId, message.ts) }, "Dismiss message") : null;
    replace(this.foot, reactions.length ? h("div", { class: "reactions" }, reactions) : null, replies, dismiss);
  }

  #drawTools() {
    const { message } = this;
    if (message.ephemeral) return replace(this.tools);
    const { app, channelId } = this;
    replace(
      this.tools,
      iconButton("smile", "Add reaction", (event) => pickEmoji(event.currentTarget, (name) => app.react(channelId, message.ts, name, true)), { "aria-keyshortcuts": "R", title: "Add reaction (R)" }),
      this.place === "channel" ? iconButton("reply", "Reply in thread", () => app.openThread(channelId, message.thread_ts ?? message.ts, true), { "aria-keyshortcuts": "T", title: "Reply in thread (T)" }) : null,
      opensMenu(iconButton("dots", "More actions", null, { "aria-keyshortcuts": "M", title: "More actions (M)" }), "More actions", () => this.#more()),
    );
  }

  /** As in Slack: the link, what one may do with an own message, and the app's shortcuts. */
  #more() {
    const { message, app } = this;
    const own = message.user === app.store.me;
    return [
      { label: "Copy link", act: () => this.#copyLink() },
      own ? { label: "Edit message", act: () => this.edit() } : undefined,
      own ? { label: "Delete message…", danger: true, act: () => this.#remove() } : undefined,
      app.store.shortcuts.length ? null : undefined,
      ...app.store.shortcuts.map((one) => ({ label: h("span", {}, one.name, h("span", { class: "menu-note" }, ` ${app.store.names.label(app.store.botUser)}`)), act: () => this.#shortcut(one) })),
    ].filter((one) => one !== undefined);
  }

  async #copyLink() {
    const answer = await this.app.api.call("chat.getPermalink", { channel: this.channelId, message_ts: this.message.ts });
    if (!answer.ok) return this.problem(`No link: ${inWords(answer.error)}`);
    try {
      await navigator.clipboard.writeText(answer.permalink);
      return this.app.announce("The link is copied");
    } catch {
      return this.problem(answer.permalink);
    }
  }

  /** Single letters on a message that has the focus, as in Slack. */
  #key(event) {
    if (event.target !== this.node || event.ctrlKey || event.metaKey || event.altKey) return;
    const tool = { r: "Add reaction", t: "Reply in thread", m: "More actions" }[event.key.toLowerCase()];
    if (tool) this.tools.querySelector(`[aria-label="${tool}"]`)?.click();
    else if (event.key.toLowerCase() === "e" && this.message.user === this.app.store.me && !this.message.ephemeral) this.edit();
    else return;
    event.preventDefault();
  }

  async #shortcut(shortcut) {
    const answer = await this.app.api.control("shortcut", { callback_id: shortcut.callback_id, channel: this.channelId, message_ts: this.message.ts });
    this.problem(answer.problem && `“${shortcut.name}” did not work: ${inWords(answer.problem)}`);
  }

  problem(text) {
    this.foot.querySelector(".action-problem")?.remove();
    if (text) add(this.foot, h("span", { class: "action-problem", role: "alert" }, icon("warn"), text));
  }

  async #remove() {
    const sure = await ask({ title: "Delete message", body: "Are you sure you want to delete this message? This cannot be undone.", yes: "Delete", danger: true });
    if (!sure) return;
    const answer = await this.app.api.call("chat.delete", { channel: this.channelId, ts: this.message.ts });
    if (!answer.ok) this.problem(`Not deleted: ${inWords(answer.error)}`);
  }

  /** Turns the text into a field; Enter saves, Esc leaves it as it was. */
  edit() {
    if (this.node.querySelector(".edit-form")) return;
    const field = h("textarea", { class: "input", rows: Math.min(12, (this.message.text ?? "").split("\n").length + 1), "aria-label": "Edit message", value: this.app.typedText(this.message.text ?? "") });
    const problem = h("div", { class: "field-error", role: "alert" });
    const close = () => {
      form.remove();
      this.body.hidden = false;
      this.node.focus();
    };
    const save = async () => {
      if (!field.value.trim()) return;
      const answer = await this.app.api.call("chat.update", { channel: this.channelId, ts: this.message.ts, text: field.value });
      if (answer.ok) close();
      else problem.textContent = `Not saved: ${inWords(answer.error)}`;
    };
    const form = h("div", { class: "edit-form" }, field, problem, h("div", { class: "button-row" }, h("button", { type: "button", class: "button", onclick: close }, "Cancel"), h("button", { type: "button", class: "button button-primary", onclick: save }, "Save")));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        close();
      } else if (event.key === "Enter" && !event.shiftKey && !field.value.includes("```")) {
        event.preventDefault();
        save();
      }
    });
    this.body.hidden = true;
    this.body.after(form);
    field.focus();
  }
}

function pickEmoji(anchor, chosen) {
  const choose = (name) => {
    close(true);
    chosen(name);
  };
  const picker = h(
    "div",
    { class: "emoji-picker", role: "dialog", "aria-label": "Pick a reaction" },
    OFFERED.map((name) => h("button", { type: "button", class: "emoji-choice", "aria-label": name.replaceAll("_", " "), title: `:${name}:`, onclick: () => choose(name) }, emoji(name))),
  );
  const close = popUp(anchor, picker);
  picker.querySelector("button").focus();
}
