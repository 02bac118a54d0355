// Interactive elements. Each registers a reader, so that a form knows its values in the shape of Slack's view.state.values.
// https://docs.slack.dev/reference/block-kit/block-elements
import { add, freshId, h, icon, replace } from "./dom.js";
import { safeUrl, textObject } from "./mrkdwn.js";
import { plainOf } from "./richtext.js";
import { confirmFirst } from "./dialog.js";
import { opensMenu } from "./popup.js";

/** A list that is longer can be searched. */
const MANY = 8;

const words = (object) => object?.text ?? "";
const allOptions = (el) => el.options ?? (el.option_groups ?? []).flatMap((group) => group.options ?? []);
const sameOption = (a, b) => a && b && a.value === b.value && words(a.text) === words(b.text);

/** Asks first where the element wants it, then acts; shows what is under way and what went wrong beside the control. */
function actor(el, ctx, blockId, node) {
  return async (payload) => {
    if (node.getAttribute("aria-busy") === "true") return;
    const risk = el.confirm ?? payload.selected_option?.confirm;
    if (risk && !(await confirmFirst(risk, ctx))) return;
    node.setAttribute("aria-busy", "true");
    const problem = await ctx.act({ action_id: el.action_id, block_id: blockId, type: el.type, ...payload });
    node.removeAttribute("aria-busy");
    showProblem(node, problem);
  };
}

function showProblem(node, problem) {
  const holder = node.closest(".element") ?? node;
  holder.parentElement?.querySelectorAll(":scope > .action-problem").forEach((old) => old.remove());
  if (problem) holder.after(h("span", { class: "action-problem", role: "alert" }, icon("warn"), problem));
}

function button(el, ctx, blockId) {
  const style = el.style === "primary" || el.style === "danger" ? ` button-${el.style}` : "";
  const node = h(
    el.url ? "a" : "button",
    { class: `button${style}`, type: el.url ? null : "button", "aria-label": el.accessibility_label, data: { focusKey: `${blockId}:${el.action_id}` } },
    h("span", { class: "button-text" }, textObject(el.text, ctx.names)),
  );
  if (el.url) Object.assign(node, { href: safeUrl(el.url) ?? "#", target: "_blank", rel: "noopener noreferrer" });
  const act = actor(el, ctx, blockId, node);
  node.addEventListener("click", () => act({ value: el.value }));
  return node;
}

function select(el, ctx, blockId, options, initial, key) {
  const node = h(
    "select",
    { class: "select", "aria-label": words(el.placeholder) || "Choose", data: { focusKey: `${blockId}:${el.action_id}` } },
    h("option", { value: "" }, words(el.placeholder) || "Choose an option"),
  );
  const byIndex = [];
  const optionNode = (option) => {
    byIndex.push(option);
    return h("option", { value: String(byIndex.length - 1), selected: sameOption(option, initial) }, words(option.text));
  };
  if (el.option_groups) {
    for (const group of el.option_groups) add(node, h("optgroup", { label: words(group.label) }, (group.options ?? []).map(optionNode)));
  } else add(node, options.map(optionNode));
  const chosen = () => (node.value === "" ? null : byIndex[Number(node.value)]);
  const value = () => (key === "selected_option" ? chosen() : (chosen()?.value ?? null));
  ctx.register(blockId, el.action_id, () => ({ type: el.type, [key]: value() }), node);
  const act = actor(el, ctx, blockId, node);
  node.addEventListener("change", () => ctx.acts(el, blockId) && chosen() && act({ [key]: value() }));
  return node;
}

/** Several of many: a closed list that opens to check boxes. */
function multi(el, ctx, blockId, options, initial, key) {
  const picked = new Set(options.filter((option) => initial.some((one) => sameOption(one, option))));
  const summary = h("summary", { class: "select", data: { focusKey: `${blockId}:${el.action_id}` } });
  const say = () => replace(summary, picked.size === 0 ? words(el.placeholder) || "Choose options" : [...picked].map((one) => words(one.text)).join(", "));
  let changed = false;
  const boxes = options.map((option) =>
    h("label", { class: "choice" }, h("input", { type: "checkbox", checked: picked.has(option), onchange: (event) => {
      if (event.target.checked && el.max_selected_items && picked.size >= el.max_selected_items) event.target.checked = false;
      else if (event.target.checked) picked.add(option);
      else picked.delete(option);
      changed = true;
      say();
    } }), h("span", {}, words(option.text))),
  );
  say();
  const value = () => (key === "selected_options" ? [...picked] : [...picked].map((one) => one.value));
  const find = options.length > MANY ? h("input", { type: "search", class: "input multi-find", placeholder: "Find", "aria-label": "Find options", oninput: () => {
    const wanted = find.value.trim().toLowerCase();
    options.forEach((option, i) => (boxes[i].hidden = !words(option.text).toLowerCase().includes(wanted)));
  } }) : null;
  const node = h("details", { class: "multi" }, summary, h("div", { class: "multi-list", role: "group", "aria-label": words(el.placeholder) || "Options" }, find, boxes));
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === find) event.preventDefault();
    if (event.key !== "Escape" || !node.open) return;
    event.preventDefault();
    event.stopPropagation();
    node.open = false;
    summary.focus();
  });
  const outside = (event) => !node.contains(event.target) && (node.open = false);
  node.addEventListener("toggle", () => {
    if (node.open) document.addEventListener("pointerdown", outside, true);
    else document.removeEventListener("pointerdown", outside, true);
  });
  ctx.register(blockId, el.action_id, () => ({ type: el.type, [key]: value() }), node);
  const act = actor(el, ctx, blockId, node);
  node.addEventListener("toggle", () => {
    if (!node.open && changed && ctx.acts(el, blockId)) act({ [key]: value() });
    if (!node.open) changed = false;
  });
  return node;
}

function choices(el, ctx, blockId, kind) {
  const name = freshId("choice");
  const options = allOptions(el);
  const initial = kind === "radio" ? [el.initial_option] : (el.initial_options ?? []);
  const inputs = options.map((option) => h("input", { type: kind, name, checked: initial.some((one) => sameOption(one, option)) }));
  const picked = () => options.filter((_, i) => inputs[i].checked);
  const state = () => (kind === "radio" ? { selected_option: picked()[0] ?? null } : { selected_options: picked() });
  const node = h(
    "div",
    { class: "choices", role: kind === "radio" ? "radiogroup" : "group" },
    options.map((option, i) =>
      h("label", { class: "choice" }, inputs[i], h("span", {}, h("span", {}, textObject(option.text, ctx.names)), option.description ? h("span", { class: "choice-note" }, textObject(option.description, ctx.names)) : null)),
    ),
  );
  ctx.register(blockId, el.action_id, () => ({ type: el.type, ...state() }), node);
  const act = actor(el, ctx, blockId, node);
  node.addEventListener("change", () => ctx.acts(el, blockId) && act(state()));
  return node;
}

function overflow(el, ctx, blockId) {
  const opener = h("button", { type: "button", class: "button button-quiet", "aria-label": "More actions", data: { focusKey: `${blockId}:${el.action_id}` } }, icon("dots"));
  const act = actor(el, ctx, blockId, opener);
  return opensMenu(opener, "More actions", () => allOptions(el).map((option) => ({ label: textObject(option.text, ctx.names), href: option.url, act: () => act({ selected_option: option }) })));
}

function typed(el, ctx, blockId, props, read) {
  const node = h(el.multiline ? "textarea" : "input", {
    class: "input",
    type: el.multiline ? null : "text",
    placeholder: words(el.placeholder) || null,
    maxlength: el.max_length,
    minlength: el.min_length,
    data: { focusKey: `${blockId}:${el.action_id}` },
    ...props,
  });
  const value = () => read(node.value);
  ctx.register(blockId, el.action_id, () => ({ type: el.type, ...value() }), node);
  const act = actor(el, ctx, blockId, node);
  const on = el.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || el.multiline) return;
    if (ctx.acts(el, blockId) && on.includes("on_enter_pressed")) {
      event.preventDefault();
      act(value());
    }
  });
  node.addEventListener("change", () => ctx.acts(el, blockId) && (props.type || on.includes("on_character_entered")) && act(value()));
  return node;
}

const orNull = (key) => (text) => ({ [key]: text === "" ? null : text });
const asRichText = (text) => ({ rich_text_value: text === "" ? null : { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] } });

function localDateTime(seconds) {
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

function feedback(el, ctx, blockId) {
  const one = (choice) => {
    const node = h("button", { type: "button", class: "button", "aria-label": choice.accessibility_label }, textObject(choice.text, ctx.names));
    const act = actor(el, ctx, blockId, node);
    node.addEventListener("click", () => act({ value: choice.value }));
    return node;
  };
  return h("span", { class: "button-row" }, [el.positive_button, el.negative_button].filter(Boolean).map(one));
}

const people = (ctx) => ctx.names.people().map((one) => ({ text: { text: one.label }, value: one.id }));
const places = (ctx) => ctx.names.places().map((one) => ({ text: { text: one.label }, value: one.id }));
const byId = (options, id) => options.find((option) => option.value === id);

const MAKERS = {
  button,
  icon_button: button,
  workflow_button: button,
  feedback_buttons: feedback,
  overflow,
  static_select: (el, ctx, id) => select(el, ctx, id, el.options ?? [], el.initial_option, "selected_option"),
  external_select: (el, ctx, id) => select(el, ctx, id, el.initial_option ? [el.initial_option] : [], el.initial_option, "selected_option"),
  users_select: (el, ctx, id) => select(el, ctx, id, people(ctx), byId(people(ctx), el.initial_user), "selected_user"),
  channels_select: (el, ctx, id) => select(el, ctx, id, places(ctx), byId(places(ctx), el.initial_channel), "selected_channel"),
  conversations_select: (el, ctx, id) => select(el, ctx, id, places(ctx), byId(places(ctx), el.initial_conversation), "selected_conversation"),
  multi_static_select: (el, ctx, id) => multi(el, ctx, id, allOptions(el), el.initial_options ?? [], "selected_options"),
  multi_external_select: (el, ctx, id) => multi(el, ctx, id, el.initial_options ?? [], el.initial_options ?? [], "selected_options"),
  multi_users_select: (el, ctx, id) => multiIds(el, ctx, id, people(ctx), el.initial_users, "selected_users"),
  multi_channels_select: (el, ctx, id) => multiIds(el, ctx, id, places(ctx), el.initial_channels, "selected_channels"),
  multi_conversations_select: (el, ctx, id) => multiIds(el, ctx, id, places(ctx), el.initial_conversations, "selected_conversations"),
  checkboxes: (el, ctx, id) => choices(el, ctx, id, "checkbox"),
  radio_buttons: (el, ctx, id) => choices(el, ctx, id, "radio"),
  datepicker: (el, ctx, id) => typed(el, ctx, id, { type: "date", value: el.initial_date ?? "" }, orNull("selected_date")),
  timepicker: (el, ctx, id) => typed(el, ctx, id, { type: "time", value: el.initial_time ?? "" }, orNull("selected_time")),
  datetimepicker: (el, ctx, id) =>
    typed(el, ctx, id, { type: "datetime-local", value: el.initial_date_time ? localDateTime(el.initial_date_time) : "" }, (text) => ({ selected_date_time: text === "" ? null : Math.floor(new Date(text).getTime() / 1000) })),
  plain_text_input: (el, ctx, id) => typed(el, ctx, id, { value: el.initial_value ?? "", rows: el.multiline ? 5 : null }, orNull("value")),
  number_input: (el, ctx, id) =>
    typed(el, ctx, id, { type: "number", step: el.is_decimal_allowed ? "any" : "1", min: el.min_value, max: el.max_value, value: el.initial_value ?? "" }, orNull("value")),
  email_text_input: (el, ctx, id) => typed(el, ctx, id, { type: "email", value: el.initial_value ?? "" }, orNull("value")),
  url_text_input: (el, ctx, id) => typed(el, ctx, id, { type: "url", value: el.initial_value ?? "" }, orNull("value")),
  rich_text_input: (el, ctx, id) => typed({ ...el, multiline: true }, ctx, id, { rows: 5, value: el.initial_value ? plainOf(el.initial_value) : "" }, asRichText),
};

function multiIds(el, ctx, blockId, options, initial, key) {
  return multi(el, ctx, blockId, options, options.filter((option) => (initial ?? []).includes(option.value)), key);
}

/** The control for an element; one that the page does not know is named, not hidden. */
export function element(el, ctx, blockId) {
  const make = MAKERS[el?.type];
  if (!make) return h("span", { class: "unknown" }, `[${el?.type ?? "element"} is not shown here]`);
  return h("span", { class: `element element-${el.type}` }, make(el, ctx, blockId));
}
