// The box to write in: Enter sends, code blocks keep their lines, "/" offers the commands.
import { freshId, h, icon, iconButton, replace } from "./dom.js";
import { inWords } from "./api.js";
import { emoji } from "./emoji.js";
import { commandsOf, suggest } from "./suggest.js";
import { takeDrops, Tray } from "./tray.js";

const FENCE = "```";
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** Whether the caret stands inside a code block. */
export function insideFence(text, caret) {
  return (text.slice(0, caret).split(FENCE).length - 1) % 2 === 1;
}

export class Composer {
  /** place: {channel, threadTs?}; where the text goes. */
  constructor(app, place, label) {
    this.app = app;
    this.place = place;
    const boxId = freshId("composer");
    const listId = freshId("commands");
    this.pick = -1;
    this.offer = null;
    this.tray = new Tray(() => this.#maySend());
    this.help = h("div", { class: "command-help", id: listId, role: "listbox", "aria-label": "Suggestions", hidden: true });
    this.note = h("div", { class: "composer-note", role: "alert" });
    this.hint = h("div", { class: "composer-hint" });
    this.box = h("textarea", {
      id: boxId,
      class: "composer-box",
      rows: 1,
      placeholder: label,
      "aria-label": label,
      "aria-autocomplete": "list",
      "aria-controls": listId,
      autocomplete: "off",
      spellcheck: "false",
      autocapitalize: "off",
    });
    this.fileInput = h("input", { type: "file", multiple: true, hidden: true, tabindex: -1, "aria-hidden": "true" });
    this.sendButton = h("button", { type: "button", class: "send", "aria-label": "Send", title: "Send (Enter)", onclick: () => this.send() }, icon("send"));
    this.node = h(
      "div",
      { class: "composer" },
      this.help,
      this.note,
      h(
        "div",
        { class: "composer-frame" },
        this.box,
        this.tray.node,
        h(
          "div",
          { class: "composer-tools" },
          iconButton("code", "Code block", () => this.codeBlock(), { title: `Code block (${isMac ? "Cmd+Option" : "Ctrl+Alt"}+Shift+C)`, "aria-keyshortcuts": isMac ? "Meta+Alt+Shift+C" : "Control+Alt+Shift+C" }),
          iconButton("clip", "Attach a file", () => this.fileInput.click()),
          this.fileInput,
          this.hint,
          this.sendButton,
        ),
      ),
    );
    this.draft = `${place.channel}:${place.threadTs ?? ""}`;
    this.#listen();
    this.text = app.drafts.get(this.draft) ?? "";
  }

  #listen() {
    this.box.addEventListener("input", () => this.changed());
    this.box.addEventListener("keydown", (event) => this.#key(event));
    this.box.addEventListener("keyup", () => this.#sayWhere());
    this.box.addEventListener("click", () => this.#sayWhere());
    this.box.addEventListener("blur", () => (this.help.hidden = true));
    this.box.addEventListener("focus", () => this.#offer());
    this.fileInput.addEventListener("change", () => {
      this.attach([...this.fileInput.files]);
      this.fileInput.value = "";
    });
    this.box.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      // A spreadsheet puts a picture of its cells beside their text; the text is meant.
      if (files.length === 0 || event.clipboardData.getData("text/plain")) return;
      event.preventDefault();
      this.attach(files);
    });
  }

  /** Files dropped anywhere on the pane are taken. */
  dropsOn(pane) {
    takeDrops(pane, (files) => this.attach(files));
    return this;
  }

  attach(files) {
    if (files.length === 0) return;
    this.say("");
    this.tray.add(files);
    this.focus();
  }

  get text() {
    return this.box.value;
  }

  set text(value) {
    this.box.value = value;
    this.changed();
  }

  focus() {
    this.box.focus();
  }

  changed() {
    this.say("");
    this.app.drafts.set(this.draft, this.text);
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight + 2, 320)}px`;
    this.box.classList.toggle("has-code", this.text.includes(FENCE));
    this.#maySend();
    this.#offer();
    this.#sayWhere();
  }

  #maySend() {
    this.sendButton.disabled = this.text.trim() === "" && this.tray.size === 0;
  }

  #sayWhere() {
    const inside = insideFence(this.text, this.box.selectionStart);
    this.hint.textContent = inside ? `Code block: Enter makes a new line, ${isMac ? "Cmd" : "Ctrl"}+Enter sends` : this.text ? "Enter sends, Shift+Enter makes a new line" : "";
  }

  say(problem) {
    replace(this.note, problem ? [icon("warn"), problem] : null);
  }

  #offer() {
    const caret = this.box.selectionStart;
    const found = document.activeElement === this.box ? suggest(this.text, caret, this.app.store, Boolean(this.place.threadTs), insideFence(this.text, caret)) : null;
    this.offer = found;
    this.pick = found?.pick ?? -1;
    if (found?.refused) return this.#refuseAhead(found.refused);
    return this.#list();
  }

  #list() {
    const { offer } = this;
    const listed = (offer?.options ?? []).map((one, i) =>
      h(
        "div",
        { class: "command", role: "option", id: `${this.help.id}-${i}`, "aria-selected": String(i === this.pick), onmousedown: (event) => (event.preventDefault(), this.#complete(i)) },
        h("div", { class: "command-line" }, one.emoji ? [emoji(one.emoji), " "] : null, h("strong", {}, one.label), h("span", { class: "command-usage" }, one.usage ?? "")),
        one.about ? h("div", { class: "command-about" }, one.about) : null,
      ),
    );
    replace(this.help, offer ? [h("div", { class: "command-title", role: "presentation" }, offer.title), listed] : null);
    this.help.hidden = !offer;
    if (this.pick >= 0 && listed.length) {
      this.box.setAttribute("aria-activedescendant", `${this.help.id}-${this.pick}`);
      listed[this.pick].scrollIntoView({ block: "nearest" });
    } else this.box.removeAttribute("aria-activedescendant");
  }

  /** Slack takes no app's command in a thread; says so before it is sent, and what to write instead. */
  #refuseAhead(command) {
    replace(this.help, h("div", { class: "command-title", role: "presentation" }, this.#refusal(command)));
    this.help.hidden = false;
    this.box.removeAttribute("aria-activedescendant");
  }

  #refusal(command) {
    const word = command.slice(1);
    return [`${command} is not supported in threads. Sorry!`, h("span", { class: "composer-way-out" }, " Here you can write ", h("code", {}, `@${word} stop`), " or ", h("code", {}, `!${word} stop`), ".")];
  }

  #complete(index) {
    const chosen = this.offer?.options?.[index];
    if (!chosen) return false;
    const caret = this.box.selectionStart;
    const text = this.text.slice(0, chosen.from) + chosen.insert + this.text.slice(caret).replace(/^ /, "");
    const to = chosen.from + chosen.insert.length;
    this.box.value = text;
    this.box.setSelectionRange(to, to);
    this.changed();
    return true;
  }

  #key(event) {
    if (event.isComposing) return;
    const { key } = event;
    const offering = !this.help.hidden;
    const options = this.offer?.options ?? [];
    if (event.code === "KeyC" && event.altKey && event.shiftKey && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.codeBlock();
    } else if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.send();
    } else if (key === "Enter" && !event.shiftKey && !event.altKey) {
      if (insideFence(this.text, this.box.selectionStart)) return;
      event.preventDefault();
      if (!(offering && !this.offer?.exact && this.#complete(this.pick))) this.send();
    } else if (key === "Tab" && offering && !event.shiftKey) {
      if (this.#complete(Math.max(0, this.pick))) event.preventDefault();
    } else if (offering && options.length && (key === "ArrowDown" || key === "ArrowUp")) {
      event.preventDefault();
      const step = key === "ArrowDown" ? 1 : -1;
      this.pick = this.pick < 0 ? (step > 0 ? 0 : options.length - 1) : (this.pick + step + options.length) % options.length;
      this.offer.exact = false;
      this.#list();
    } else if (key === "Escape" && offering) {
      event.stopPropagation();
      this.help.hidden = true;
    } else if (key === "ArrowUp" && this.text === "") {
      if (this.app.editLastOwn(this.place)) event.preventDefault();
    }
  }

  /** Puts the selection, or an empty line, between fences. */
  codeBlock() {
    const { selectionStart: from, selectionEnd: to } = this.box;
    const before = this.text.slice(0, from);
    const after = this.text.slice(to);
    const open = `${before && !before.endsWith("\n") ? "\n" : ""}${FENCE}\n`;
    this.text = `${before}${open}${this.text.slice(from, to)}\n${FENCE}${after}`;
    const caret = from + open.length + (to - from);
    this.focus();
    this.box.setSelectionRange(caret, caret);
    this.#sayWhere();
  }

  async send() {
    const text = this.text.trim();
    if (this.busy) return undefined;
    if (this.tray.size) return this.#upload(text);
    if (!text) return undefined;
    const word = /^\/\S+/.exec(text)?.[0];
    if (word && this.place.threadTs) return this.say(h("span", {}, this.#refusal(word)));
    if (word && !commandsOf(this.app.store).some((one) => one.command === word)) return this.say(`${word} is not a valid command. In Slack, all messages that begin with “/” are read as commands.`);
    const kept = this.text;
    this.text = "";
    const problem = await this.#while(() => (word ? this.app.command(this.place.channel, text) : this.app.post(this.place, text)));
    if (!problem) return undefined;
    if (!this.text) this.text = kept;
    return this.say(word ? `${word} failed with the error “${problem}”${inWords(problem) === problem ? "" : `: ${inWords(problem)}`}` : `Not sent: ${inWords(problem)}`);
  }

  async #while(work) {
    this.busy = true;
    this.node.setAttribute("aria-busy", "true");
    try {
      return await work();
    } finally {
      this.busy = false;
      this.node.removeAttribute("aria-busy");
    }
  }

  async #upload(comment) {
    const place = { channel_id: this.place.channel, thread_ts: this.place.threadTs, initial_comment: comment || undefined };
    const problem = await this.#while(() => this.app.api.upload(this.tray.files, place));
    if (problem) return this.say(`Not uploaded: ${inWords(problem)}`);
    this.tray.clear();
    if (this.text.trim() === comment) this.text = "";
    return undefined;
  }
}
