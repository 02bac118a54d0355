// The markdown block: the common part of CommonMark, plus tables. https://docs.slack.dev/reference/block-kit/blocks/markdown-block
import { h } from "./dom.js";
import { emoji, isKnown } from "./emoji.js";
import { codeBlock, lines, link } from "./mrkdwn.js";

const INLINE = [
  [/^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/, (m) => h("code", {}, m[2])],
  [/^!?\[([^\]\n]*)\]\(([^()\s]+)\)/, (m) => link(m[2], m[1] || m[2])],
  [/^<(https?:[^<>\s]+)>/, (m) => link(m[1])],
  [/^(\*\*|__)(?=\S)([\s\S]*?\S)\1/, (m) => h("strong", {}, inline(m[2]))],
  [/^~~(?=\S)([\s\S]*?\S)~~/, (m) => h("s", {}, inline(m[1]))],
  [/^\*(?=[^\s*])([\s\S]*?[^\s*])\*(?!\*)/, (m) => h("em", {}, inline(m[1]))],
  [/^_(?=[^\s_])([\s\S]*?[^\s_])_(?![\p{L}\p{N}_])/u, (m) => h("em", {}, inline(m[1]))],
  [/^:([a-z0-9_+-]+):/, (m) => (isKnown(m[1]) ? emoji(m[1]) : null)],
  [/^https?:\/\/[^\s<>()]*[^\s<>().,;:!?'"*_~`]/, (m) => link(m[0])],
];

function inline(text) {
  const out = [];
  let plain = "";
  const flush = () => {
    if (plain) out.push(...lines(plain));
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    if (/^\\[!-/:-@[-`{-~]/.test(rest)) {
      plain += rest[1];
      at += 2;
      continue;
    }
    const inWord = at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1]);
    let node = null;
    let length = 0;
    if (/[`!\[<*_~:h]/.test(text[at]) && !(inWord && /[_h:]/.test(text[at]))) {
      for (const [pattern, make] of INLINE) {
        const match = pattern.exec(rest);
        if (match && (node = make(match))) {
          length = match[0].length;
          break;
        }
      }
    }
    if (node) {
      flush();
      out.push(node);
      at += length;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return out;
}

const cells = (line) => line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
const RULE = /^ *\|?(?: *:?-{1,}:? *\|)+ *(?::?-{1,}:? *)?$/;
const ITEM = /^( *)([-*+]|\d{1,9}[.)]) +(.*)$/;

function table(head, rule, rows) {
  const align = cells(rule).map((cell) => (cell.endsWith(":") ? (cell.startsWith(":") ? "center" : "right") : "left"));
  const row = (line, tag) =>
    h("tr", {}, cells(line).map((cell, i) => h(tag, { class: `align-${align[i] ?? "left"}`, scope: tag === "th" ? "col" : null }, inline(cell))));
  return h(
    "div",
    { class: "table-scroll", tabindex: 0, role: "region", "aria-label": "Table" },
    h("table", { class: "table" }, h("thead", {}, row(head, "th")), h("tbody", {}, rows.map((line) => row(line, "td")))),
  );
}

function listOf(items) {
  const base = items[0].indent;
  const ordered = /\d/.test(items[0].mark);
  const out = [];
  for (let at = 0; at < items.length; ) {
    const item = items[at++];
    const inner = [];
    while (at < items.length && items[at].indent > base + 1) inner.push(items[at++]);
    const task = /^\[([ xX])\] +(.*)$/.exec(item.text);
    const label = task ? [task[1] === " " ? "☐ " : "☑ ", inline(task[2])] : inline(item.text);
    out.push(h("li", {}, label, inner.length ? listOf(inner) : null));
  }
  return ordered ? h("ol", { start: Number.parseInt(items[0].mark, 10) }, out) : h("ul", {}, out);
}

/** Renders a markdown text to nodes. */
export function markdown(text) {
  const all = text.replaceAll("\r\n", "\n").split("\n");
  const out = [];
  let para = [];
  const endPara = () => {
    if (para.length) out.push(h("p", {}, inline(para.join("\n"))));
    para = [];
  };
  for (let at = 0; at < all.length; at += 1) {
    const line = all[at];
    const fence = /^ {0,3}(```+|~~~+) *([\w+-]*)/.exec(line);
    const heading = /^ {0,3}(#{1,6}) +(.*?) *#*$/.exec(line);
    if (fence) {
      endPara();
      const code = [];
      for (at += 1; at < all.length && !all[at].trim().startsWith(fence[1]); at += 1) code.push(all[at]);
      out.push(codeBlock(code.join("\n"), fence[2]));
    } else if (heading) {
      endPara();
      out.push(h("p", { class: `md-heading md-heading-${heading[1].length}`, role: "heading", "aria-level": Math.min(6, heading[1].length + 3) }, inline(heading[2])));
    } else if (/^ {0,3}([-*_])( *\1){2,} *$/.test(line)) {
      endPara();
      out.push(h("hr"));
    } else if (line.startsWith(">")) {
      endPara();
      const quote = [];
      for (; at < all.length && all[at].startsWith(">"); at += 1) quote.push(all[at].replace(/^> ?/, ""));
      at -= 1;
      out.push(h("blockquote", {}, markdown(quote.join("\n"))));
    } else if (line.includes("|") && RULE.test(all[at + 1] ?? "")) {
      endPara();
      const rule = all[at + 1];
      const rows = [];
      for (at += 2; at < all.length && all[at].includes("|"); at += 1) rows.push(all[at]);
      at -= 1;
      out.push(table(line, rule, rows));
    } else if (ITEM.test(line)) {
      endPara();
      const items = [];
      for (; at < all.length && all[at].trim() && (ITEM.test(all[at]) || /^ {2,}/.test(all[at])); at += 1) {
        const item = ITEM.exec(all[at]);
        if (item) items.push({ indent: item[1].length, mark: item[2], text: item[3] });
        else items.at(-1).text += `\n${all[at].trim()}`;
      }
      at -= 1;
      out.push(listOf(items));
    } else if (line.trim() === "") endPara();
    else para.push(line.replace(/ {2,}$/, ""));
  }
  endPara();
  return out;
}
