// The emoji that the playground knows by name. An unknown :name: stays as typed.
import { h } from "./dom.js";

const TABLE = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", tada: "🎉", eyes: "👀", rocket: "🚀", heart: "❤️",
  white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", warning: "⚠️", no_entry: "⛔", no_entry_sign: "🚫",
  hourglass: "⌛", hourglass_flowing_sand: "⏳", stopwatch: "⏱️", alarm_clock: "⏰", clock1: "🕐", zzz: "💤",
  arrow_forward: "▶️", double_vertical_bar: "⏸️", black_square_for_stop: "⏹️",
  repeat: "🔁", arrows_counterclockwise: "🔄", fast_forward: "⏩", rewind: "⏪", octagonal_sign: "🛑",
  large_green_circle: "🟢", large_yellow_circle: "🟡", red_circle: "🔴", large_orange_circle: "🟠", large_blue_circle: "🔵",
  white_circle: "⚪", black_circle: "⚫", moneybag: "💰", money_with_wings: "💸", dollar: "💵", credit_card: "💳",
  bar_chart: "📊", chart_with_upwards_trend: "📈", chart_with_downwards_trend: "📉", clipboard: "📋", memo: "📝",
  page_facing_up: "📄", file_folder: "📁", open_file_folder: "📂", floppy_disk: "💾", package: "📦", inbox_tray: "📥",
  outbox_tray: "📤", mag: "🔍", wrench: "🔧", hammer: "🔨", hammer_and_wrench: "🛠️", gear: "⚙️", nut_and_bolt: "🔩",
  lock: "🔒", unlock: "🔓", key: "🔑", shield: "🛡️", bell: "🔔", no_bell: "🔕", loudspeaker: "📢", speech_balloon: "💬",
  thread: "🧵", bulb: "💡", information_source: "ℹ️", question: "❓", exclamation: "❗", bangbang: "‼️", sos: "🆘",
  snake: "🐍", fire: "🔥", sparkles: "✨", zap: "⚡", star: "⭐", sunny: "☀️", cloud: "☁️", umbrella: "☔", snowflake: "❄️",
  wave: "👋", raised_hands: "🙌", clap: "👏", pray: "🙏", muscle: "💪", point_right: "👉", point_up: "☝️", ok_hand: "👌",
  smile: "😄", grinning: "😀", slightly_smiling_face: "🙂", wink: "😉", joy: "😂", thinking_face: "🤔", sweat_smile: "😅",
  cry: "😢", sob: "😭", scream: "😱", robot_face: "🤖", ghost: "👻", skull: "💀", see_no_evil: "🙈", bug: "🐛",
  coffee: "☕", pizza: "🍕", beers: "🍻", cake: "🎂", gift: "🎁", trophy: "🏆", dart: "🎯", checkered_flag: "🏁",
  construction: "🚧", rotating_light: "🚨", recycle: "♻️", link: "🔗", paperclip: "📎", pushpin: "📌", round_pushpin: "📍",
  calendar: "📅", date: "📅", one: "1️⃣", two: "2️⃣", three: "3️⃣", heavy_plus_sign: "➕", heavy_minus_sign: "➖", 100: "💯",
  arrow_right: "➡️", arrow_left: "⬅️", arrow_up: "⬆️", arrow_down: "⬇️", bricks: "🧱", electric_plug: "🔌", battery: "🔋",
  computer: "💻", desktop_computer: "🖥️", file_cabinet: "🗄️", card_index_dividers: "🗂️", globe_with_meridians: "🌐",
  balloon: "🎈", seedling: "🌱", turtle: "🐢", ant: "🐜", honeybee: "🐝", elephant: "🐘", whale: "🐳", parrot: "🦜",
};

/** Offered in the reaction picker, in this order. */
export const OFFERED = [
  "+1", "-1", "eyes", "tada", "rocket", "heart", "white_check_mark", "x", "arrow_forward", "repeat", "hourglass_flowing_sand",
  "warning", "bulb", "question", "thinking_face", "joy", "fire", "moneybag", "bar_chart", "bug", "wave", "clap", "pray", "100",
];

export function isKnown(name) {
  return Object.hasOwn(TABLE, name);
}

/** Names that begin with what was typed, then those that contain it. */
export function emojiLike(typed) {
  const all = Object.keys(TABLE);
  return [...all.filter((name) => name.startsWith(typed)), ...all.filter((name) => !name.startsWith(typed) && name.includes(typed))];
}

const drawable = new Map();

/** Whether this machine has a glyph for it; a machine without an emoji font shows the name instead of an empty box. */
function canDraw(glyph) {
  if (!drawable.has(glyph)) {
    const canvas = h("canvas", { width: 24, height: 24 });
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    const shape = (text) => {
      pen.clearRect(0, 0, 24, 24);
      pen.font = "18px sans-serif";
      pen.fillText(text, 0, 18);
      return pen.getImageData(0, 0, 24, 24).data.join();
    };
    drawable.set(glyph, shape([...glyph][0]) !== shape("\u{10FFFD}"));
  }
  return drawable.get(glyph);
}

function glyphOf(name, unicode) {
  const base = name.split("::")[0];
  if (isKnown(base)) return TABLE[base];
  if (unicode && /^[0-9a-f]{2,6}(-[0-9a-f]{2,6})*$/i.test(unicode)) {
    const points = unicode.split("-").map((part) => Number.parseInt(part, 16));
    if (points.every((point) => point <= 0x10ffff)) return String.fromCodePoint(...points);
  }
  return null;
}

/** An emoji element with its name for those who cannot see it; the plain :name: where it is unknown. */
export function emoji(name, unicode) {
  const glyph = glyphOf(name, unicode);
  if (glyph === null || !canDraw(glyph)) return h("span", { class: "emoji-name" }, `:${name}:`);
  return h("span", { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` }, glyph);
}
