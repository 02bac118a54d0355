// @slack/socket-mode against local Slack: hello, envelopes, acknowledgements, and another connection when one ends.
import { LogLevel, SocketModeClient } from "@slack/socket-mode";
import { as, assert, playground, run, slackApiUrl, story, until } from "./story.mjs";

const client = new SocketModeClient({ appToken: "xapp-playground", clientOptions: { slackApiUrl }, logLevel: LogLevel.ERROR });
const heard = [];
client.on("slash_commands", async ({ body, ack }) => {
  heard.push(body);
  await ack({ text: `hello ${body.text}` });
});
client.on("interactive", async ({ body, ack }) => {
  heard.push(body);
  await ack();
});
client.on("message", async ({ event, ack, retry_num: retry }) => {
  heard.push({ ...event, retry });
  if (event.text !== "not now" || retry > 0) await ack();
});
await client.start();

story("local Slack knows of the connection", async () => {
  assert.equal((await (await fetch(`${process.argv[2]}/playground/app`)).json()).connections, 1);
});

story("a command comes over the socket and its answer goes back", async () => {
  const answer = await playground("command", { user: "U_ANA", channel: "C_DATA", text: "start" });
  assert.equal(answer.status, 200);
  assert.equal(answer.json.text, "hello start");
});

story("events come, and again when they are not acknowledged", async () => {
  await as("ana", "chat.postMessage", { channel: "C_DATA", text: "hello" });
  await until("the event", () => heard.some((h) => h.text === "hello"));
  await as("ana", "chat.postMessage", { channel: "C_DATA", text: "not now" });
  await until("the event again", () => heard.some((h) => h.text === "not now" && h.retry === 1));
});

story("a press comes over the socket", async () => {
  const said = await as("ana", "chat.postMessage", { channel: "C_DATA", text: "code" });
  assert.equal((await playground("shortcut", { user: "U_ANA", callback_id: "run_in_glue", channel: "C_DATA", message_ts: said.ts })).status, 200);
  assert.ok(heard.some((h) => h.type === "message_action" && h.message_ts === said.ts));
});

story("when Slack ends the connection the client opens another", async () => {
  await playground("app", { disconnect: "refresh_requested" });
  await until("another connection", async () => (await (await fetch(`${process.argv[2]}/playground/app`)).json()).connections === 1);
  const answer = await playground("command", { user: "U_ANA", channel: "C_DATA", text: "again" });
  assert.equal(answer.json.text, "hello again");
});

await run(() => client.disconnect());
