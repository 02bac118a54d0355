// Centre and right: a channel (with Home, where it is the app's own), and a thread.
import { h, icon, iconButton, replace } from "./dom.js";
import { Composer } from "./composer.js";
import { channelHint, threadHint } from "./hints.js";
import { MessageList } from "./list.js";
import { Home } from "./views.js";

const xrayToggle = (app) => h("button", { type: "button", class: "xray-toggle", "aria-expanded": "false", "aria-controls": "xray", onclick: () => app.toggleXray() }, icon("pulse"), h("span", {}, "What just happened"));

export class ChannelPane {
  constructor(app, channel) {
    this.app = app;
    this.channel = channel;
    const { store } = app;
    const title = store.title(channel);
    this.list = new MessageList(app, channel.id, "channel", `Messages in ${title}`);
    this.composer = new Composer(app, { channel: channel.id }, `Message ${title}`);
    this.archived = h("p", { class: "archived", hidden: true }, "This channel is archived: nobody can write here.");
    this.messages = h("div", { class: "pane-part" }, this.list.node, this.archived, this.composer.node);
    this.members = h("span", { class: "pane-note" });
    this.composer.dropsOn(this.messages);
    this.node = h(
      "main",
      { class: "centre", id: "centre", "aria-label": title },
      h(
        "header",
        { class: "pane-head" },
        iconButton("menu", "Channels and people", () => app.toggleSidebar(), { class: "icon-button only-narrow", "aria-controls": "sidebar" }),
        h("h1", {}, title),
        channel.is_ext_shared ? h("span", { class: "badge badge-quiet" }, "shared with another company") : null,
        this.members,
        xrayToggle(app),
      ),
      store.withBot(channel) ? this.#tabs() : null,
      this.messages,
    );
  }

  #tabs() {
    this.home = new Home(this.app);
    this.home.node.hidden = true;
    const tabs = ["Home", "Messages"].map((name) => h("button", { type: "button", role: "tab", class: "tab", "aria-selected": "false", tabindex: -1, onclick: () => this.show(name) }, name));
    this.tabs = tabs;
    const list = h("div", { class: "tabs", role: "tablist", "aria-label": "App" }, tabs);
    list.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      const other = tabs[1 - tabs.indexOf(document.activeElement)];
      this.show(other.textContent);
      other.focus();
    });
    return [list, this.home.node];
  }

  show(name) {
    if (!this.tabs) return;
    for (const tab of this.tabs) {
      const chosen = tab.textContent === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    this.home.node.hidden = name !== "Home";
    this.messages.hidden = name === "Home";
    if (name === "Home") this.home.open();
    else this.list.toEnd();
  }

  async #earlier() {
    await this.list.readBack(async () => {
      await this.app.loadEarlier(this.channel);
      this.draw();
    });
    this.draw();
  }

  draw() {
    const { store } = this.app;
    this.archived.hidden = !this.channel.is_archived;
    this.composer.node.hidden = Boolean(this.channel.is_archived);
    this.members.textContent = this.channel.is_im ? "" : `${this.channel.members?.length ?? 0} members`;
    const all = store.roots(this.channel.id);
    this.list.draw(all, this.newFrom);
    const more = this.channel.cursor || this.list.leavesOut(all);
    if (this.topIs !== Boolean(more)) {
      this.topIs = Boolean(more);
      const earlier = more ? h("button", { type: "button", class: "small-button", onclick: () => this.#earlier() }, "Earlier messages") : h("p", { class: "beginning" }, `This is the beginning of ${store.title(this.channel)}.`);
      replace(this.list.top, earlier, channelHint(this.app, this.channel));
    }
    this.list.showStatus(this.channel.statuses.get(""));
  }
}

export class ThreadPane {
  constructor(app, channel, threadTs) {
    this.app = app;
    this.channel = channel;
    this.threadTs = threadTs;
    this.list = new MessageList(app, channel.id, "thread", "Thread");
    this.composer = new Composer(app, { channel: channel.id, threadTs }, "Reply…");
    this.node = h(
      "aside",
      { class: "thread", "aria-label": `Thread in ${app.store.title(channel)}` },
      h(
        "header",
        { class: "pane-head" },
        iconButton("back", "Back to the channel", () => app.closeThread(), { class: "icon-button only-narrow" }),
        h("h2", {}, "Thread"),
        h("span", { class: "pane-note" }, app.store.title(channel)),
        h("span", { class: "pane-tools" }, h("span", { class: "only-narrow" }, xrayToggle(app)), iconButton("widen", "Wider thread", (event) => app.widenThread(event.currentTarget), { class: "icon-button only-wide", "aria-pressed": String(app.root.classList.contains("thread-wide")) }), iconButton("close", "Close thread", () => app.closeThread(), { class: "icon-button only-wide" })),
      ),
      h("div", { class: "pane-part" }, this.list.node, this.composer.node),
    );
    this.composer.dropsOn(this.node);
  }

  draw() {
    const messages = this.app.store.thread(this.channel.id, this.threadTs);
    this.list.draw(messages);
    this.list.showStatus(this.channel.statuses.get(this.threadTs));
    const hint = threadHint(this.app, messages, this.composer);
    if (Boolean(hint) !== Boolean(this.hint)) {
      this.hint?.remove();
      this.hint = hint;
      if (hint) this.composer.node.before(hint);
    }
  }
}
