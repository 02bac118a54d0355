// @slack/web-api against local Slack: the methods that an app needs, paging, limits, refusals, both kinds of upload.
import { LogLevel, WebClient } from "@slack/web-api";
import { as, assert, playground, run, slack, slackApiUrl, story } from "./story.mjs";

const options = { slackApiUrl, logLevel: LogLevel.ERROR };
const glue = new WebClient("xoxb-playground", options);
const refused = (error) => (trouble) => {
  assert.equal(trouble.code, "slack_webapi_platform_error");
  assert.equal(trouble.data.error, error);
  return true;
};

story("auth.test says who we are, and a header which scopes we have", async () => {
  const me = await glue.auth.test();
  assert.deepEqual([me.ok, me.user_id, me.team_id, me.bot_id], [true, "U_GLUE", "T_PLAY", "B_GLUE"]);
  assert.ok(me.response_metadata.scopes.includes("chat:write"));
  await assert.rejects(new WebClient("xoxb-wrong", options).auth.test(), refused("invalid_auth"));
});

story("a message is posted, threaded, edited, linked, reacted to, and deleted", async () => {
  const root = await glue.chat.postMessage({ channel: "C_DATA", text: "root", metadata: { event_type: "e", event_payload: { id: 1 } } });
  const reply = await glue.chat.postMessage({ channel: "C_DATA", text: "reply", thread_ts: root.ts });
  await glue.chat.update({ channel: "C_DATA", ts: reply.ts, text: "edited" });
  await glue.reactions.add({ channel: "C_DATA", timestamp: reply.ts, name: "eyes" });
  const thread = await glue.conversations.replies({ channel: "C_DATA", ts: root.ts, include_all_metadata: true });
  assert.deepEqual(thread.messages.map((m) => m.text), ["root", "edited"]);
  assert.equal(thread.messages[0].metadata.event_payload.id, 1);
  assert.equal(thread.messages[1].reactions[0].name, "eyes");
  assert.match((await glue.chat.getPermalink({ channel: "C_DATA", message_ts: reply.ts })).permalink, /thread_ts=/);
  await glue.chat.delete({ channel: "C_DATA", ts: reply.ts });
  await assert.rejects(glue.chat.update({ channel: "C_DATA", ts: reply.ts, text: "x" }), refused("message_not_found"));
});

story("HTTP 429 is waited out by the client itself", async () => {
  await playground("faults", { on: "chat.postMessage", status: 429, retry_after: 1 });
  let waits = 0;
  const patient = new WebClient("xoxb-playground", options);
  patient.on("rate_limited", () => waits++);
  assert.ok((await patient.chat.postMessage({ channel: "C_GENERAL", text: "later" })).ok);
  assert.equal(waits, 1);
});

story("bad blocks are refused with the reason", async () => {
  await assert.rejects(
    glue.chat.postMessage({ channel: "C_DATA", text: "x", blocks: [{ type: "header", text: { type: "mrkdwn", text: "x" } }] }),
    (trouble) => refused("invalid_blocks")(trouble) && /json-pointer:\/blocks\/0\/text/.test(trouble.data.response_metadata.messages[0]),
  );
});

story("lists come in pages that the client follows", async () => {
  const names = [];
  for await (const page of glue.paginate("conversations.list", { limit: 1, types: "public_channel,im" })) {
    names.push(...page.channels.map((c) => c.id));
  }
  assert.ok(["C_DATA", "C_GENERAL", "C_SHARED", "D_ANA"].every((id) => names.includes(id)), names.join());
  assert.equal(new Set(names).size, names.length);
});

story("files.uploadV2 brings several files into a thread, and they come down as they went up", async () => {
  const root = await glue.chat.postMessage({ channel: "C_DATA", text: "files" });
  const bytes = Buffer.from([0, 1, 2, 253, 254, 255]);
  const answer = await glue.files.uploadV2({
    channel_id: "C_DATA",
    thread_ts: root.ts,
    initial_comment: "here",
    file_uploads: [
      { file: Buffer.from("a,b\n1,2\n"), filename: "t.csv", title: "T" },
      { file: bytes, filename: "x.bin" },
    ],
  });
  const files = answer.files.flatMap((part) => part.files ?? [part]);
  assert.equal(files.length, 2);
  const thread = await glue.conversations.replies({ channel: "C_DATA", ts: root.ts });
  const shared = thread.messages.flatMap((m) => m.files ?? []);
  assert.deepEqual(shared.map((f) => f.name).sort(), ["t.csv", "x.bin"]);
  const binary = shared.find((f) => f.name === "x.bin");
  const down = await fetch(binary.url_private_download, { headers: { authorization: "Bearer xoxb-playground" } });
  assert.deepEqual(Buffer.from(await down.arrayBuffer()), bytes);
});

story("an ephemeral is for one, a status line for a thread, App Home for a person", async () => {
  await glue.chat.postEphemeral({ channel: "C_DATA", user: "U_BEN", text: "only you" });
  const ben = await playground("views", { user: "U_BEN" });
  assert.ok(ben.ephemerals.some((e) => e.message.text === "only you"));
  const root = await as("ana", "chat.postMessage", { channel: "C_DATA", text: "q" });
  await glue.assistant.threads.setStatus({ channel_id: "C_DATA", thread_ts: root.ts, status: "thinks" });
  const home = await glue.views.publish({ user_id: "U_BEN", view: { type: "home", blocks: [{ type: "divider" }] } });
  assert.equal(home.view.type, "home");
});

story("what the app has no scope for, what does not exist, and who is not there", async () => {
  await assert.rejects(glue.conversations.join({ channel: "C_RANDOM" }), (trouble) => refused("missing_scope")(trouble) && trouble.data.needed === "channels:join");
  await assert.rejects(glue.apiCall("no.such.method"), refused("unknown_method"));
  await assert.rejects(glue.chat.postMessage({ channel: "C_NOWHERE", text: "x" }), refused("channel_not_found"));
  await assert.rejects(glue.chat.postMessage({ channel: "C_RANDOM", text: "x" }), refused("not_in_channel"));
  await assert.rejects(glue.users.info({ user: "U_NOBODY" }), refused("user_not_found"));
  const view = { type: "modal", title: { type: "plain_text", text: "t" }, blocks: [{ type: "divider" }] };
  await assert.rejects(glue.views.open({ trigger_id: "1.2.3", view }), refused("invalid_trigger_id"));
  assert.ok((await fetch(`${slack}/api/api.test`, { method: "POST" })).ok);
});

await run();
