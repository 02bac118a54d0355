// Small questions on top of the page.
import { freshId, h, iconButton } from "./dom.js";
import { textObject } from "./mrkdwn.js";

/** Asks; answers true when the person agreed. Esc and a click outside mean no. */
export function ask({ title, body, yes, no, danger }) {
  return new Promise((resolve) => {
    const titleId = freshId("ask");
    const dialog = h(
      "dialog",
      { class: "dialog", "aria-labelledby": titleId },
      h(
        "form",
        { method: "dialog" },
        h("h2", { id: titleId, class: "dialog-title" }, title),
        h("div", { class: "dialog-body" }, body),
        h(
          "div",
          { class: "dialog-foot" },
          h("button", { class: "button", value: "no" }, no ?? "Cancel"),
          h("button", { class: `button ${danger ? "button-danger" : "button-primary"}`, value: "yes", autofocus: true }, yes ?? "OK"),
        ),
      ),
    );
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close("no"));
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** The confirm object of an element. https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
export function confirmFirst(confirm, ctx) {
  return ask({
    title: textObject(confirm.title, ctx.names),
    body: textObject(confirm.text, ctx.names),
    yes: confirm.confirm ? textObject(confirm.confirm, ctx.names) : "Yes",
    no: confirm.deny ? textObject(confirm.deny, ctx.names) : "Cancel",
    danger: confirm.style === "danger",
  });
}

/** A picture as large as the window allows; Esc, a click beside it or the button close it. */
export function showPicture({ src, alt, title }) {
  const dialog = h(
    "dialog",
    { class: "dialog picture-dialog", "aria-label": title || alt || "Picture" },
    h("div", { class: "picture-head" }, h("span", { class: "picture-title" }, title ?? ""), h("a", { class: "file-download", href: src, target: "_blank", rel: "noopener" }, "Open in a tab"), iconButton("close", "Close", () => dialog.close())),
    h("img", { src, alt: alt ?? "" }),
    alt && alt !== title ? h("p", { class: "picture-alt" }, alt) : null,
  );
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
