// What is offered while somebody types: commands and the words behind them, people, channels, emoji.
import { emojiLike } from "./emoji.js";

const MOST = 12;

/** Slack's own commands, as far as the playground needs them. */
const BUILT_IN = [{ command: "/invite", usage_hint: "@glue", description: "Slack: add a person or an app to this channel" }];

export const commandsOf = (store) => [...store.commands, ...BUILT_IN];

/** An option replaces the text from `from` to the caret with `insert`. */
const option = (from, insert, label, usage, about, emoji) => ({ from, insert, label, usage, about, emoji });

function wordsBehind(command, before, start) {
  const typed = before.slice(start);
  const words = command.words ?? [];
  const [first, ...rest] = typed.split(/\s+/);
  if (rest.length) {
    const known = words.find((one) => one.word === first.toLowerCase());
    return known ? { title: `${known.usage}: ${known.about}`, options: [] } : null;
  }
  const options = words.filter((one) => one.word.startsWith(first.toLowerCase())).map((one) => option(start, `${one.word} `, one.word, one.usage.slice(one.word.length), one.about));
  // Before a letter is typed nothing is chosen, so that Enter sends what stands there.
  return options.length ? { title: `${command.command} …`, options, pick: first ? 0 : -1, exact: words.some((one) => one.word === first.toLowerCase()) } : null;
}

function slash(text, before, store, inThread) {
  const first = /^\/\S*/.exec(text)?.[0];
  if (first === undefined || text.includes("\n")) return null;
  const known = commandsOf(store);
  if (before.length <= first.length) {
    const found = known.filter((one) => one.command.startsWith(first));
    if (found.length && inThread) return { refused: found[0].command };
    return found.length ? { title: "Commands", options: found.map((one) => option(0, `${one.command} `, one.command, ` ${one.usage_hint ?? ""}`, one.description)), pick: 0, exact: found.some((one) => one.command === first) } : null;
  }
  const command = known.find((one) => one.command === first);
  if (!command) return null;
  if (inThread) return { refused: command.command };
  return wordsBehind(command, before, first.length + 1) ?? { title: `${command.command} ${command.usage_hint ?? ""}`, options: [] };
}

/** In a thread, where no slash command works: @glue stop, !glue stop. */
function spoken(before, store) {
  for (const command of store.commands) {
    const name = command.command.slice(1);
    const match = new RegExp(`^[@!]${name} +`, "i").exec(before);
    if (match) return wordsBehind({ ...command, command: match[0].trim() }, before, match[0].length);
  }
  return null;
}

function people(before, store) {
  const match = /(?:^|[\s(])@([\p{L}\p{N}._-]*)$/u.exec(before);
  if (!match) return null;
  const typed = match[1].toLowerCase();
  const from = before.length - match[1].length - 1;
  const found = [...store.users.values()].filter((user) => user.name?.toLowerCase().startsWith(typed) || (user.real_name ?? "").toLowerCase().split(/\s+/).some((part) => part.startsWith(typed)));
  if (found.length === 0) return null;
  return { title: "People", options: found.slice(0, MOST).map((user) => option(from, `@${user.name} `, `@${user.name}`, ` ${user.real_name ?? ""}`, "")), pick: 0, exact: found.some((user) => user.name === typed) };
}

function places(before, store) {
  const match = /(?:^|[\s(])#([a-z0-9_-]*)$/.exec(before);
  if (!match) return null;
  const found = [...store.channels.values()].filter((channel) => !channel.is_im && channel.name.startsWith(match[1]));
  if (found.length === 0) return null;
  return { title: "Channels", options: found.slice(0, MOST).map((channel) => option(before.length - match[1].length - 1, `#${channel.name} `, `#${channel.name}`, "", "")), pick: match[1] ? 0 : -1, exact: found.some((channel) => channel.name === match[1]) };
}

function emoji(before) {
  const match = /(?:^|\s):([a-z0-9_+-]{2,})$/.exec(before);
  const names = match ? emojiLike(match[1]).slice(0, MOST) : [];
  if (names.length === 0) return null;
  return { title: "Emoji", options: names.map((name) => option(before.length - match[1].length - 1, `:${name}: `, `:${name}:`, "", "", name)), pick: 0, exact: false };
}

/** What fits at the caret: {title, options, pick, exact}, {refused} for a command where none works, or null. */
export function suggest(text, caret, store, inThread, inCode) {
  if (inCode) return null;
  const before = text.slice(0, caret);
  return slash(text, before, store, inThread) ?? spoken(before, store) ?? people(before, store) ?? places(before, store) ?? emoji(before);
}
