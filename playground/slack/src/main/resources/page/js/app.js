// The page: puts the panes together and carries events between the store, the server and what is shown.
import { h, replace } from "./dom.js";
import { Announcer } from "./announcer.js";
import { Api, inWords } from "./api.js";
import { unescape } from "./mrkdwn.js";
import { ChannelPane, ThreadPane } from "./panes.js";
import { Reads, threadKey } from "./reads.js";
import { askWhere } from "./switcher.js";
import { Sidebar } from "./sidebar.js";
import { inChannel, isReply, Store } from "./store.js";
import { Modals } from "./views.js";
import { Xray } from "./xray.js";

const FIRST_PERSON = "U_ANA";
const PAGE = 100;
const RETRY_MS = 1000;

/** Where a permalink leads: the channel, and the thread of the message. */
function placeOf({ pathname, search }) {
  const [, channel, seconds, micros] = /^\/archives\/(\w+)(?:\/p(\d+)(\d{6}))?/.exec(pathname) ?? [];
  if (!channel) return {};
  const thread = new URLSearchParams(search).get("thread_ts") ?? (seconds ? `${seconds}.${micros}` : null);
  return thread ? { channel, thread } : { channel };
}

class App {
  constructor(root) {
    this.root = root;
    this.everyonesDrafts = new Map();
    this.announcer = new Announcer();
    this.banner = h("div", { class: "banner", role: "alert", hidden: true });
    this.xray = new Xray(() => this.toggleXray(false));
    document.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("click", (event) => this.#permalink(event));
    document.addEventListener("visibilitychange", () => {
      if (document.hidden || !this.channelId) return;
      this.store.unread(this.channelId, false);
      this.#markRead();
    });
    window.addEventListener("hashchange", () => this.#follow());
  }

  get route() {
    const hash = location.hash.slice(1);
    // The server sends a permalink on as #/archives/…
    return hash.startsWith("/") ? placeOf(new URL(hash, location.origin)) : Object.fromEntries(new URLSearchParams(hash));
  }

  /** A permalink of this workspace opens here, in this page. */
  #permalink(event) {
    const anchor = event.target.closest?.("a[href]");
    const place = anchor?.origin === location.origin ? placeOf(anchor) : {};
    if (!place.channel || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.hash = new URLSearchParams({ user: this.store.me, ...place });
  }

  #remember() {
    const route = { user: this.store.me, channel: this.channelId };
    if (this.thread) route.thread = this.thread.threadTs;
    const hash = `#${new URLSearchParams(route)}`;
    if (location.hash === hash) return;
    // Back leads to where one was, not out of the page; becoming somebody else begins anew.
    const samePerson = this.route.user === route.user && this.route.channel;
    history[samePerson && !this.following ? "pushState" : "replaceState"](null, "", hash);
  }

  async #follow() {
    const { user, channel, thread } = this.route;
    if (user && user !== this.store?.me) return this.become(user);
    if (!channel || !this.store?.channels.has(channel)) return undefined;
    this.following = true;
    try {
      if (!thread) this.closeThread(false);
      await this.openChannel(channel);
      if (thread) await this.openThread(channel, thread);
    } finally {
      this.following = false;
      this.#remember();
    }
    return undefined;
  }

  async become(user) {
    const place = this.route;
    this.stream?.close();
    this.api = new Api(user);
    const state = await this.api.state();
    if (state.http === 400 && user !== FIRST_PERSON) return this.become(FIRST_PERSON);
    if (state.error || !state.users) {
      this.say(`The playground did not answer: ${inWords(state.error ?? "no state")}`);
      return undefined;
    }
    this.modals?.dialog.remove();
    this.store = new Store(state);
    this.reads = new Reads(this.store.me);
    this.modals = new Modals(this);
    this.drafts = this.everyonesDrafts.get(user) ?? new Map();
    this.everyonesDrafts.set(user, this.drafts);
    this.thread = null;
    this.channelId = null;
    this.sidebar = new Sidebar(this);
    this.slot = h("div", { class: "slot" });
    this.aside = h("div", { class: "aside", hidden: true });
    replace(this.root, this.sidebar.node, h("div", { class: "veil", onclick: () => this.toggleSidebar(false) }), h("div", { class: "stage" }, this.banner, h("div", { class: "panes" }, this.slot, this.aside), this.xray.node), this.announcer.node);
    this.root.classList.remove("sidebar-open");
    this.#listen();
    this.#openStream();
    this.sidebar.draw();
    const first = [...this.store.channels.values()].find((channel) => channel.name === "data-team") ?? [...this.store.channels.values()][0];
    const wanted = this.store.channels.has(place.channel) ? place.channel : first?.id;
    if (wanted) await this.openChannel(wanted);
    if (place.thread && wanted === place.channel) await this.openThread(wanted, place.thread);
    await this.#restore();
    this.#lookForUnread();
    this.xray.nameOf = (id) => this.#nameOf(id);
    this.xray.load(await this.api.wires());
    this.announce(`You are ${this.store.names.label(this.store.me)}`);
    return undefined;
  }

  /** What came into the other channels since this person was there. */
  async #lookForUnread() {
    const { store, reads } = this;
    for (const channel of [...store.channels.values()].filter((one) => one.id !== this.channelId)) {
      const answer = await this.api.call("conversations.history", { channel: channel.id, limit: 30 });
      if (store !== this.store) return;
      const upTo = reads.upTo(channel.id) ?? "";
      const news = (answer.messages ?? []).filter((message) => message.ts > upTo && inChannel(message) && message.user !== store.me);
      if (channel.id !== this.channelId && news.length) store.unread(channel.id, Math.max(news.length, channel.unread));
    }
  }

  /** What is in view is read. */
  #markRead() {
    if (!this.channel || document.hidden) return;
    const newest = this.store.roots(this.channelId).filter((message) => !message.ephemeral).at(-1);
    this.reads.mark(this.channelId, newest?.ts);
    if (!this.thread) return;
    const { channel, threadTs } = this.thread;
    this.reads.mark(threadKey(channel.id, threadTs), this.store.thread(channel.id, threadTs).at(-1)?.ts);
  }

  #nameOf(id) {
    if (this.store.channels.has(id)) return this.store.title(this.store.channels.get(id));
    return this.store.user(id) ? `@${this.store.names.user(id)}` : id;
  }

  /** Modals and ephemerals that were open before the page was loaded anew. */
  async #restore() {
    const answer = await this.api.control("views", {});
    const open = answer.body && typeof answer.body === "object" ? { ...answer, ...answer.body } : answer;
    for (const one of open.ephemerals ?? []) this.store.ephemeral(one.channel, one.thread_ts, one.message ?? one);
    for (const view of (open.views ?? []).toReversed()) if (view.type === "modal") this.modals.take({ type: "view_pushed", view });
  }

  #listen() {
    const { store } = this;
    store.addEventListener("message", ({ detail: { channel, message, fresh } }) => {
      this.#speak(channel, message, fresh);
      const news = fresh && inChannel(message);
      const here = channel === this.channelId;
      if (news && message.user === store.me) here && (this.channel.newFrom = null);
      else if (news && (!here || document.hidden)) {
        if (here) this.channel.newFrom ??= this.reads.upTo(channel);
        store.unread(channel, true);
      }
      this.#redraw();
    });
    store.addEventListener("removed", () => this.#redraw());
    store.addEventListener("members", () => this.#redraw());
    store.addEventListener("status", () => this.#redraw());
    store.addEventListener("unread", () => this.#redrawSidebar());
    store.addEventListener("view", ({ detail }) => this.modals.take(detail));
    store.addEventListener("home", ({ detail }) => this.channel?.home?.take(detail.view));
    store.addEventListener("wire", ({ detail }) => this.xray.take(detail));
  }

  #redraw() {
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = undefined;
      this.channel?.draw();
      this.thread?.draw();
      this.#markRead();
    });
  }

  #redrawSidebar() {
    this.waitingSidebar ??= requestAnimationFrame(() => {
      this.waitingSidebar = undefined;
      this.sidebar.draw();
      this.#entitle();
    });
  }

  #entitle() {
    const channel = this.store.channels.get(this.channelId);
    const unread = [...this.store.channels.values()].some((one) => one.unread);
    if (channel) document.title = `${unread ? "* " : ""}${this.store.title(channel)} · ${this.store.team.name ?? "Playground"}`;
  }

  async #goSomewhere() {
    const channel = await askWhere(this.store);
    if (channel) await this.openChannel(channel);
  }

  #openStream(lost = false) {
    const stream = new EventSource(`/playground/stream?user=${encodeURIComponent(this.store.me)}`);
    this.stream = stream;
    stream.onmessage = ({ data }) => {
      try {
        this.store.take(JSON.parse(data));
      } catch (error) {
        console.warn("An event could not be read", error);
      }
    };
    stream.onopen = () => {
      this.say("");
      if (lost) this.#catchUp();
      lost = false;
    };
    stream.onerror = () => {
      lost = true;
      this.say("The playground does not answer. Trying again…");
      // The browser tries again by itself unless something answered that is no stream.
      if (stream.readyState === EventSource.CLOSED && stream === this.stream) setTimeout(() => stream === this.stream && this.#openStream(true), RETRY_MS);
    };
  }

  /** The playground may have been started anew: who and what there is, is asked again. */
  async #catchUp() {
    const state = await this.api.state();
    if (state.channels) this.store.renew(state);
    this.store.forget();
    if (this.channelId) await this.#load(this.store.channels.get(this.channelId));
    if (this.thread) await this.#loadThread(this.thread);
    await this.#restore();
    this.xray.load(await this.api.wires());
    this.sidebar.draw();
    this.#redraw();
  }

  async #load(channel, cursor) {
    const answer = await this.api.call("conversations.history", { channel: channel.id, limit: PAGE, cursor });
    if (!answer.ok) return this.say(`Messages could not be read: ${inWords(answer.error)}`);
    this.store.load(channel.id, answer.messages ?? []);
    channel.cursor = answer.response_metadata?.next_cursor || null;
    channel.loaded = true;
    return undefined;
  }

  async loadEarlier(channel) {
    await this.#load(channel, channel.cursor);
    this.#redraw();
  }

  async #loadThread(thread) {
    let cursor;
    do {
      const answer = await this.api.call("conversations.replies", { channel: thread.channel.id, ts: thread.threadTs, limit: 1000, cursor });
      if (!answer.ok) return this.say(`The thread could not be read: ${inWords(answer.error)}`);
      this.store.load(thread.channel.id, answer.messages ?? []);
      cursor = answer.response_metadata?.next_cursor;
    } while (cursor && thread === this.thread);
    return undefined;
  }

  async openChannel(id) {
    this.toggleSidebar(false);
    if (this.channelId === id) return;
    if (this.thread && this.thread.channel.id !== id) this.closeThread(false, false);
    const channel = this.store.channels.get(id);
    this.channelId = id;
    this.channel = new ChannelPane(this, channel);
    replace(this.slot, this.channel.node);
    this.#showXrayState();
    this.channel.newFrom = channel.unread ? this.reads.upTo(id) : null;
    this.store.unread(id, false);
    this.#redrawSidebar();
    this.#remember();
    if (!channel.loaded) await this.#load(channel);
    if (this.channelId !== id) return;
    this.channel.draw();
    this.channel.list.toEnd();
    this.#markRead();
    if (this.channel.tabs) this.channel.show(channel.messages.size ? "Messages" : "Home");
    this.channel.composer.focus();
  }

  async openThread(channelId, ts, write) {
    const root = this.store.message(channelId, ts);
    const threadTs = root && isReply(root) ? root.thread_ts : ts;
    if (this.thread?.threadTs !== threadTs) {
      this.thread = new ThreadPane(this, this.store.channels.get(channelId), threadTs);
      replace(this.aside, this.thread.node);
      this.#showXrayState();
      this.aside.hidden = false;
      this.root.classList.add("thread-open");
      this.#remember();
      const here = this.thread;
      here.draw();
      await this.#loadThread(here);
      here.draw();
      here.list.toEnd();
      this.#markRead();
    }
    if (write || this.thread) this.thread.composer.focus();
  }

  closeThread(focus = true, remember = true) {
    if (!this.thread) return;
    const { threadTs } = this.thread;
    this.thread = null;
    replace(this.aside);
    this.aside.hidden = true;
    this.root.classList.remove("thread-open");
    if (remember) this.#remember();
    if (focus) (this.channel?.list.row(threadTs)?.node ?? this.channel?.composer.box)?.focus();
  }

  /** Room for wide tables, and back. */
  widenThread(button) {
    button.setAttribute("aria-pressed", String(this.root.classList.toggle("thread-wide")));
  }

  toggleSidebar(open = !this.root.classList.contains("sidebar-open")) {
    const was = this.root.classList.contains("sidebar-open");
    this.root.classList.toggle("sidebar-open", open);
    if (open && !was) this.sidebar.node.querySelector("[aria-current]")?.focus();
  }

  toggleXray(open = this.xray.node.hidden) {
    const inside = this.xray.node.contains(document.activeElement);
    this.xray.node.hidden = !open;
    if (open) this.xray.draw();
    this.#showXrayState();
    if (!open && inside) [...this.root.querySelectorAll(".xray-toggle")].find((toggle) => toggle.checkVisibility())?.focus();
  }

  #showXrayState() {
    for (const toggle of this.root.querySelectorAll(".xray-toggle")) toggle.setAttribute("aria-expanded", String(!this.xray.node.hidden));
  }

  fillComposer(text) {
    const { composer } = this.channel;
    composer.text = text;
    composer.focus();
    composer.changed();
  }

  say(problem) {
    this.banner.hidden = !problem;
    this.banner.textContent = problem;
    if (problem && !this.banner.isConnected) replace(this.root, this.banner);
  }

  announce(text) {
    this.announcer.say(text);
  }

  /** A message of somebody else that is new or changed where one looks. */
  #speak(channel, message, fresh) {
    const inThread = this.thread?.channel.id === channel && this.thread.threadTs === message.thread_ts && isReply(message);
    const here = inThread || (channel === this.channelId && inChannel(message));
    if (!here || message.user === this.store.me) return;
    const words = `${this.store.author(message).name}: ${this.typedText(message.text ?? "")}`;
    if (fresh) this.announcer.say(words);
    else this.announcer.sayOnceQuiet(message.ts, words);
  }

  /** A message's text as somebody would type it, for the field in which it is edited; the server reads typed text again. */
  typedText(text) {
    const typed = text
      .replace(/<@([UW]\w+)(?:\|[^>]*)?>/g, (_, id) => `@${this.store.names.user(id)}`)
      .replace(/<#(C\w+)(?:\|([^>]*))?>/g, (_, id, label) => `#${label || (this.store.names.channel(id) ?? id)}`)
      .replace(/<!(here|channel|everyone)[^>]*>/g, "@$1")
      .replace(/<((?:https?:|mailto:)[^|>]+)(?:\|([^>]*))?>/g, (_, url, label) => label || url.replace(/^mailto:/, ""));
    return unescape(typed);
  }

  async post(place, text) {
    const answer = await this.api.call("chat.postMessage", { channel: place.channel, text, thread_ts: place.threadTs });
    if (!answer.ok) return answer.error ?? "no answer";
    if (answer.message && !this.store.message(place.channel, answer.message.ts)) this.store.put(place.channel, answer.message, true);
    (place.threadTs ? this.thread : this.channel)?.list.toEnd();
    return null;
  }

  async command(channel, text) {
    if (text.startsWith("/invite")) return this.#invite(channel, text);
    const answer = await this.api.control("command", { channel, text });
    // What Slack itself shows to the person arrives as an ephemeral message.
    return answer.shown && !answer.refused ? null : answer.problem;
  }

  async #invite(channel, text) {
    const name = /@(\S+)/.exec(text)?.[1];
    const user = [...this.store.users.values()].find((one) => one.name === name);
    if (!user) return "name somebody of this workspace, e.g. /invite @glue";
    const answer = await this.api.call("conversations.invite", { channel, users: user.id });
    return answer.ok ? null : answer.error;
  }

  async click(channel, messageTs, payload, values) {
    const answer = await this.api.click({ channel, message_ts: messageTs }, payload, values);
    return answer.problem && inWords(answer.problem);
  }

  async react(channel, ts, name, on) {
    const answer = await this.api.call(on ? "reactions.add" : "reactions.remove", { channel, timestamp: ts, name });
    if (!answer.ok && answer.error !== "already_reacted" && answer.error !== "no_reaction") {
      for (const pane of [this.channel, this.thread]) pane?.list.row(ts)?.problem(`No reaction: ${inWords(answer.error)}`);
    }
  }

  editLastOwn({ channel, threadTs }) {
    const list = threadTs ? this.store.thread(channel, threadTs) : this.store.roots(channel);
    const last = list.filter((message) => message.user === this.store.me && !message.ephemeral).at(-1);
    const row = last && (threadTs ? this.thread : this.channel)?.list.row(last.ts);
    row?.edit();
    return Boolean(row);
  }

  viewClosed(view) {
    this.api.control("close", { view_id: view.id });
  }

  #key(event) {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && this.store && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      this.#goSomewhere();
      return;
    }
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (this.root.classList.contains("sidebar-open")) this.toggleSidebar(false);
    else if (!this.xray.node.hidden && this.xray.node.contains(document.activeElement)) this.toggleXray(false);
    else if (this.thread) this.closeThread();
    else if (!this.xray.node.hidden) this.toggleXray(false);
  }
}

const app = new App(document.getElementById("app"));
app.become(app.route.user ?? FIRST_PERSON);
