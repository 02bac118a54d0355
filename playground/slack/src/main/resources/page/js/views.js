// Modals (a stack, as in Slack) and the App Home tab. https://docs.slack.dev/surfaces/modals
import { h, icon, iconButton, freshId, replace } from "./dom.js";
import { inWords } from "./api.js";
import { blocks } from "./blocks.js";
import { FormValues, isEmpty, keepTyped } from "./forms.js";
import { plainText } from "./mrkdwn.js";

/** The blocks of a view with working controls. */
function viewBody(app, view, form, list) {
  const context = {
    names: app.store.names,
    remember: (_, make) => make(),
    register: (...args) => form.register(...args),
    acts: (element, blockId) => {
      const block = list.find((one) => one.block_id === blockId);
      return block?.type !== "input" || Boolean(block.dispatch_action);
    },
    act: async (payload) => {
      const answer = await app.api.click({ view_id: view.id }, payload, form.values());
      return answer.problem && inWords(answer.problem);
    },
  };
  return blocks(list, context);
}

const withIds = (list) => (list ?? []).map((block, i) => (block.block_id ? block : { ...block, block_id: `block-${i}` }));

export class Modals {
  constructor(app) {
    this.app = app;
    this.stack = [];
    this.dialog = h("dialog", { class: "modal", data: { testid: "modal" } });
    this.dialog.addEventListener("cancel", (event) => {
      // Choosing no file ends in an event of this name, too.
      if (event.target !== this.dialog) return;
      event.preventDefault();
      this.dismiss();
    });
    this.dialog.addEventListener("keydown", (event) => {
      event.stopPropagation();
      this.#keepFocus(event);
    });
    document.body.append(this.dialog);
  }

  take({ type, view }) {
    const at = this.stack.findIndex((one) => one.view.id === view?.id);
    if (type === "view_closed") this.close(view?.id);
    else if (at >= 0) this.#put(at, view);
    else if (type === "view_opened") {
      this.stack = [];
      this.#put(0, view);
    } else this.#put(this.stack.length, view);
  }

  #put(at, view) {
    const before = this.stack[at];
    const values = before && before.view.id === view.id ? before.form.values() : {};
    this.stack[at] = { view, form: new FormValues(), list: keepTyped(withIds(view.blocks), values) };
    this.#draw();
  }

  /** Tab goes round within the modal. */
  #keepFocus(event) {
    if (event.key !== "Tab") return;
    const all = [...this.dialog.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter((node) => !node.disabled && node.checkVisibility());
    const [from, to] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
    if (document.activeElement !== from) return;
    event.preventDefault();
    to.focus();
  }

  close(id) {
    const at = this.stack.findIndex((one) => one.view.id === id);
    if (at < 0) return;
    this.stack.splice(at, 1);
    this.#draw();
  }

  /** The person closes the top view: the one below shows again. */
  dismiss() {
    const top = this.stack.pop();
    this.#draw();
    if (top) this.app.viewClosed(top.view);
  }

  #draw() {
    const top = this.stack.at(-1);
    // What was typed in the view that is covered, or shown again, stays.
    if (this.shown && this.stack.includes(this.shown)) this.shown.list = keepTyped(this.shown.list, this.shown.form.values());
    this.shown = top;
    if (!top) {
      if (this.dialog.open) this.dialog.close();
      replace(this.dialog);
      return;
    }
    const { view } = top;
    const focus = this.dialog.contains(document.activeElement) ? document.activeElement.dataset.focusKey : null;
    const titleId = freshId("modal");
    top.form = new FormValues();
    top.problem = h("div", { class: "modal-problem", role: "alert" });
    const submit = h("button", { type: "submit", class: "button button-primary" }, plainText(view.submit?.text ?? "Submit"));
    const form = h(
      "form",
      { novalidate: true, onsubmit: (event) => (event.preventDefault(), this.#submit(top, form, submit)) },
      h(
        "header",
        { class: "modal-head" },
        this.stack.length > 1 ? iconButton("back", "Back", () => this.dismiss()) : null,
        h("h2", { id: titleId }, plainText(view.title?.text ?? "")),
        iconButton("close", "Close", () => this.dismiss()),
      ),
      h("div", { class: "modal-body" }, viewBody(this.app, view, top.form, top.list), top.problem),
      h(
        "footer",
        { class: "modal-foot" },
        h("button", { type: "button", class: "button", onclick: () => this.dismiss() }, plainText(view.close?.text ?? (view.submit ? "Cancel" : "Close"))),
        view.submit ? submit : null,
      ),
    );
    replace(this.dialog, form);
    this.dialog.setAttribute("aria-labelledby", titleId);
    if (!this.dialog.open) this.dialog.showModal();
    const target = (focus && form.querySelector(`[data-focus-key="${CSS.escape(focus)}"]`)) || form.querySelector(".modal-body :is(input, textarea, select)");
    target?.focus();
  }

  #missing(top) {
    const errors = {};
    for (const block of top.list) {
      if (block.type !== "input" || block.optional) continue;
      const state = top.form.values()[block.block_id]?.[block.element?.action_id] ?? {};
      const value = Object.entries(state).find(([key]) => key !== "type")?.[1];
      if (isEmpty(value)) errors[block.block_id] = "Please complete this required field.";
    }
    return errors;
  }

  async #submit(top, form, button) {
    const missing = this.#missing(top);
    if (this.#showErrors(form, missing)) return;
    top.list = keepTyped(top.list, top.form.values());
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
    top.problem.textContent = "";
    const answer = await this.app.api.control("submit", { view_id: top.view.id, values: top.form.values() });
    button.disabled = false;
    button.removeAttribute("aria-busy");
    if (answer.errors && this.#showErrors(form, answer.errors)) return;
    if (answer.problem) {
      top.problem.textContent = `The app did not take it: ${inWords(answer.problem)}. Nothing was lost; you can try again.`;
      return;
    }
    const action = answer.body?.response_action;
    if (action === "errors") {
      const shown = this.#showErrors(form, answer.body.errors ?? {});
      if (!shown) top.problem.textContent = Object.values(answer.body.errors ?? {}).join(" ");
    } else if (action === "clear") {
      this.stack = [];
      this.#draw();
    } else if (!action) this.close(top.view.id);
  }

  #showErrors(form, errors) {
    let first = null;
    for (const block of form.querySelectorAll(".input-block")) {
      const text = errors[block.dataset.blockId];
      const control = block.querySelector("input, textarea, select, summary");
      replace(block.querySelector(".field-error"), text ? [icon("warn"), text] : null);
      block.classList.toggle("has-error", Boolean(text));
      if (text) control?.setAttribute("aria-invalid", "true");
      else control?.removeAttribute("aria-invalid");
      if (text && !first) first = control ?? block;
    }
    first?.focus();
    return first !== null;
  }
}

/** The Home tab of the app; drawn anew at each publish, with what was chosen kept. */
export class Home {
  constructor(app) {
    this.app = app;
    this.form = new FormValues();
    this.node = h("div", { class: "home", role: "region", "aria-label": "Home" }, h("p", { class: "home-empty" }, "Opening Home…"));
  }

  take(view) {
    if (!view) return;
    const values = this.form.values();
    this.form = new FormValues();
    const list = keepTyped(withIds(view.blocks), values);
    const focus = this.node.contains(document.activeElement) ? document.activeElement.dataset.focusKey : null;
    replace(this.node, viewBody(this.app, view, this.form, list));
    if (focus) this.node.querySelector(`[data-focus-key="${CSS.escape(focus)}"]`)?.focus();
  }

  async open() {
    const answer = await this.app.api.control("home", {});
    const view = answer.view ?? (answer.body?.blocks ? answer.body : answer.body?.view);
    if (view) this.take(view);
    else if (answer.problem) replace(this.node, h("p", { class: "home-empty", role: "alert" }, `Home did not open: ${inWords(answer.problem)}`));
    else if (this.node.querySelector(".home-empty")) replace(this.node, h("p", { class: "home-empty" }, "The app has not published a Home tab yet."));
  }
}
