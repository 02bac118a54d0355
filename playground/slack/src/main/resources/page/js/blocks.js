// Block Kit. https://docs.slack.dev/reference/block-kit/blocks
import { freshId, h } from "./dom.js";
import { dataVisualization } from "./charts.js";
import { element } from "./elements.js";
import { markdown } from "./markdown.js";
import { link, safeUrl, textObject } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { dataTable, plainTable } from "./tables.js";
import { fileCard, localPath } from "./files.js";
import { showPicture } from "./dialog.js";

/** A picture of this server, or the place of one elsewhere: the playground loads nothing from the network. */
export function picture(url, alt, props) {
  const local = localPath(url);
  if (local) return h("img", { src: local, alt: alt ?? "", loading: "lazy", ...props });
  const href = safeUrl(url ?? "");
  const where = href ? new URL(href).host : "";
  return h("span", { class: "picture-elsewhere" }, `Picture${where ? ` on ${where}` : ""}: ${alt ?? "without description"}`);
}

const pictureOf = (object) => object.image_url ?? object.slack_file?.url ?? (object.slack_file?.id ? `/files/${object.slack_file.id}/picture` : "");

function section(block, ctx) {
  const text = h("div", { class: "section-text" }, block.text ? textObject(block.text, ctx.names) : null);
  if (block.fields?.length) text.append(h("div", { class: "fields" }, block.fields.map((field) => h("div", { class: "field" }, textObject(field, ctx.names)))));
  if (!block.accessory) return h("div", { class: "section" }, text);
  const accessory = block.accessory.type === "image" ? picture(pictureOf(block.accessory), block.accessory.alt_text, { class: "accessory-image" }) : element(block.accessory, ctx, block.block_id);
  return h("div", { class: "section" }, text, h("div", { class: "accessory" }, accessory));
}

function context(block, ctx) {
  const one = (part) => (part.type === "image" ? picture(pictureOf(part), part.alt_text, { class: "context-image" }) : h("span", {}, textObject(part, ctx.names)));
  return h("div", { class: "context" }, (block.elements ?? []).map(one));
}

function image(block, ctx) {
  return h(
    "figure",
    { class: "image-block" },
    block.title ? h("figcaption", {}, textObject(block.title, ctx.names)) : null,
    enlargeable(block),
  );
}

function enlargeable(block) {
  const shown = picture(pictureOf(block), block.alt_text, { class: "image" });
  if (!shown.matches("img")) return shown;
  return h("button", { type: "button", class: "picture-button", title: "Enlarge", onclick: () => showPicture({ src: shown.src, alt: block.alt_text, title: block.title?.text }) }, shown);
}

function input(block, ctx) {
  const control = element(block.element, ctx, block.block_id);
  const target = control.querySelector("input:not([type=checkbox]):not([type=radio]), textarea, select") ?? control.firstElementChild;
  const labelId = freshId("label");
  const noteId = freshId("note");
  const errorId = freshId("error");
  const simple = target?.matches("input, textarea, select");
  if (target) {
    target.removeAttribute("aria-label");
    target.setAttribute("aria-labelledby", labelId);
    target.setAttribute("aria-describedby", `${noteId} ${errorId}`);
    if (simple) target.id = freshId("field");
  }
  return h(
    "div",
    { class: "input-block", data: { blockId: block.block_id } },
    h(simple ? "label" : "div", { id: labelId, class: "label", for: simple ? target.id : null }, textObject(block.label, ctx.names), block.optional ? h("span", { class: "optional" }, " (optional)") : null),
    control,
    h("div", { id: errorId, class: "field-error" }),
    h("div", { id: noteId, class: "hint" }, block.hint ? textObject(block.hint, ctx.names) : null),
  );
}

function container(block, ctx) {
  const title = block.rich_text_title ? richText(block.rich_text_title, ctx.names) : textObject(block.title, ctx.names);
  // A block within that has no id of its own goes by the outer's.
  const inner = blocks((block.child_blocks ?? []).map((one) => ({ block_id: block.block_id, ...one })), ctx);
  const subtitle = block.subtitle ? h("div", { class: "context" }, textObject(block.subtitle, ctx.names)) : null;
  if (!block.is_collapsible) return h("div", { class: "container" }, h("div", { class: "container-title" }, title), subtitle, inner);
  return h("details", { class: "container", open: !block.default_collapsed }, h("summary", { class: "container-title" }, title), subtitle, inner);
}

function card(block, ctx) {
  const part = (object, name) => (object ? h("div", { class: name }, textObject(object, ctx.names)) : null);
  return h(
    "div",
    { class: "container" },
    block.hero_image ? picture(pictureOf(block.hero_image), block.hero_image.alt_text, { class: "image" }) : null,
    part(block.title, "container-title"),
    part(block.subtitle, "context"),
    part(block.body, "section-text"),
    block.actions?.length ? h("div", { class: "actions" }, block.actions.map((one) => element(one, ctx, block.block_id))) : null,
  );
}

function video(block, ctx) {
  const href = safeUrl(block.title_url ?? block.video_url ?? "");
  const title = textObject(block.title, ctx.names);
  return h("div", { class: "container" }, h("div", { class: "container-title" }, href ? h("a", { href, target: "_blank", rel: "noopener noreferrer" }, title) : title), h("div", { class: "context" }, block.alt_text ?? ""));
}

const TASKS = { pending: "Waiting", in_progress: "Under way", complete: "Done", error: "Failed" };

function taskCard(block, ctx) {
  const part = (one) => (one ? h("div", { class: "rich-text" }, richText(one, ctx.names)) : null);
  const sources = (block.sources ?? []).map((one) => h("li", {}, link(one.url ?? "", one.text ?? one.url)));
  return h(
    "div",
    { class: "container" },
    h("div", { class: "container-title" }, block.title ?? "", " ", h("span", { class: "badge" }, TASKS[block.status] ?? block.status ?? "")),
    part(block.details),
    part(block.output),
    sources.length ? h("ul", {}, sources) : null,
  );
}

const ALERTS = { info: "Information", warning: "Warning", error: "Error", success: "Done" };

const MAKERS = {
  section,
  context,
  image,
  input,
  container,
  card,
  video,
  header: (block, ctx) => h("div", { class: "header", role: "heading", "aria-level": 3 }, textObject(block.text, ctx.names)),
  divider: () => h("hr", { class: "divider" }),
  actions: (block, ctx) => h("div", { class: "actions" }, (block.elements ?? []).map((one) => element(one, ctx, block.block_id))),
  context_actions: (block, ctx) => h("div", { class: "actions" }, (block.elements ?? []).map((one) => element(one, ctx, block.block_id))),
  rich_text: (block, ctx) => h("div", { class: "rich-text" }, richText(block, ctx.names)),
  markdown: (block) => h("div", { class: "markdown" }, markdown(block.text ?? "")),
  table: plainTable,
  data_table: dataTable,
  data_visualization: dataVisualization,
  file: (block, ctx) => (block.file ? fileCard(block.file, ctx) : h("div", { class: "context" }, `File ${block.external_id ?? ""}`)),
  alert: (block, ctx) => h("div", { class: "alert" }, ALERTS[block.level] ? h("strong", {}, `${ALERTS[block.level]}: `) : null, textObject(block.text, ctx.names)),
  task_card: taskCard,
  plan: (block, ctx) => h("div", { class: "container" }, h("div", { class: "container-title" }, block.title ?? ""), (block.tasks ?? []).map((one) => taskCard(one, ctx))),
  carousel: (block, ctx) => h("div", { class: "carousel" }, (block.elements ?? []).map((one) => card({ block_id: block.block_id, ...one }, ctx))),
};

/** Renders blocks; one that fails or that the page does not know says so in its place and leaves the rest alone. */
export function blocks(list, ctx) {
  return list.map((block, i) => {
    const named = block.block_id ? block : { ...block, block_id: `block-${i}` };
    const make = MAKERS[block?.type];
    if (!make) return h("div", { class: "block unknown" }, `[A ${block?.type ?? "nameless"} block is not shown here]`);
    try {
      return h("div", { class: `block block-${block.type}` }, make(named, { ...ctx, element: (el, inner) => element(el, inner, named.block_id) }));
    } catch (error) {
      console.warn(`A ${block.type} block could not be drawn`, error);
      return h("div", { class: "block unknown" }, `[A ${block.type} block could not be drawn]`);
    }
  });
}

/** Attachments: Slack's older frame around blocks or plain fields. */
export function attachments(list, ctx) {
  return list.map((one) => {
    const inner = one.blocks?.length
      ? blocks(one.blocks, ctx)
      : [
          one.pretext && h("div", { class: "para" }, textObject({ type: "mrkdwn", text: one.pretext }, ctx.names)),
          one.title && h("div", { class: "container-title" }, one.title),
          (one.text ?? one.fallback) && h("div", { class: "para" }, textObject({ type: "mrkdwn", text: one.text ?? one.fallback }, ctx.names)),
          one.fields?.length && h("div", { class: "fields" }, one.fields.map((field) => h("div", { class: "field" }, h("strong", {}, field.title), h("br"), textObject({ type: "mrkdwn", text: field.value ?? "" }, ctx.names)))),
          one.footer && h("div", { class: "context" }, one.footer),
        ];
    return h("div", { class: "attachment" }, inner);
  });
}
