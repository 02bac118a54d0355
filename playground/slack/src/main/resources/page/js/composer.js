// The box to write in: Enter sends, code blocks keep their lines, "/" offers the commands.
import { freshId, h, icon, iconButton, replace } from "./dom.js";
import { inWords } from "./api.js";

const FENCE = "```";

/** Slack's own commands, as far as the playground needs them. */
const BUILT_IN = [{ command: "/invite", usage_hint: "@glue", description: "Slack: add a person or an app to this channel" }];

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
    this.pick = 0;
    this.options = [];
    this.help = h("div", { class: "command-help", id: listId, role: "listbox", "aria-label": "Commands", hidden: true });
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
        h(
          "div",
          { class: "composer-tools" },
          iconButton("code", "Code block", () => this.codeBlock()),
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
      this.upload([...this.fileInput.files]);
      this.fileInput.value = "";
    });
    this.node.addEventListener("dragover", (event) => event.preventDefault());
    this.node.addEventListener("drop", (event) => {
      event.preventDefault();
      this.upload([...event.dataTransfer.files]);
    });
    this.box.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      this.upload(files);
    });
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
    this.sendButton.disabled = this.text.trim() === "";
    this.pick = 0;
    this.#offer();
    this.#sayWhere();
  }

  #sayWhere() {
    const inside = insideFence(this.text, this.box.selectionStart);
    this.hint.textContent = inside ? "Code block: Enter makes a new line, Ctrl+Enter sends" : this.text ? "Enter sends, Shift+Enter makes a new line" : "";
  }

  say(problem) {
    replace(this.note, problem ? [icon("warn"), problem] : null);
  }

  #commands() {
    return this.place.threadTs ? this.app.store.commands : [...this.app.store.commands, ...BUILT_IN];
  }

  #matching() {
    const first = /^\/\S*/.exec(this.text)?.[0];
    if (first === undefined || this.text.includes("\n")) return [];
    const started = this.text.length > first.length;
    return this.#commands().filter((one) => (started ? one.command === first : one.command.startsWith(first)));
  }

  #offer() {
    this.options = document.activeElement === this.box ? this.#matching() : [];
    const listed = this.options.map((one, i) =>
      h(
        "div",
        { class: "command", role: "option", id: `${this.help.id}-${i}`, "aria-selected": String(i === this.pick), onmousedown: (event) => (event.preventDefault(), this.#complete(i)) },
        h("div", { class: "command-line" }, h("strong", {}, one.command), " ", h("span", { class: "command-usage" }, one.usage_hint ?? "")),
        h("div", { class: "command-about" }, one.description ?? ""),
      ),
    );
    if (this.place.threadTs && this.options.length) return this.#refuseAhead(this.options[0].command);
    replace(this.help, listed.length ? [h("div", { class: "command-title", role: "presentation" }, "Commands"), listed] : null);
    this.help.hidden = listed.length === 0;
    if (listed.length) this.box.setAttribute("aria-activedescendant", `${this.help.id}-${this.pick}`);
    else this.box.removeAttribute("aria-activedescendant");
  }

  /** Slack takes no app's command in a thread; says so before it is sent, and what to write instead. */
  #refuseAhead(command) {
    this.options = [];
    replace(this.help, h("div", { class: "command-title", role: "presentation" }, this.#refusal(command)));
    this.help.hidden = false;
    this.box.removeAttribute("aria-activedescendant");
  }

  #refusal(command) {
    const word = command.slice(1);
    return [`${command} is not supported in threads. Sorry!`, h("span", { class: "composer-way-out" }, " Here you can write ", h("code", {}, `@${word} stop`), " or ", h("code", {}, `!${word} stop`), ".")];
  }

  #complete(index) {
    const command = this.options[index]?.command;
    if (!command || this.text.startsWith(`${command} `)) return false;
    this.text = `${command} `;
    this.box.setSelectionRange(this.text.length, this.text.length);
    return true;
  }

  #key(event) {
    if (event.isComposing) return;
    const { key } = event;
    const offering = !this.help.hidden;
    if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.send();
    } else if (key === "Enter" && !event.shiftKey && !event.altKey) {
      if (insideFence(this.text, this.box.selectionStart)) return;
      event.preventDefault();
      const typing = offering && !this.options.some((one) => this.text.trim() === one.command || this.text.startsWith(`${one.command} `));
      if (!(typing && this.#complete(this.pick))) this.send();
    } else if (key === "Tab" && offering && !event.shiftKey) {
      if (this.#complete(this.pick)) event.preventDefault();
    } else if (offering && this.options.length > 1 && (key === "ArrowDown" || key === "ArrowUp")) {
      event.preventDefault();
      this.pick = (this.pick + (key === "ArrowDown" ? 1 : this.options.length - 1)) % this.options.length;
      this.#offer();
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
    if (!text || this.busy) return;
    const word = /^\/\S+/.exec(text)?.[0];
    if (word && this.place.threadTs) return this.say(h("span", {}, this.#refusal(word)));
    if (word && !this.#commands().some((one) => one.command === word)) return this.say(`${word} is not a valid command. In Slack, all messages that begin with “/” are read as commands.`);
    this.busy = true;
    this.node.setAttribute("aria-busy", "true");
    const kept = this.text;
    this.text = "";
    const problem = word ? await this.app.command(this.place.channel, text) : await this.app.post(this.place, text);
    this.busy = false;
    this.node.removeAttribute("aria-busy");
    if (!problem) return;
    if (!this.text) this.text = kept;
    this.say(word ? `${word} failed with the error “${problem}”${inWords(problem) === problem ? "" : `: ${inWords(problem)}`}` : `Not sent: ${inWords(problem)}`);
  }

  async upload(files) {
    if (files.length === 0) return;
    const comment = this.text.trim();
    this.node.setAttribute("aria-busy", "true");
    const problem = await this.app.api.upload(files, {
      channel_id: this.place.channel,
      thread_ts: this.place.threadTs,
      initial_comment: comment || undefined,
    });
    this.node.removeAttribute("aria-busy");
    if (problem) this.say(`Not uploaded: ${inWords(problem)}`);
    else if (comment) this.text = "";
  }
}
