// Says to those who do not look at the screen what is new on it.
import { h } from "./dom.js";

const QUIET_MS = 3000;
const KEEP = 5;
const LONGEST = 300;

export class Announcer {
  constructor() {
    this.node = h("div", { class: "sr-only", role: "log", "aria-live": "polite", "aria-relevant": "additions", "aria-label": "News" });
    this.later = new Map();
  }

  say(text) {
    if (!text) return;
    this.node.append(h("p", {}, text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text));
    while (this.node.children.length > KEEP) this.node.firstElementChild.remove();
  }

  /** What changes again and again, as a cell that runs, is said when it has come to rest. */
  sayOnceQuiet(key, text) {
    clearTimeout(this.later.get(key));
    this.later.set(key, setTimeout(() => {
      this.later.delete(key);
      this.say(text);
    }, QUIET_MS));
  }
}
