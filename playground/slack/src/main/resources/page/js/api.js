// What the page sends: the Web API as the person, and the playground's control surface.

const WORDS = {
  operation_timeout: "the app did not answer within 3 seconds (operation_timeout)",
  dispatch_failed: "the app could not be reached (dispatch_failed)",
  ratelimited: "Slack allows about one message a second in a channel; wait a moment",
  not_in_channel: "you are not a member of this channel",
  channel_not_found: "this channel does not exist, or you may not see it",
  msg_too_long: "the text is too long",
  no_text: "there is no text",
  cant_update_message: "you may only edit your own messages",
  cant_delete_message: "you may only delete your own messages",
  already_in_channel: "they are already in this channel",
  no_connection: "the playground does not answer; is it still running?",
};

/** An error in words; the name that Slack gives it stays visible. */
export function inWords(error) {
  return WORDS[error] ?? error;
}

async function json(path, init) {
  try {
    const answer = await fetch(path, init);
    const body = await answer.json().catch(() => ({}));
    return { http: answer.status, ...body };
  } catch {
    return { http: 0, ok: false, error: "no_connection" };
  }
}

/** The person's hands: every call is made as them. */
export class Api {
  constructor(user) {
    this.user = user;
    this.token = `xoxp-${user.replace(/^U_/, "").toLowerCase()}`;
  }

  /** A Web API method; answers Slack's object, ok or not. */
  async call(method, args) {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(args)) {
      if (value !== undefined && value !== null) body.set(name, typeof value === "object" ? JSON.stringify(value) : String(value));
    }
    return json(`/api/${method}`, { method: "POST", body, headers: { Authorization: `Bearer ${this.token}` } });
  }

  state() {
    return json(`/playground/state?user=${encodeURIComponent(this.user)}`);
  }

  /** What Slack and the app said to each other so far, oldest first. */
  async wires() {
    return (await json("/playground/wire")).wire ?? [];
  }

  /** What people do that the Web API lacks; answers {status, body, ms, problem}. */
  async control(what, args) {
    const answer = await json(`/playground/${what}`, {
      method: "POST",
      body: JSON.stringify({ user: this.user, ...args }),
      headers: { "Content-Type": "application/json" },
    });
    let body = answer.body;
    if (typeof body === "string" && /^\s*[{[]/.test(body)) {
      try {
        body = JSON.parse(body);
      } catch {
        // A body that only looks like JSON stays the text that it is.
      }
    }
    const status = answer.status ?? answer.http;
    const error = answer.error ?? (answer.http >= 400 || answer.http === 0 ? `http_${answer.http}` : null);
    return { ...answer, body, problem: error ?? (status >= 400 ? `the app answered HTTP ${status}` : null) };
  }

  /** Uses a control: where it stands, and what was chosen; a button's value is its own, a choice goes as its state. */
  click(place, { type, action_id, block_id, ...choice }, values) {
    const button = type === "button" || type === "icon_button" || type === "feedback_buttons";
    return this.control("click", { ...place, action_id, block_id, ...choice, value: button ? choice.value : (choice.rich_text_value ?? choice), values });
  }

  /** Uploads and shares files ({file, alt}), as Slack's client does in three steps. Answers the first error, or null. */
  async upload(files, place) {
    const done = [];
    for (const { file, alt } of files) {
      const ticket = await this.call("files.getUploadURLExternal", { filename: file.name, length: file.size, alt_txt: alt });
      if (!ticket.ok) return ticket.error;
      const target = new URL(ticket.upload_url, location.href);
      const sent = await fetch(target.pathname + target.search, { method: "POST", body: file }).catch(() => null);
      if (!sent?.ok) return "the upload was refused";
      done.push({ id: ticket.file_id, title: file.name });
    }
    const shared = await this.call("files.completeUploadExternal", { files: done, ...place });
    return shared.ok ? null : shared.error;
  }
}
