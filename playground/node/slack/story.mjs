// What the scripts of this folder share: where local Slack is, what people do, and checks that say what they wanted.
import assert from "node:assert/strict";

export const slack = process.argv[2];
if (!slack) throw new Error("usage: node slack/<script>.mjs http://127.0.0.1:<port of local Slack>");
export const slackApiUrl = `${slack}/api/`;

export async function post(path, body, headers = {}) {
  const answer = await fetch(slack + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return answer.json();
}

export const playground = (what, body) => post(`/playground/${what}`, body);
export const as = (person, method, body) => post(`/api/${method}`, body, { authorization: `Bearer xoxp-${person}` });

/** Waits for something that another party does. */
export async function until(what, ready, patience = 60_000) {
  const end = Date.now() + patience;
  for (;;) {
    const value = await ready();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

const stories = [];
export const story = (name, tell) => stories.push({ name, tell });

/** Tells all stories, one after the other; the process ends with 1 when one of them is not so. */
export async function run(end = async () => {}) {
  let failed = 0;
  for (const { name, tell } of stories) {
    try {
      await tell();
      console.log(`ok      ${name}`);
    } catch (trouble) {
      failed++;
      console.log(`NOT OK  ${name}\n${trouble.stack}`);
    }
  }
  await end();
  process.exit(failed === 0 ? 0 : 1);
}

export { assert };
