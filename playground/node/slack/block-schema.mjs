// Writes the JSON Schema of Slack's own TypeScript types for blocks and views, as the tests of the local Slack use it.
// By hand, when @slack/types moves on (in playground/node):
//   npm install --no-save ts-json-schema-generator@2.9.0
//   node slack/block-schema.mjs > ../slack/src/test/resources/slack-types/block-kit.schema.json
import { mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const { createGenerator } = await import("ts-json-schema-generator");
const require = createRequire(import.meta.url);
const version = require("@slack/types/package.json").version;
const entry = join(mkdtempSync(join(process.cwd(), ".schema-")), "types.ts");
writeFileSync(entry, "export * from '@slack/types';\n");
const { definitions } = createGenerator({ path: entry, type: "*", skipTypeCheck: true }).createSchema("*");

// The generic block, which is any object with a type, would make everything valid.
const known = (node) => {
  if (Array.isArray(node)) return node.map(known);
  if (node === null || typeof node !== "object") return node;
  const copy = {};
  for (const key of Object.keys(node).sort()) {
    const isNote = (key === "description" || key === "deprecated") && typeof node[key] !== "object";
    if (!isNote) copy[key] = known(node[key]);
  }
  if (copy.$ref === "#/definitions/AnyBlock") copy.$ref = "#/definitions/KnownBlock";
  return copy;
};

// A choice between objects of different types is made by their type at once, not by trying them all: the same meaning,
// and a validator needs a fraction of the time.
const typeOf = (node) => node.properties?.type?.const;
const members = (node) => {
  if (node.$ref) return members(definitions[decodeURIComponent(node.$ref.split("/").pop())]).map((m) => (m.shared ? m : { ...m, shared: m.type && !m.many && node }));
  if (node.anyOf) return node.anyOf.flatMap(members).map((m) => ({ ...m, many: true }));
  return [{ type: typeOf(node), node }];
};
const byType = (node) => {
  if (Array.isArray(node)) return node.map(byType);
  if (node === null || typeof node !== "object") return node;
  if (node.anyOf) {
    const all = node.anyOf.flatMap((one) => members(one).map((m) => ({ type: m.type, node: one.$ref && members(one).length === 1 ? one : m.shared || m.node })));
    if (all.every((m) => m.type)) {
      const types = [...new Set(all.map((m) => m.type))].sort();
      const then = (type) => {
        const same = all.filter((m) => m.type === type).map((m) => (m.node.$ref ? known(m.node) : byType(known(m.node))));
        return same.length === 1 ? same[0] : { anyOf: same };
      };
      return {
        type: "object",
        required: ["type"],
        properties: { type: { enum: types } },
        allOf: types.map((type) => ({ if: { properties: { type: { const: type } } }, then: then(type) })),
      };
    }
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, byType(value)]));
};

const kept = {};
const keep = (name) => {
  if (kept[name]) return;
  kept[name] = byType(known(definitions[name]));
  for (const found of JSON.stringify(kept[name]).matchAll(/"#\/definitions\/([^"]+)"/g)) keep(decodeURIComponent(found[1]));
};
["KnownBlock", "ModalView", "HomeView"].forEach(keep);
const sorted = Object.fromEntries(Object.keys(kept).sort().map((name) => [name, kept[name]]));
console.log(
  JSON.stringify(
    {
      $schema: "http://json-schema.org/draft-07/schema#",
      $comment: `Generated from @slack/types ${version}; see NOTICE`,
      type: "object",
      additionalProperties: false,
      properties: {
        message: { type: "array", items: { $ref: "#/definitions/KnownBlock" } },
        view: { anyOf: [{ $ref: "#/definitions/ModalView" }, { $ref: "#/definitions/HomeView" }] },
      },
      definitions: sorted,
    },
    null,
    1,
  ),
);
