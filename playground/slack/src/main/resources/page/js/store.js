// What one person sees: channels, messages, ephemerals, statuses. Views listen; nothing here touches the page.

/** Roots of the channel, and replies that were sent to it as well. */
export const inChannel = (message) => !message.thread_ts || message.thread_ts === message.ts || message.subtype === "thread_broadcast";
export const isReply = (message) => Boolean(message.thread_ts) && message.thread_ts !== message.ts;

/** The state behind the page; events: message, removed, status, unread, home, view, wire. */
export class Store extends EventTarget {
  constructor(state) {
    super();
    this.me = typeof state.me === "object" ? state.me.id : state.me;
    this.team = state.team ?? {};
    this.users = new Map((state.users ?? []).map((user) => [user.id, user]));
    this.botUser = typeof state.bot_user === "object" ? state.bot_user?.id : state.bot_user;
    this.commands = state.commands ?? [];
    this.shortcuts = (state.shortcuts ?? [{ name: "Run in Glue", type: "message", callback_id: "run_in_glue" }]).filter((one) => one.type !== "global");
    this.channels = new Map((state.channels ?? []).map((channel) => [channel.id, { ...channel, messages: new Map(), statuses: new Map(), unread: 0, loaded: false }]));
    this.names = this.#names();
  }

  #names() {
    const label = (id) => this.users.get(id)?.real_name || this.users.get(id)?.name || id;
    return {
      isMe: (id) => id === this.me,
      user: (id) => this.users.get(id)?.name || id,
      label,
      channel: (id) => this.channels.get(id)?.name,
      people: () => [...this.users.values()].map((user) => ({ id: user.id, label: label(user.id) })),
      places: () => [...this.channels.values()].map((channel) => ({ id: channel.id, label: this.title(channel) })),
    };
  }

  user(id) {
    return this.users.get(id);
  }

  author(message) {
    const user = this.users.get(message.user) ?? (message.bot_id ? this.users.get(this.botUser) : undefined);
    const isBot = Boolean(message.bot_id || user?.is_bot);
    return {
      id: message.user ?? message.bot_id ?? "?",
      colour: Math.max(0, [...this.users.keys()].indexOf(message.user)) % 6,
      name: message.username || user?.real_name || user?.name || message.user || "Somebody",
      isBot,
      isGuest: Boolean(user?.is_restricted || user?.is_ultra_restricted),
      isStranger: Boolean(user && this.team.id && user.team_id && user.team_id !== this.team.id),
    };
  }

  title(channel) {
    if (!channel.is_im) return `#${channel.name}`;
    const other = (channel.members ?? []).find((id) => id !== this.me) ?? channel.user ?? this.botUser;
    return this.names.label(other);
  }

  withBot(channel) {
    return Boolean(channel.is_im) && (channel.user === this.botUser || (channel.members ?? []).includes(this.botUser) || !channel.members);
  }

  sorted(channelId, keep) {
    const channel = this.channels.get(channelId);
    return channel ? [...channel.messages.values()].filter(keep).sort((a, b) => (a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0)) : [];
  }

  roots(channelId) {
    return this.sorted(channelId, inChannel);
  }

  thread(channelId, threadTs) {
    return this.sorted(channelId, (message) => message.ts === threadTs || message.thread_ts === threadTs);
  }

  message(channelId, ts) {
    return this.channels.get(channelId)?.messages.get(ts);
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Takes messages that were fetched; they are news to nobody. */
  load(channelId, messages) {
    const channel = this.channels.get(channelId);
    if (!channel) return;
    for (const message of messages) channel.messages.set(message.ts, { ...channel.messages.get(message.ts), ...message });
  }

  /** Takes who and where there is from a state that was asked for again. */
  renew(state) {
    this.commands = state.commands ?? this.commands;
    for (const channel of state.channels) {
      const known = this.channels.get(channel.id);
      if (known) Object.assign(known, channel);
      else this.channels.set(channel.id, { ...channel, messages: new Map(), statuses: new Map(), unread: 0, loaded: false });
    }
  }

  /** Forgets what was fetched: after the stream was lost, the server is asked anew. */
  forget() {
    for (const channel of this.channels.values()) {
      channel.messages.clear();
      channel.statuses.clear();
      channel.loaded = false;
      channel.cursor = null;
    }
  }

  put(channelId, message, fresh) {
    const channel = this.channels.get(channelId);
    if (!channel || !message?.ts) return;
    const known = channel.messages.get(message.ts);
    const counts = known && message.reply_count === undefined && known.reply_count ? { reply_count: known.reply_count, latest_reply: known.latest_reply, reply_users: known.reply_users } : {};
    channel.messages.set(message.ts, { ...counts, ...message });
    if (fresh && !known) this.#count(channel, message);
    this.#tell("message", { channel: channelId, message: channel.messages.get(message.ts), fresh: fresh && !known });
  }

  #count(channel, message) {
    if (!isReply(message) || message.ephemeral) return;
    const root = channel.messages.get(message.thread_ts);
    if (!root || (root.latest_reply ?? "") >= message.ts) return;
    const users = [...new Set([...(root.reply_users ?? []), message.user].filter(Boolean))];
    this.put(channel.id, { ...root, reply_count: (root.reply_count ?? 0) + 1, latest_reply: message.ts, reply_users: users }, false);
  }

  remove(channelId, ts) {
    const channel = this.channels.get(channelId);
    const message = channel?.messages.get(ts);
    if (!message) return;
    channel.messages.delete(ts);
    const root = isReply(message) && !message.ephemeral ? channel.messages.get(message.thread_ts) : null;
    if (root?.reply_count) this.put(channelId, { ...root, reply_count: root.reply_count - 1 }, false);
    this.#tell("removed", { channel: channelId, ts, message });
  }

  ephemeral(channelId, threadTs, message) {
    const ts = message.ts ?? message.message_ts ?? (Date.now() / 1000).toFixed(6);
    const thread = threadTs ?? message.thread_ts;
    this.put(channelId, { user: this.botUser, ...message, ts, thread_ts: thread || undefined, ephemeral: true }, true);
  }

  react(channelId, ts, name, users, added) {
    const message = this.message(channelId, ts);
    if (!message) return;
    const others = (message.reactions ?? []).filter((one) => one.name !== name);
    const before = (message.reactions ?? []).findIndex((one) => one.name === name);
    const list = [...others];
    if (users?.length) list.splice(before < 0 ? list.length : before, 0, { name, users, count: users.length });
    else if (added && !users) list.push({ name, users: [], count: 1 });
    this.put(channelId, { ...message, reactions: list }, false);
  }

  status(channelId, threadTs, text) {
    const channel = this.channels.get(channelId);
    if (!channel) return;
    if (text) channel.statuses.set(threadTs ?? "", text);
    else channel.statuses.delete(threadTs ?? "");
    this.#tell("status", { channel: channelId, threadTs });
  }

  unread(channelId, more) {
    const channel = this.channels.get(channelId);
    if (!channel) return;
    const before = channel.unread;
    channel.unread = typeof more === "number" ? more : more ? channel.unread + 1 : 0;
    if (channel.unread !== before) this.#tell("unread", { channel: channelId });
  }

  #member(channelId, userId, joined) {
    const channel = this.channels.get(channelId);
    if (!channel) return;
    const others = (channel.members ?? []).filter((id) => id !== userId);
    channel.members = joined ? [...others, userId] : others;
    this.#tell("members", { channel: channelId });
  }

  #archived(channelId, is) {
    const channel = this.channels.get(channelId);
    if (!channel) return;
    channel.is_archived = is;
    this.#tell("members", { channel: channelId });
  }

  /** One event of the stream. */
  take(event) {
    switch (event.type) {
      case "message":
        if (isReply(event.message) && event.message.user === this.botUser) this.status(event.channel, event.message.thread_ts, "");
        return this.put(event.channel, event.message, true);
      case "message_changed":
        return this.put(event.channel, { ...event.message, ephemeral: this.message(event.channel, event.message.ts)?.ephemeral }, false);
      case "message_deleted":
        return this.remove(event.channel, event.ts);
      case "reaction_added":
      case "reaction_removed":
        return this.react(event.channel, event.ts, event.name, event.users, event.type === "reaction_added");
      case "ephemeral":
        return this.ephemeral(event.channel, event.thread_ts, event.message);
      case "assistant_status":
        return this.status(event.channel, event.thread_ts, event.status);
      case "member_joined":
        return this.#member(event.channel, event.user, true);
      case "member_left":
        return this.#member(event.channel, event.user, false);
      case "channel_archived":
      case "channel_unarchived":
        return this.#archived(event.channel, event.type === "channel_archived");
      case "view_opened":
      case "view_updated":
      case "view_pushed":
      case "view_closed":
        return this.#tell("view", event);
      case "home":
        return this.#tell("home", event);
      case "wire":
        return this.#tell("wire", event);
      default:
        return undefined;
    }
  }
}
