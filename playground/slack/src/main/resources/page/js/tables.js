// table and data_table.
// https://docs.slack.dev/reference/block-kit/blocks/table-block
// https://docs.slack.dev/reference/block-kit/blocks/data-table-block
import { freshId, h, replace } from "./dom.js";
import { plainOf, richText } from "./richtext.js";

const textOf = (cell) => (cell?.type === "rich_text" ? plainOf(cell) : String(cell?.text ?? cell?.value ?? ""));

function content(cell, ctx) {
  if (cell?.type === "rich_text") return richText(cell, ctx.names);
  if (cell?.type === "action" || cell?.type === "button") return ctx.element(cell.element ?? cell, ctx);
  return textOf(cell);
}

function numberOf(cell) {
  const value = cell?.value ?? cell?.text;
  const number = typeof value === "number" ? value : Number(String(value).replaceAll(/[,_\s]/g, ""));
  return Number.isNaN(number) ? Number.NEGATIVE_INFINITY : number;
}

const scroller = (label, table) => h("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": label }, table);

/** A table below its caption, which would be as narrow as the table if it stood inside. */
export function captioned(label, caption, head, body) {
  const id = freshId("caption");
  return [
    h("div", { class: "table-caption", id }, caption),
    scroller(label, h("table", { class: "table", "aria-labelledby": id }, head, body)),
  ];
}

/** The plain table: Slack gives it no header row, so neither do we. */
export function plainTable(block, ctx) {
  const settings = block.column_settings ?? [];
  const body = (block.rows ?? []).map((row) =>
    h(
      "tr",
      {},
      row.map((cell, i) => {
        const align = settings[i]?.align ?? "left";
        return h("td", { class: `align-${align}${settings[i]?.is_wrapped ? " wrapped" : ""}` }, content(cell, ctx));
      }),
    ),
  );
  return scroller("Table", h("table", { class: "table" }, h("tbody", {}, body)));
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function visibleRows(rows, state, numeric) {
  const wanted = state.filter.trim().toLocaleLowerCase();
  const kept = wanted ? rows.filter((row) => row.some((cell) => textOf(cell).toLocaleLowerCase().includes(wanted))) : rows.slice();
  if (state.column === null) return kept;
  const at = state.column;
  const compare = numeric[at]
    ? (a, b) => numberOf(a[at]) - numberOf(b[at])
    : (a, b) => collator.compare(textOf(a[at]), textOf(b[at]));
  return kept.sort((a, b) => (state.descending ? compare(b, a) : compare(a, b)));
}

/** What a click on the column's head does next: up, down, as it came. */
function turn(state, column) {
  if (state.column !== column) Object.assign(state, { column, descending: false });
  else if (!state.descending) state.descending = true;
  else Object.assign(state, { column: null, descending: false });
  state.page = 0;
}

/** A table that the reader can sort, filter and page; what they chose survives a redraw of the message. */
export function dataTable(block, ctx) {
  const [head = [], ...rows] = block.rows ?? [];
  const size = Math.max(1, block.page_size ?? 5);
  const header = block.row_header_column_index ?? 0;
  const numeric = head.map((_, i) => rows.length > 0 && rows.every((row) => row[i]?.type === "raw_number"));
  const state = ctx.remember(`data_table:${block.block_id ?? block.caption}`, () => ({ column: null, descending: false, filter: "", page: 0 }));

  const bodyRows = h("tbody");
  const where = h("span", { class: "data-table-where", role: "status" });
  const back = h("button", { type: "button", class: "small-button", onclick: () => go(-1) }, "‹ Previous");
  const next = h("button", { type: "button", class: "small-button", onclick: () => go(1) }, "Next ›");
  const heads = head.map((cell, i) => {
    const mark = h("span", { class: "sort-mark", "aria-hidden": "true" });
    const button = h("button", { type: "button", class: "sort-button", onclick: () => (turn(state, i), draw()) }, h("span", {}, textOf(cell)), mark);
    return { mark, th: h("th", { scope: "col", class: numeric[i] ? "align-right" : "align-left" }, button) };
  });

  function go(step) {
    state.page += step;
    draw();
  }

  function draw() {
    const found = visibleRows(rows, state, numeric);
    const pages = Math.max(1, Math.ceil(found.length / size));
    state.page = Math.min(Math.max(0, state.page), pages - 1);
    const from = state.page * size;
    const shown = found.slice(from, from + size);
    replace(
      bodyRows,
      shown.map((row) =>
        h(
          "tr",
          {},
          row.map((cell, i) =>
            h(i === header ? "th" : "td", { scope: i === header ? "row" : null, class: numeric[i] ? "align-right" : "align-left" }, content(cell, ctx)),
          ),
        ),
      ),
    );
    heads.forEach(({ mark, th }, i) => {
      const sorted = state.column === i;
      if (sorted) th.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
      replace(mark, sorted ? (state.descending ? "▼" : "▲") : "↕");
    });
    const of = found.length === rows.length ? `${rows.length}` : `${found.length} matching (${rows.length} in all)`;
    replace(where, found.length === 0 ? "No row matches" : `Rows ${from + 1}–${from + shown.length} of ${of}`);
    back.disabled = state.page === 0;
    next.disabled = state.page >= pages - 1;
  }

  const filterId = freshId("filter");
  const filter = h("input", {
    id: filterId,
    type: "search",
    class: "data-table-filter",
    placeholder: "Filter rows",
    value: state.filter,
    oninput: (event) => {
      state.filter = event.target.value;
      state.page = 0;
      draw();
    },
  });
  draw();
  const paged = rows.length > size;
  return h(
    "div",
    { class: "data-table" },
    h("div", { class: "data-table-tools" }, h("label", { class: "sr-only", for: filterId }, `Filter ${block.caption}`), filter),
    captioned(`Table: ${block.caption}`, block.caption, h("thead", {}, h("tr", {}, heads.map(({ th }) => th))), bodyRows),
    h("div", { class: "data-table-foot" }, where, paged ? h("span", { class: "pager" }, back, next) : null),
  );
}
