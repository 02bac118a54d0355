// Slack's mrkdwn. https://docs.slack.dev/messaging/formatting-message-text
import { h } from "./dom.js";
import { emoji, isKnown } from "./emoji.js";
import { formatDate } from "./when.js";

const MARKS = { "*": "strong", _: "em", "~": "s" };

/** Undoes the only three escapes that Slack knows; & comes last so that &amp;lt; stays &lt;. */
export function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** A link that may be followed, or null: only the web and mail, never a script. */
export function safeUrl(url) {
  try {
    const parsed = new URL(url, location.href);
    return ["http:", "https:", "mailto:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

export function link(url, label) {
  const href = safeUrl(url);
  if (href === null) return document.createTextNode(label ?? url);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, label ?? url);
}

export function mention(userId, names) {
  return h("span", { class: names.isMe(userId) ? "mention mention-me" : "mention" }, `@${names.user(userId)}`);
}

export function channelMention(channelId, names, label) {
  const name = names.channel(channelId) ?? label ?? channelId;
  return h("a", { class: "mention", href: `#channel=${encodeURIComponent(channelId)}` }, `#${name}`);
}

export function broadcast(range) {
  return h("span", { class: "mention mention-me" }, `@${range}`);
}

function angle(inner, names) {
  const bar = inner.indexOf("|");
  const target = unescape(bar < 0 ? inner : inner.slice(0, bar));
  const label = bar < 0 ? undefined : unescape(inner.slice(bar + 1));
  if (/^@[UW]/.test(target)) return mention(target.slice(1), names);
  if (target.startsWith("#C")) return channelMention(target.slice(1), names, label);
  if (target.startsWith("!date^")) {
    const [, seconds, format, url] = target.split("^");
    const text = formatDate(Number(seconds), format ?? "{date_short}", label);
    return url ? link(url, text) : h("time", {}, text);
  }
  if (target.startsWith("!subteam^")) return h("span", { class: "mention" }, label ?? "@group");
  if (target.startsWith("!")) return broadcast(label ?? target.slice(1));
  return link(target, label ?? target.replace(/^mailto:/, ""));
}

const wordAt = (text, at) => at >= 0 && at < text.length && /[\p{L}\p{N}]/u.test(text[at]);

function closing(text, mark, from) {
  for (let at = text.indexOf(mark, from); at >= 0; at = text.indexOf(mark, at + 1)) {
    if (text.slice(from, at).includes("\n")) return -1;
    if (at > from && !/\s/.test(text[at - 1]) && !wordAt(text, at + 1)) return at;
  }
  return -1;
}

function knownEmoji(rest) {
  const match = /^:([a-z0-9_+-]+):(?::skin-tone-\d:)?/.exec(rest);
  return match && isKnown(match[1]) ? match : null;
}

/** Inline mrkdwn of one or more lines, as nodes. */
export function inline(text, names) {
  const out = [];
  let plain = "";
  const flush = () => {
    if (plain) out.push(...lines(unescape(plain)));
    plain = "";
  };
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const here = text[at];
    let match;
    if (here === "`" && (match = /^`([^`\n]+)`/.exec(rest))) {
      flush();
      out.push(h("code", {}, unescape(match[1])));
    } else if (here === "<" && (match = /^<([^<>\n]+)>/.exec(rest))) {
      flush();
      out.push(angle(match[1], names));
    } else if (here === ":" && (match = knownEmoji(rest))) {
      flush();
      out.push(emoji(match[1]));
    } else if (here === "h" && !wordAt(text, at - 1) && (match = /^https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"*_~`]/.exec(rest))) {
      flush();
      out.push(link(unescape(match[0])));
    } else if (MARKS[here] && !wordAt(text, at - 1) && /^.[^\s]/.test(rest)) {
      const end = closing(text, here, at + 1);
      if (end > 0) {
        flush();
        out.push(h(MARKS[here], {}, inline(text.slice(at + 1, end), names)));
        at = end + 1;
        continue;
      }
    }
    if (match) at += match[0].length;
    else {
      plain += here;
      at += 1;
    }
  }
  flush();
  return out;
}

/** Text with its line breaks and without any markup. */
export function lines(text) {
  return text.split("\n").flatMap((line, i) => (i === 0 ? [line] : [h("br"), line]));
}

const QUOTE = /^(?:&gt;|>) ?/;
const BULLET = /^ *(?:[•◦▪-]) +/;
const NUMBER = /^ *(\d{1,3})\. +/;

function kindOf(line) {
  if (QUOTE.test(line)) return "quote";
  if (BULLET.test(line)) return "bullet";
  if (NUMBER.test(line)) return "number";
  return "text";
}

function prose(text, names) {
  const out = [];
  const all = text.split("\n");
  for (let at = 0; at < all.length; ) {
    const kind = kindOf(all[at]);
    const group = [];
    while (at < all.length && kindOf(all[at]) === kind) group.push(all[at++]);
    if (kind === "quote") {
      const inner = group.map((line) => line.replace(QUOTE, "")).join("\n");
      out.push(h("blockquote", {}, inline(inner, names)));
    } else if (kind === "bullet") {
      out.push(h("ul", {}, group.map((line) => h("li", {}, inline(line.replace(BULLET, ""), names)))));
    } else if (kind === "number") {
      const start = Number(NUMBER.exec(group[0])[1]);
      out.push(h("ol", { start }, group.map((line) => h("li", {}, inline(line.replace(NUMBER, ""), names)))));
    } else {
      const inner = group.join("\n").replace(/^\n/, "").replace(/\n$/, "");
      if (inner) out.push(h("div", { class: "para" }, inline(inner, names)));
    }
  }
  return out;
}

/** A block of code with its own scroll bar, reachable by keyboard. */
export function codeBlock(text, language) {
  const label = language ? `Code block, ${language}` : "Code block";
  return h("pre", { tabindex: 0, role: "region", "aria-label": label }, h("code", {}, text));
}

/** Renders mrkdwn to nodes. `names` answers who and where an id is. */
export function mrkdwn(text, names) {
  const out = [];
  const fence = /```\n?([\s\S]*?)\n?```/g;
  let from = 0;
  for (let match = fence.exec(text); match; match = fence.exec(text)) {
    const before = text.slice(from, match.index).replace(/\n$/, "");
    if (before.trim()) out.push(...prose(before, names));
    out.push(codeBlock(unescape(match[1].replace(/<([^<>|\n]+)(?:\|([^<>\n]*))?>/g, (_, url, label) => label ?? url))));
    from = fence.lastIndex;
  }
  const after = text.slice(from).replace(from > 0 ? /^\n/ : /^$/, "");
  if (after.trim()) out.push(...prose(after, names));
  return out;
}

/** plain_text and mrkdwn objects, inline only. */
export function textObject(object, names) {
  if (!object) return [];
  if (object.type === "mrkdwn") return mrkdwn(object.text ?? "", names);
  return plainText(object.text ?? "", object.emoji !== false);
}

export function plainText(text, withEmoji = true) {
  if (!withEmoji) return lines(text);
  const out = [];
  for (const part of text.split(/(:[a-z0-9_+-]+:)/)) {
    const name = /^:([a-z0-9_+-]+):$/.exec(part)?.[1];
    if (name && isKnown(name)) out.push(emoji(name));
    else if (part) out.push(...lines(part));
  }
  return out;
}
