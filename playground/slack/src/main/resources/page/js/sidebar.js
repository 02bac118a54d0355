// Left: the workspace, who one is, and where one can go.
import { h, replace } from "./dom.js";
import { avatar, badges } from "./message.js";
import { roving } from "./roving.js";

export class Sidebar {
  #walks;

  constructor(app) {
    this.app = app;
    this.places = h("ul", { class: "places" });
    this.direct = h("ul", { class: "places" });
    this.node = h(
      "nav",
      { class: "sidebar", id: "sidebar", "aria-label": "Workspace" },
      h("div", { class: "workspace" }, h("span", { class: "workspace-mark", "aria-hidden": "true" }, "G"), h("span", {}, h("strong", {}, app.store.team.name ?? "Workspace"), h("span", { class: "workspace-note" }, "Local Slack on this machine"))),
      h("h2", { id: "channels-title" }, "Channels"),
      this.places,
      h("h2", { id: "direct-title" }, "Direct messages"),
      this.direct,
      h("div", { class: "switcher" }, h("h2", { id: "people-title" }, "You are"), h("ul", { class: "people", "aria-labelledby": "people-title" }, this.#people())),
    );
    this.#walks = [this.places, this.direct].map((list) => roving(list, ".place"));
    roving(this.node.querySelector(".people"), ".person")(this.node.querySelector(".person[aria-pressed=true]"));
    this.places.setAttribute("aria-labelledby", "channels-title");
    this.direct.setAttribute("aria-labelledby", "direct-title");
  }

  #people() {
    const { store } = this.app;
    return [...store.users.values()]
      .filter((user) => !user.is_bot)
      .map((user) => {
        // Who belongs to another company is told from the app's workspace, whoever one is at the moment.
        const author = { ...store.author({ user: user.id }), isStranger: user.team_id !== store.user(store.botUser)?.team_id };
        const me = user.id === store.me;
        return h(
          "li",
          {},
          h("button", { type: "button", class: "person", "aria-pressed": String(me), data: { user: user.id }, onclick: () => me || this.app.become(user.id) }, avatar(author, true), h("span", { class: "person-name" }, author.name), badges(author), me ? h("span", { class: "person-me" }, "you") : null),
        );
      });
  }

  draw() {
    const { store } = this.app;
    const focused = this.node.contains(document.activeElement) ? document.activeElement.dataset.channel : null;
    const entry = (channel) => {
      const open = channel.id === this.app.channelId;
      const title = store.title(channel);
      return h(
        "li",
        {},
        h(
          "button",
          { type: "button", class: channel.unread ? "place place-unread" : "place", "aria-current": open ? "page" : null, data: { channel: channel.id }, onclick: () => this.app.openChannel(channel.id) },
          channel.is_im ? avatar(store.author({ user: (channel.members ?? []).find((id) => id !== store.me) ?? channel.user ?? store.botUser }), true) : h("span", { class: "hash", "aria-hidden": "true" }, "#"),
          h("span", { class: "place-name" }, channel.is_im ? title : channel.name),
          channel.is_ext_shared ? h("span", { class: "badge badge-quiet" }, "shared") : null,
          channel.is_im && store.withBot(channel) ? h("span", { class: "badge" }, "APP") : null,
          channel.unread ? h("span", { class: "unread" }, channel.unread, h("span", { class: "sr-only" }, " unread")) : null,
        ),
      );
    };
    const all = [...store.channels.values()];
    replace(this.places, all.filter((channel) => !channel.is_im).map(entry));
    replace(this.direct, all.filter((channel) => channel.is_im).map(entry));
    this.#walks.forEach((walk, i) => walk([this.places, this.direct][i].querySelector("[aria-current]")));
    if (focused) this.node.querySelector(`[data-channel="${CSS.escape(focused)}"]`)?.focus();
  }
}
