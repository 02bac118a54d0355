// An app on @slack/bolt as local Slack's bot: its receiver verifies our signatures, its listeners get our payloads.
import bolt from "@slack/bolt";
import { createHmac } from "node:crypto";
import { as, assert, playground, run, slackApiUrl, story, until } from "./story.mjs";

const secret = "playground-signing-secret";
const app = new bolt.App({
  token: "xoxb-playground",
  signingSecret: secret,
  clientOptions: { slackApiUrl },
  logLevel: bolt.LogLevel.ERROR,
});
const heard = [];
app.command("/glue", async ({ ack, command, client }) => {
  await ack({ text: `hello ${command.text}` });
  if (command.text === "form") {
    await client.views.open({
      trigger_id: command.trigger_id,
      view: {
        type: "modal",
        callback_id: "form",
        title: { type: "plain_text", text: "Form" },
        submit: { type: "plain_text", text: "Go" },
        blocks: [{ type: "input", block_id: "b", label: { type: "plain_text", text: "l" }, element: { type: "plain_text_input", action_id: "a" } }],
      },
    });
  }
});
app.action("press", async ({ ack, body, action, respond }) => {
  await ack();
  heard.push({ press: action.value, thread: body.message.thread_ts ?? body.message.ts });
  await respond({ replace_original: true, text: "pressed" });
});
app.view("form", async ({ ack, view }) => {
  heard.push({ form: view.state.values.b.a.value });
  await ack(view.state.values.b.a.value === "bad" ? { response_action: "errors", errors: { b: "not this" } } : { response_action: "clear" });
});
app.message(/./, async ({ message }) => heard.push({ message: message.text, channel: message.channel_type }));
app.event("app_mention", async ({ event }) => heard.push({ mention: event.text }));
app.event("app_home_opened", async ({ event, client }) => {
  await client.views.publish({ user_id: event.user, view: { type: "home", blocks: [{ type: "header", text: { type: "plain_text", text: "home of bolt" } }] } });
});
app.shortcut("run_in_glue", async ({ ack, shortcut }) => {
  await ack();
  heard.push({ shortcut: shortcut.message.text });
});

const server = await app.start({ port: 0, host: "127.0.0.1" });
const url = `http://127.0.0.1:${server.address().port}/slack/events`;

story("the receiver gives our challenge back, and its address is taken", async () => {
  assert.equal((await playground("app", { request_url: url })).ok, true);
});

story("a command is acknowledged in time with words", async () => {
  const answer = await playground("command", { user: "U_ANA", channel: "C_DATA", text: "start %x" });
  assert.equal(answer.status, 200);
  assert.equal(answer.json.text, "hello start %x");
});

story("messages and mentions arrive", async () => {
  await as("ana", "chat.postMessage", { channel: "C_DATA", text: "@glue status & <x>" });
  await until("the mention", () => heard.some((h) => h.mention === "<@U_GLUE> status &amp; &lt;x&gt;"));
  assert.ok(heard.some((h) => h.message?.startsWith("<@U_GLUE>") && h.channel === "channel"));
  await as("ana", "chat.postMessage", { channel: "D_ANA", text: "alone" });
  await until("the direct message", () => heard.some((h) => h.message === "alone" && h.channel === "im"));
});

story("a press reaches its listener, and its response_url replaces the message", async () => {
  const shown = await app.client.chat.postMessage({
    channel: "C_DATA",
    text: "buttons",
    blocks: [{ type: "actions", elements: [{ type: "button", action_id: "press", value: "v", text: { type: "plain_text", text: "Press" } }] }],
  });
  const answer = await playground("click", { user: "U_ANA", channel: "C_DATA", message_ts: shown.ts, action_id: "press" });
  assert.equal(answer.status, 200);
  await until("the press", () => heard.some((h) => h.press === "v" && h.thread === shown.ts));
  await until("the replacement", async () => (await as("ana", "conversations.history", { channel: "C_DATA" })).messages.some((m) => m.ts === shown.ts && m.text === "pressed" && !m.blocks));
});

story("a form is opened by its trigger, corrected, and cleared", async () => {
  await playground("command", { user: "U_BEN", channel: "C_DATA", text: "form" });
  const view = await until("the form", async () => (await playground("views", { user: "U_BEN" })).views[0]);
  const wrong = await playground("submit", { user: "U_BEN", view_id: view.id, values: { a: "bad" } });
  assert.deepEqual(wrong.errors, { b: "not this" });
  const good = await playground("submit", { user: "U_BEN", view_id: view.id, values: { a: "good" } });
  assert.equal(good.json.response_action, "clear");
  assert.deepEqual((await playground("views", { user: "U_BEN" })).views, []);
});

story("a message shortcut carries its message, App Home is published", async () => {
  const said = await as("ana", "chat.postMessage", { channel: "C_DATA", text: "run me" });
  await playground("shortcut", { user: "U_ANA", callback_id: "run_in_glue", channel: "C_DATA", message_ts: said.ts });
  await until("the shortcut", () => heard.some((h) => h.shortcut === "run me"));
  assert.match(JSON.stringify((await playground("home", { user: "U_ANA" })).view), /home of bolt/);
});

story("the receiver refuses a wrong and an old signature, so it does check ours", async () => {
  const body = "command=%2Fglue&text=x";
  const send = (seconds, key) =>
    fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": `${seconds}`,
        "x-slack-signature": `v0=${createHmac("sha256", key).update(`v0:${seconds}:${body}`).digest("hex")}`,
      },
      body,
    });
  const now = Math.floor(Date.now() / 1000);
  assert.equal((await send(now, "other")).status, 401);
  assert.equal((await send(now - 400, secret)).status, 401);
});

await run(() => app.stop());
