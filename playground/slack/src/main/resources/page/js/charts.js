// data_visualization: bar, line, area and pie, drawn as SVG; every chart also has its numbers as a table.
// https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
import { freshId, h, s } from "./dom.js";
import { captioned } from "./tables.js";

const WIDTH = 440;
const HEIGHT = 240;
const BOX = { left: 56, right: 10, top: 16, bottom: 46 };
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** More parts than these share colours; their letters differ. */
const COLOURS = 6;
const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 4 });
const short = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 2 });

const clip = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

/** Round steps that reach from the lowest to the highest value. */
export function ticks(low, high) {
  const span = high - low || Math.abs(high) || 1;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((f) => f * power).find((f) => f >= rough * 0.999);
  const out = [];
  for (let at = Math.floor(low / step); at * step < high + step * 0.999; at += 1) out.push(at * step);
  return out.length > 1 ? out : [low, low + step];
}

function valuesOf(chart) {
  const categories = chart.axis_config?.categories ?? (chart.series?.[0]?.data ?? []).map((point) => point.label);
  const series = (chart.series ?? []).map((one) => ({
    name: one.name ?? "",
    values: categories.map((label, i) => (one.data?.find((point) => point.label === label) ?? one.data?.[i])?.value ?? null),
  }));
  return { categories, series };
}

function frame(data, axis) {
  const all = data.series.flatMap((one) => one.values.filter((value) => value !== null));
  const marks = ticks(Math.min(0, ...all), Math.max(0, ...all));
  const [low, high] = [marks[0], marks.at(-1)];
  const inner = { width: WIDTH - BOX.left - BOX.right, height: HEIGHT - BOX.top - BOX.bottom };
  const y = (value) => BOX.top + inner.height * (1 - (value - low) / (high - low));
  const slot = inner.width / Math.max(1, data.categories.length);
  const every = Math.ceil(data.categories.length / Math.max(1, Math.floor(inner.width / 54)));
  const grid = marks.map((mark) => [
    s("line", { class: mark === 0 ? "axis" : "grid", x1: BOX.left, x2: WIDTH - BOX.right, y1: y(mark), y2: y(mark) }),
    s("text", { class: "tick", x: BOX.left - 6, y: y(mark) + 4, "text-anchor": "end" }, short.format(mark)),
  ]);
  const labels = data.categories.map((label, i) =>
    i % every ? null : s("text", { class: "tick", x: BOX.left + slot * (i + 0.5), y: HEIGHT - BOX.bottom + 16, "text-anchor": "middle" }, clip(String(label), Math.max(6, Math.floor((slot * every) / 6.5)))),
  );
  const titles = [
    axis?.x_label && s("text", { class: "axis-title", x: BOX.left + inner.width / 2, y: HEIGHT - 8, "text-anchor": "middle" }, clip(axis.x_label, 50)),
    axis?.y_label && s("text", { class: "axis-title", x: 12, y: BOX.top + inner.height / 2, "text-anchor": "middle", transform: `rotate(-90 12 ${BOX.top + inner.height / 2})` }, clip(axis.y_label, 34)),
  ];
  return { y, slot, zero: y(Math.max(low, Math.min(0, high))), under: [grid, labels, titles] };
}

function bars(data, axis) {
  const { y, slot, zero, under } = frame(data, axis);
  const width = Math.min(46, (slot * 0.76) / data.series.length);
  const many = data.series.length > 1;
  const drawn = data.series.map((one, k) =>
    one.values.map((value, i) => {
      if (value === null) return null;
      const x = BOX.left + slot * (i + 0.5) + width * (k - data.series.length / 2);
      const top = Math.min(y(value), zero);
      const height = Math.max(1, Math.abs(y(value) - zero));
      const rect = s("rect", { class: `fill-${k % COLOURS}`, x: x + 1, y: top, width: Math.max(1, width - 2), height, rx: 2 }, s("title", {}, `${one.name}, ${data.categories[i]}: ${number.format(value)}`));
      const label = many && width > 11 ? LETTERS[k] : !many && width > 26 ? short.format(value) : null;
      return [rect, label && s("text", { class: "bar-label", x: x + width / 2, y: Math.max(10, top - 3), "text-anchor": "middle" }, label)];
    }),
  );
  return [under, drawn];
}

function curves(data, axis, filled) {
  const { y, slot, zero, under } = frame(data, axis);
  const x = (i) => BOX.left + slot * (i + 0.5);
  const drawn = data.series.map((one, k) => {
    const points = one.values.map((value, i) => (value === null ? null : [x(i), y(value)])).filter(Boolean);
    if (points.length === 0) return null;
    const path = points.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(" ");
    const [lastX, lastY] = points.at(-1);
    return [
      filled && s("polygon", { class: `area-${k % COLOURS}`, points: `${points[0][0]},${zero} ${path} ${lastX},${zero}` }),
      s("polyline", { class: `line line-${k % COLOURS}`, points: path }),
      one.values.map((value, i) => value !== null && s("circle", { class: `fill-${k % COLOURS}`, cx: x(i), cy: y(value), r: 3 }, s("title", {}, `${one.name}, ${data.categories[i]}: ${number.format(value)}`))),
      data.series.length > 1 && s("text", { class: "bar-label", x: Math.min(WIDTH - 6, lastX + 9), y: lastY + 4, "text-anchor": "middle" }, LETTERS[k]),
    ];
  });
  return [under, drawn];
}

function slices(segments) {
  const total = segments.reduce((sum, one) => sum + one.value, 0) || 1;
  const [cx, cy, r] = [WIDTH / 2, HEIGHT / 2, HEIGHT / 2 - 16];
  let turn = -Math.PI / 2;
  return segments.map((one, k) => {
    const angle = (one.value / total) * 2 * Math.PI;
    const [from, to] = [turn, turn + angle];
    turn = to;
    const point = (a, radius) => `${(cx + radius * Math.cos(a)).toFixed(2)} ${(cy + radius * Math.sin(a)).toFixed(2)}`;
    const title = s("title", {}, `${one.label}: ${number.format(one.value)} (${Math.round((100 * one.value) / total)} %)`);
    const shape =
      angle > 2 * Math.PI - 0.001
        ? s("circle", { class: `slice fill-${k % COLOURS}`, cx, cy, r }, title)
        : s("path", { class: `slice fill-${k % COLOURS}`, d: `M${cx} ${cy} L${point(from, r)} A${r} ${r} 0 ${angle > Math.PI ? 1 : 0} 1 ${point(to, r)} Z` }, title);
    const middle = from + angle / 2;
    const label = angle > 0.25 && s("text", { class: "slice-label", x: cx + r * 0.66 * Math.cos(middle), y: cy + r * 0.66 * Math.sin(middle) + 5, "text-anchor": "middle" }, LETTERS[k]);
    return [shape, label];
  });
}

const legendItem = (k, text) => h("li", {}, h("span", { class: `swatch swatch-${k % COLOURS}`, "aria-hidden": "true" }, LETTERS[k]), text);

function numbersTable(title, columns, rows) {
  return h(
    "details",
    { class: "chart-numbers" },
    h("summary", {}, "Show the numbers"),
    captioned(
      `Numbers: ${title}`,
      title,
      h("thead", {}, h("tr", {}, columns.map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, rows.map(([name, ...cells]) => h("tr", {}, h("th", { scope: "row" }, name), cells.map((cell) => h("td", { class: "align-right" }, cell === null ? "–" : number.format(cell)))))),
    ),
  );
}

/** One chart as a figure: title, drawing, legend with letters (never colour alone), and the numbers. */
export function dataVisualization(block) {
  const chart = block.chart ?? {};
  const titleId = freshId("chart");
  let drawing;
  let legend;
  let table;
  if (chart.type === "pie") {
    const segments = (chart.segments ?? []).map((one) => ({ label: String(one.label ?? ""), value: Number(one.value) || 0 }));
    const total = segments.reduce((sum, one) => sum + one.value, 0) || 1;
    drawing = slices(segments);
    legend = segments.map((one, k) => legendItem(k, `${one.label}: ${number.format(one.value)} (${Math.round((100 * one.value) / total)} %)`));
    table = numbersTable(block.title, ["Part", "Value"], segments.map((one) => [one.label, one.value]));
  } else {
    const data = valuesOf(chart);
    drawing = chart.type === "bar" ? bars(data, chart.axis_config) : curves(data, chart.axis_config, chart.type === "area");
    legend = data.series.length > 1 ? data.series.map((one, k) => legendItem(k, one.name)) : [];
    table = numbersTable(block.title, [chart.axis_config?.x_label ?? "", ...data.series.map((one) => one.name)], data.categories.map((label, i) => [String(label), ...data.series.map((one) => one.values[i])]));
  }
  return h(
    "figure",
    { class: "chart", "aria-labelledby": titleId },
    h("figcaption", { id: titleId }, block.title ?? "Chart"),
    h("div", { class: "chart-frame" }, s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `${chart.type ?? ""} chart: ${block.title ?? ""}. The numbers follow as a table.` }, drawing)),
    legend.length ? h("ul", { class: "legend" }, legend) : null,
    table,
  );
}
