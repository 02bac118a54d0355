// Ctrl+K: go to a channel or a person by a few letters.
import { freshId, h, replace } from "./dom.js";

/** Asks where to go; answers the channel's id, or null. */
export function askWhere(store) {
  return new Promise((resolve) => {
    const id = freshId("where");
    const places = [...store.channels.values()].map((channel) => ({ id: channel.id, title: store.title(channel), unread: channel.unread }));
    let found = [];
    let pick = 0;
    const list = h("div", { class: "where-list", role: "listbox", id, "aria-label": "Channels" });
    const field = h("input", { class: "input", type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": id, "aria-label": "Go to channel", placeholder: "Go to…", autocomplete: "off", spellcheck: "false", oninput: () => ((pick = 0), draw()) });
    const dialog = h("dialog", { class: "dialog where", "aria-label": "Go to channel" }, field, list);
    const go = (place) => {
      dialog.returnValue = place?.id ?? "";
      dialog.close();
    };
    function draw() {
      const wanted = field.value.trim().toLowerCase().replace(/^#/, "");
      found = places.filter((place) => place.title.toLowerCase().includes(wanted));
      replace(
        list,
        found.map((place, i) => h("div", { class: "command", role: "option", id: `${id}-${i}`, "aria-selected": String(i === pick), onmousedown: (event) => (event.preventDefault(), go(place)) }, place.title, place.unread ? h("span", { class: "command-usage" }, ` ${place.unread} unread`) : null)),
        found.length ? null : h("p", { class: "command-about" }, "Nothing by this name"),
      );
      if (found.length) field.setAttribute("aria-activedescendant", `${id}-${pick}`);
      else field.removeAttribute("aria-activedescendant");
    }
    dialog.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter") {
        event.preventDefault();
        if (found[pick]) go(found[pick]);
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && found.length) {
        event.preventDefault();
        pick = (pick + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
        draw();
      }
    });
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue || null);
    });
    document.body.append(dialog);
    draw();
    dialog.showModal();
  });
}
