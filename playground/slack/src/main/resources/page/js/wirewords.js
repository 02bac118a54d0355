// The wire in plain words: who speaks to whom, what a request is for, and how it went.

const PARTIES = { slack: "Slack", bot: "App", app: "App", glue: "Glue", user: "You", person: "You" };

export const party = (name) => PARTIES[String(name ?? "").toLowerCase()] ?? name ?? "?";

const MEANINGS = {
  command: "somebody typed a slash command",
  block_actions: "somebody used a button or a menu",
  view_submission: "somebody submitted a form",
  view_closed: "somebody closed a form",
  message_action: "somebody used a message shortcut",
  shortcut: "somebody used a shortcut",
  block_suggestion: "a menu asks the app for its options",
  response_url: "the app answers a command or a click",
  app_mention: "somebody mentioned the app",
  message: "a message was written",
  message_changed: "a message was edited",
  message_deleted: "a message was deleted",
  app_home_opened: "somebody opened the app's Home",
  reaction_added: "a reaction was added",
  reaction_removed: "a reaction was taken back",
  member_joined_channel: "somebody joined a channel",
  member_left_channel: "somebody left a channel",
  file_shared: "a file was shared",
  "apps.connections.open": "the app asks for a socket",
  "auth.test": "the app asks who it is",
  "chat.postMessage": "the app posts a message",
  "chat.update": "the app edits its message",
  "chat.delete": "the app deletes its message",
  "chat.postEphemeral": "the app tells one person only",
  "chat.getPermalink": "the app asks for a link to a message",
  "assistant.threads.setStatus": "the app says what it is doing",
  "reactions.add": "the app adds a reaction",
  "reactions.remove": "the app takes a reaction back",
  "views.open": "the app opens a form",
  "views.update": "the app changes a form",
  "views.push": "the app puts a form on top",
  "views.publish": "the app draws its Home",
  "files.getUploadURLExternal": "the app wants to upload a file",
  "files.completeUploadExternal": "the app shares a file",
  "users.info": "the app looks a person up",
  "bots.info": "the app looks itself up",
  "conversations.info": "the app looks a channel up",
  "conversations.replies": "the app reads a thread",
  "conversations.history": "the app reads a channel",
  CreateSession: "the app asks Glue for a session",
  GetSession: "the app asks how its session is",
  ListSessions: "the app asks which sessions there are",
  StopSession: "the app stops a session",
  DeleteSession: "the app deletes a session",
  RunStatement: "the app sends code to run",
  GetStatement: "the app asks how its code is getting on",
  ListStatements: "the app asks what was sent before",
  CancelStatement: "the app cancels code that runs",
  GetTags: "the app reads a session's tags",
  TagResource: "the app tags a session",
  GetDatabases: "the app looks into the catalog",
  GetTables: "the app looks into the catalog",
  GetTable: "the app looks a table up",
  GetPartitions: "the app looks a table's partitions up",
  GetProducts: "the app asks AWS what a DPU costs",
  GetCallerIdentity: "the app asks AWS who it is",
  GetRole: "the app looks at the role that sessions run as",
  SimulatePrincipalPolicy: "the app asks AWS what it may do",
  SearchTables: "the app searches the catalog",
  CreateJob: "the app makes a job",
  GetJob: "the app looks a job up",
  StartJobRun: "the app starts a job",
  GetJobRun: "the app asks how its job is getting on",
  GetJobRuns: "the app asks which runs a job had",
  BatchStopJobRun: "the app stops a job",
  PutObject: "the app writes a file to S3",
  GetObject: "the app reads a file from S3",
  HeadObject: "the app looks whether a file is in S3",
  ListObjectsV2: "the app looks which files are in S3",
  DeleteObject: "the app deletes a file in S3",
};

const SUBTYPE = /(?<=^\S+ (?:\S+ )?)(message_changed|message_deleted|bot_message|file_share)(?= |$) ?/;

export function meaningOf(wire) {
  const name = String(wire.what).replace(/^events?[ :/]/, "");
  const meaning = (name === "message" && MEANINGS[SUBTYPE.exec(wire.summary ?? "")?.[1]]) || MEANINGS[name] || "";
  // Other programs may use the same endpoints: the AWS CLI, a notebook.
  return party(wire.from) === "App" || party(wire.from) === "Slack" ? meaning : meaning.replace(/^the app/, wire.from);
}

/** The summary with names for ids and without message ids. */
export function brief(wire, nameOf) {
  const said = wire.what === "event message" ? String(wire.summary).replace(SUBTYPE, "") : String(wire.summary ?? "");
  return said.replace(/\b\d{10}\.\d{6}\b ?/g, "").replace(/\b[CDU]_[A-Z]\w*\b/g, nameOf).trim();
}

export const failed = (wire) => Boolean(wire.error) || wire.status === 0 || wire.status >= 400;

/** ok, or why not. */
export function outcome(wire) {
  if (!failed(wire)) return `ok ${wire.status}`;
  const status = wire.status && wire.status !== 200 ? ` ${wire.status}` : "";
  return `failed${status}${wire.error ? `: ${wire.error}` : ""}`;
}

export const instant = (at) => (typeof at === "number" ? new Date(at < 1e12 ? at * 1000 : at) : new Date(at));

/** Whether it says the same as another did: somebody who asks again and again is one line. */
export function sameAs(a, b) {
  return a.what === b.what && a.from === b.from && a.to === b.to && a.status === b.status && a.error === b.error && a.summary === b.summary && !a.retry && !b.retry;
}

function opened(value) {
  if (Array.isArray(value)) return value.map(opened);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, opened(inner)]));
  return typeof value === "string" && /^\s*[[{]/.test(value) ? (parsed(value) ?? value) : value;
}

function parsed(text) {
  try {
    return opened(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** A body as a value: JSON, a form, JSON inside either. Text that is neither stays text. */
export function bodyOf(text) {
  const json = parsed(text);
  if (json !== undefined) return json;
  if (/^[\w.%-]+=[^\s]*$/.test(text)) return opened(Object.fromEntries(new URLSearchParams(text)));
  return text;
}

/** The texts of several lines in a body, with where they stand: code and output are hard to read as JSON. */
export function longTexts(value, path = "") {
  if (typeof value === "string") return value.trim().includes("\n") ? [{ path, text: value }] : [];
  if (!value || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, inner]) => longTexts(inner, path ? `${path}.${name}` : name));
}
