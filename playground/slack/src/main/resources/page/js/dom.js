// Builds elements. Text only ever enters the page as a text node, so nothing that somebody typed can become markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.setAttribute("class", value);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "value" && "value" in node) node.value = value;
    else if (name === "checked" || name === "selected" || name === "disabled" || name === "hidden" || name === "open")
      node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  add(node, children);
  return node;
}

/** Appends children: nodes as they are, everything else as text; null, undefined and false are skipped. */
export function add(node, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    node.append(child instanceof Node ? child : String(child));
  }
  return node;
}

/** An HTML element: h("p", {class: "note"}, "text", otherNode). */
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** An SVG element. */
export function s(tag, props, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

export function replace(node, ...children) {
  node.replaceChildren();
  return add(node, children);
}

let counter = 0;

/** A fresh id, for labels and descriptions. */
export function freshId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

const ICONS = {
  reply: "M4 5h12v8H9l-4 3v-3H4z",
  smile: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM7.4 8v.4M12.6 8v.4M6.6 11.6c1.6 2.6 5.2 2.6 6.8 0",
  play: "M6 4l10 6-10 6z",
  edit: "M4 16l.8-3.4L13.4 4 16 6.600l-8.600 8.600z",
  bin: "M4 6h12M8 6V4h4v2M6 6l.8 10h6.400L14 6M9 9v4M11 9v4",
  code: "M7 6l-4 4 4 4M13 6l4 4-4 4",
  clip: "M13.500 7.500l-5 5a1.800 1.800 0 0 0 2.600 2.600l5-5a3.600 3.600 0 0 0-5.200-5.200l-5.200 5.200a5.400 5.400 0 0 0 7.600 7.600",
  send: "M3 4l14 6-14 6 2-6zM5 10h6",
  close: "M5 5l10 10M15 5L5 15",
  back: "M12 4l-6 6 6 6",
  widen: "M8 5l-5 5 5 5M3 10h14M12 5l5 5-5 5",
  menu: "M3 5h14M3 10h14M3 15h14",
  pulse: "M2 10h4l2-5 4 10 2-5h4",
  down: "M10 3v10M6 9l4 4 4-4M4 17h12",
  dots: "M5 10v.01M10 10v.01M15 10v.01",
  warn: "M10 3l8 14H2zM10 8v4M10 14.500v.01",
  turn: "M8 5l5 5-5 5",
  up: "M5 12l5-5 5 5",
  link: "M8 12l4-4M9 6l1.500-1.500a3 3 0 0 1 4.500 4.500l-1.500 1.500M11 14l-1.500 1.500a3 3 0 0 1-4.500-4.500l1.500-1.500",
  file: "M5 2h7l4 4v12H5zM12 2v4h4",
};

/** A line icon; always decoration, the control around it carries the name. */
export function icon(name) {
  return s(
    "svg",
    { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" },
    s("path", { d: ICONS[name] }),
  );
}

/** A button that shows an icon and is called by its label. */
export function iconButton(name, label, onclick, props) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...props }, icon(name));
}
