// Files in messages: pictures in place, tables and text with a preview, everything with a download.
import { freshId, h, icon, replace } from "./dom.js";
import { showPicture } from "./dialog.js";
import { captioned } from "./tables.js";
import { sizeOf } from "./when.js";

const PREVIEW_BYTES = 64_000;
const PREVIEW_ROWS = 8;
const PREVIEW_LINES = 12;

/** The path of a file of this server, whatever host name its address carries; null for one elsewhere. */
export function localPath(url) {
  if (!url) return null;
  try {
    const parsed = new URL(url, location.href);
    if (parsed.origin === location.origin) return parsed.pathname + parsed.search;
    const loopback = ["127.0.0.1", "localhost", "[::1]"].includes(parsed.hostname);
    return loopback && parsed.pathname.startsWith("/files/") ? parsed.pathname + parsed.search : null;
  } catch {
    return null;
  }
}

const addressOf = (file) => localPath(file.url_private_download ?? file.url_private) ?? `/files/${encodeURIComponent(file.id)}/${encodeURIComponent(file.name ?? "file")}`;

/** The rows of a CSV text, quotes and line breaks within quotes included. */
export function csvRows(text, atMost) {
  const rows = [];
  let row = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length && rows.length < atMost; at += 1) {
    const here = text[at];
    if (quoted) {
      if (here === '"' && text[at + 1] === '"') cell += text[(at += 1)];
      else if (here === '"') quoted = false;
      else cell += here;
    } else if (here === '"' && cell === "") quoted = true;
    else if (here === ",") {
      row.push(cell);
      cell = "";
    } else if (here === "\n") {
      row.push(cell.replace(/\r$/, ""));
      rows.push(row);
      row = [];
      cell = "";
    } else cell += here;
  }
  if (rows.length < atMost && (cell !== "" || row.length)) rows.push([...row, cell]);
  return rows;
}

async function beginning(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`The file answered ${answer.status}`);
  const reader = answer.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode(), whole: true };
    bytes += value.length;
    text += decoder.decode(value, { stream: true });
    if (bytes > PREVIEW_BYTES) {
      await reader.cancel();
      return { text, whole: false };
    }
  }
}

function csvPreview({ text, whole }, name) {
  const [head = [], ...rows] = csvRows(text, 100_000);
  const complete = whole ? rows : rows.slice(0, -1);
  const shown = complete.slice(0, PREVIEW_ROWS);
  const note = whole ? `First ${shown.length} of ${complete.length} rows, ${head.length} columns` : `First ${shown.length} rows, ${head.length} columns`;
  return captioned(
    `Preview of ${name}`,
    note,
    h("thead", {}, h("tr", {}, head.map((cell) => h("th", { scope: "col" }, cell)))),
    h("tbody", {}, shown.map((row) => h("tr", {}, row.map((cell) => h("td", {}, cell))))),
  );
}

function textPreview({ text, whole }, name) {
  const all = text.split("\n");
  const shown = all.slice(0, PREVIEW_LINES);
  const more = all.length > shown.length || !whole;
  return [
    h("pre", { tabindex: 0, role: "region", "aria-label": `Preview of ${name}` }, h("code", {}, shown.join("\n"))),
    more ? h("div", { class: "context" }, whole ? `First ${shown.length} of ${all.length} lines` : `First ${shown.length} lines`) : null,
  ];
}

const isCsv = (file) => file.filetype === "csv" || /csv/.test(file.mimetype ?? "") || /\.csv$/i.test(file.name ?? "");
const isText = (file) => /^text\/|json|xml|x-python|x-sql|yaml/.test(file.mimetype ?? "") || /\.(py|sql|scala|txt|log|md|json|ipynb|sh|ya?ml)$/i.test(file.name ?? "");
const isPicture = (file) => /^image\/(png|jpe?g|gif|webp|svg)/.test(file.mimetype ?? "") || /\.(png|jpe?g|gif|webp)$/i.test(file.name ?? "");

/** One file of a message. */
export function fileCard(file) {
  const path = addressOf(file);
  const title = file.title || file.name || "File";
  const download = h("a", { class: "file-download", href: path, download: file.name ?? "", "aria-label": `Download ${file.name ?? title}` }, icon("down"), "Download");
  const head = h("div", { class: "file-head" }, icon("file"), h("span", { class: "file-title" }, title), h("span", { class: "file-size" }, sizeOf(file.size)), download);
  if (isPicture(file)) {
    const alt = file.alt_txt || file.alt_text || title;
    return h("figure", { class: "file file-picture" }, h("button", { type: "button", class: "picture-button", title: "Enlarge", onclick: () => showPicture({ src: path, alt, title }) }, h("img", { class: "image", src: path, alt })), h("figcaption", {}, head));
  }
  if (!isCsv(file) && !isText(file)) return h("div", { class: "file" }, head);
  const id = freshId("preview");
  const preview = h("div", { id, class: "file-preview" });
  const toggle = h("button", { type: "button", class: "small-button", "aria-expanded": "false", "aria-controls": id }, "Preview");
  toggle.addEventListener("click", async () => {
    const open = toggle.getAttribute("aria-expanded") !== "true";
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = open ? "Close preview" : "Preview";
    if (!open) return replace(preview);
    try {
      const content = await beginning(path);
      replace(preview, isCsv(file) ? csvPreview(content, title) : textPreview(content, title));
    } catch (error) {
      replace(preview, h("div", { class: "action-problem", role: "alert" }, `No preview: ${error.message}`));
    }
  });
  download.before(toggle);
  return h("div", { class: "file" }, head, preview);
}
