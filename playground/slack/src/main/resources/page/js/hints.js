// What a newcomer may type first. A hint goes away for good when it is dismissed.
import { h } from "./dom.js";

const KEY = "gluethread.playground.hint";
const EXAMPLE = "```\n%%sql select * from `covid-19`.county_populations limit 10\n```";

const dismissed = () => {
  try {
    return localStorage.getItem(KEY) === "dismissed";
  } catch {
    return false;
  }
};

function dismiss(node) {
  try {
    localStorage.setItem(KEY, "dismissed");
  } catch {
    // A browser without storage shows the hint again next time.
  }
  node.remove();
}

/** Three steps, in #data-team only. */
export function channelHint(app, channel) {
  if (channel.name !== "data-team" || dismissed()) return null;
  const node = h(
    "section",
    { class: "hint-card", "aria-label": "First steps" },
    h("h2", {}, "New here? Three steps to a table"),
    h(
      "ol",
      {},
      h("li", {}, "Type ", h("code", {}, "/glue start"), " in the box below. A session starts, and its card says what it costs. ", h("button", { type: "button", class: "small-button", onclick: () => app.fillComposer("/glue start") }, "Put it in the box")),
      h("li", {}, "Open the card's thread (", h("strong", {}, "Reply in thread"), ") and send a code block: three backticks, or the ", h("code", {}, "<>"), " button. The answer comes back in the thread."),
      h("li", {}, "Press ", h("strong", {}, "Stop"), " on the card when you are done, or forget it and see it stopped for you."),
    ),
    h("p", {}, "Everything runs on this machine: no Slack workspace, no AWS account. At “You are” you can become somebody else, and “What just happened” shows what Slack and the app say to each other."),
    h("button", { type: "button", class: "link-button", onclick: () => dismiss(node) }, "Do not show this again"),
  );
  return node;
}

/** An example for the empty thread of an app's card. */
export function threadHint(app, messages, composer) {
  const [root] = messages;
  if (!root || !app.store.author(root).isBot || dismissed()) return null;
  if (messages.some((message) => message.user === app.store.me && !message.ephemeral)) return null;
  return h(
    "div",
    { class: "thread-hint" },
    h("span", {}, "What you send here as a code block runs in this session."),
    h("button", { type: "button", class: "small-button", onclick: () => {
      composer.text = EXAMPLE;
      composer.focus();
    } }, "Put an example in the box"),
  );
}
