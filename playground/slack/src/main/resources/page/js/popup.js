// Small things that open beside a control: menus and the reaction picker. One at a time, in the top layer.
import { add, freshId, h } from "./dom.js";
import { safeUrl } from "./mrkdwn.js";

let open = null;

function beside(anchor, node) {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = node;
  const below = at.bottom + 4 + height <= window.innerHeight || at.top - 4 - height < 0;
  const left = Math.max(8, Math.min(at.right - width, window.innerWidth - width - 8));
  node.style.left = `${at.left + width <= window.innerWidth - 8 && at.left < window.innerWidth / 2 ? at.left : left}px`;
  node.style.top = `${Math.max(8, below ? Math.min(at.bottom + 4, window.innerHeight - height - 8) : at.top - 4 - height)}px`;
}

/** Shows the node beside its anchor, wherever that scrolls to, until it is left or Esc is pressed. Answers how to close it. */
export function popUp(anchor, node, onclose) {
  open?.(false);
  node.popover = "manual";
  node.classList.add("popup");
  anchor.after(node);
  node.showPopover();
  beside(anchor, node);
  anchor.setAttribute("aria-expanded", "true");
  const close = (focus) => {
    if (open !== close) return;
    open = null;
    document.removeEventListener("scroll", onscroll, true);
    document.removeEventListener("pointerdown", onpointer, true);
    anchor.setAttribute("aria-expanded", "false");
    node.remove();
    if (focus) anchor.focus();
    onclose?.();
  };
  const onscroll = (event) => node.contains(event.target) || (anchor.checkVisibility() ? beside(anchor, node) : close(false));
  const onpointer = (event) => node.contains(event.target) || anchor.contains(event.target) || close(false);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close(true);
  });
  node.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !node.contains(event.relatedTarget) && event.relatedTarget !== anchor) close(false);
  });
  document.addEventListener("scroll", onscroll, true);
  document.addEventListener("pointerdown", onpointer, true);
  open = close;
  return close;
}

function item({ label, href, danger, act }, close) {
  const node = h(href ? "a" : "button", { type: href ? null : "button", role: "menuitem", class: danger ? "menu-item menu-danger" : "menu-item", tabindex: -1, href: href ? (safeUrl(href) ?? "#") : null, target: href ? "_blank" : null, rel: href ? "noopener noreferrer" : null }, label);
  node.addEventListener("click", () => {
    close(true);
    act?.();
  });
  return node;
}

function walk(event, items) {
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (event.key === "Tab") event.preventDefault();
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length).focus();
}

/** Makes a button open a menu; `list` answers the items {label, href?, danger?, act?} or null for a line, when it opens. */
export function opensMenu(opener, label, list) {
  opener.setAttribute("aria-haspopup", "menu");
  opener.setAttribute("aria-expanded", "false");
  opener.addEventListener("click", () => {
    if (opener.getAttribute("aria-expanded") === "true") return open?.(true);
    const menu = h("div", { class: "menu", role: "menu", id: freshId("menu"), "aria-label": label });
    const close = (focus) => open?.(focus);
    const items = [];
    for (const one of list()) {
      const node = one ? item(one, close) : h("hr", { class: "menu-line" });
      if (one) items.push(node);
      add(menu, node);
    }
    menu.addEventListener("keydown", (event) => walk(event, items));
    popUp(opener, menu);
    items[0]?.focus();
    return undefined;
  });
  return opener;
}
