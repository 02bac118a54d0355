// rich_text, as Slack's own composer writes it. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { broadcast, channelMention, codeBlock, lines, link, mention } from "./mrkdwn.js";
import { formatDate } from "./when.js";

function styled(nodes, style) {
  let out = nodes;
  if (style?.code) out = [h("code", {}, out)];
  if (style?.strike) out = [h("s", {}, out)];
  if (style?.italic) out = [h("em", {}, out)];
  if (style?.bold) out = [h("strong", {}, out)];
  if (style?.underline) out = [h("u", {}, out)];
  return out;
}

function leaf(element, names) {
  switch (element.type) {
    case "text":
      return styled(lines(element.text ?? ""), element.style);
    case "link":
      return styled([link(element.url ?? "", element.text || element.url)], element.style);
    case "emoji":
      return [emoji(element.name ?? "", element.unicode)];
    case "user":
      return styled([mention(element.user_id, names)], element.style);
    case "channel":
      return styled([channelMention(element.channel_id, names)], element.style);
    case "broadcast":
      return [broadcast(element.range)];
    case "usergroup":
      return [h("span", { class: "mention" }, `@${element.usergroup_id}`)];
    case "team":
      return [h("span", { class: "mention" }, element.team_id)];
    case "date":
      return [h("time", {}, formatDate(element.timestamp, element.format ?? "{date_short}", element.fallback))];
    case "color":
      return [h("code", {}, element.value)];
    default:
      return lines(element.text ?? "");
  }
}

const leaves = (elements, names) => (elements ?? []).flatMap((element) => leaf(element, names));

/** The text of a preformatted part: a link stands for what was typed. */
export function rawText(elements) {
  return (elements ?? []).map((element) => element.text ?? element.url ?? "").join("");
}

function list(part, names) {
  const tag = part.style === "ordered" ? "ol" : "ul";
  const indent = Math.min(part.indent ?? 0, 4);
  return h(
    tag,
    { class: `rich-list indent-${indent}`, start: tag === "ol" && part.offset ? part.offset + 1 : undefined },
    (part.elements ?? []).map((item) => h("li", {}, leaves(item.elements, names))),
  );
}

/** Nodes of one rich_text block (or of the value of a rich text input). */
export function richText(block, names) {
  return (block.elements ?? []).map((part) => {
    switch (part.type) {
      case "rich_text_preformatted":
        return codeBlock(rawText(part.elements), part.language);
      case "rich_text_quote":
        return h("blockquote", {}, leaves(part.elements, names));
      case "rich_text_list":
        return list(part, names);
      default:
        return h("div", { class: "para" }, leaves(part.elements, names));
    }
  });
}

/** The plain words of a rich_text block, for sorting and filtering. */
export function plainOf(block) {
  const words = (part) =>
    part.elements ? part.elements.map(words).join("") : (part.text ?? part.name ?? part.url ?? part.user_id ?? "");
  return (block.elements ?? []).map(words).join("\n");
}
