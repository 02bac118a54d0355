// Files that wait in the composer until they are sent with its text.
import { h, iconButton, icon } from "./dom.js";
import { sizeOf } from "./when.js";

const isPicture = (file) => /^image\/(png|jpeg|gif|webp)$/.test(file.type);

export class Tray {
  constructor(onchange) {
    this.onchange = onchange;
    this.waiting = [];
    this.node = h("ul", { class: "tray", "aria-label": "Files to send", hidden: true });
  }

  get size() {
    return this.waiting.length;
  }

  /** The files, each with the description that was written for it. */
  get files() {
    return this.waiting.map(({ file, field }) => ({ file, alt: field?.value.trim() || undefined }));
  }

  add(files) {
    for (const file of files) this.#put(file);
    this.#changed();
  }

  #put(file) {
    const entry = { file };
    if (isPicture(file)) {
      entry.url = URL.createObjectURL(file);
      entry.field = h("input", { class: "tray-alt", type: "text", maxlength: 1000, placeholder: "Describe the picture", "aria-label": `Description of ${file.name}` });
    }
    entry.node = h(
      "li",
      { class: "tray-file" },
      entry.url ? h("img", { class: "tray-picture", src: entry.url, alt: "" }) : icon("file"),
      h("span", { class: "tray-words" }, h("span", { class: "tray-name" }, file.name), h("span", { class: "file-size" }, sizeOf(file.size)), entry.field),
      iconButton("close", `Remove ${file.name}`, () => this.#drop(entry)),
    );
    this.waiting.push(entry);
    this.node.append(entry.node);
  }

  #drop(entry) {
    if (entry.url) URL.revokeObjectURL(entry.url);
    entry.node.remove();
    this.waiting = this.waiting.filter((one) => one !== entry);
    this.#changed();
  }

  clear() {
    for (const entry of [...this.waiting]) this.#drop(entry);
  }

  #changed() {
    this.node.hidden = this.waiting.length === 0;
    this.onchange();
  }
}

/** Files that are dragged over a pane go into its composer. */
export function takeDrops(zone, take) {
  const withFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  zone.addEventListener("dragover", (event) => {
    if (!withFiles(event)) return;
    event.preventDefault();
    zone.classList.add("dropping");
  });
  zone.addEventListener("dragleave", (event) => zone.contains(event.relatedTarget) || zone.classList.remove("dropping"));
  zone.addEventListener("drop", (event) => {
    zone.classList.remove("dropping");
    if (!withFiles(event)) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
}
