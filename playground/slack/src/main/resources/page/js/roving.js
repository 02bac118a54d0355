// Lists that are walked with the arrow keys: one entry at a time can be reached by Tab.

/** Arrow keys, Home and End move among what `selector` finds in the node; Tab goes to the one that was used last. */
export function roving(node, selector) {
  const all = () => [...node.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  const only = (chosen, list) => {
    for (const one of list) one.tabIndex = one === chosen ? 0 : -1;
  };
  node.addEventListener("keydown", (event) => {
    const list = all();
    const at = list.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: list.length - 1 }[event.key];
    if (at < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = list[Math.max(0, Math.min(to, list.length - 1))];
    only(next, list);
    next.focus();
  });
  node.addEventListener("focusin", (event) => event.target.matches(selector) && only(event.target, all()));
  /** To be called after the entries changed. */
  return (preferred) => {
    const list = all();
    const current = preferred ?? list.find((one) => one.tabIndex === 0 && one.dataset.roving) ?? list[0];
    for (const one of list) one.dataset.roving = "1";
    only(current, list);
  };
}
