// How far each person has read, for as long as the tab is open.

const KEY = "gluethread.playground.reads";

/** Under this a thread's reading is kept. */
export const threadKey = (channel, ts) => `${channel}/${ts}`;

let memory = null;

function stored() {
  if (memory) return memory;
  try {
    memory = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  } catch {
    memory = {};
  }
  return memory;
}

/** What one person has read, by channel. */
export class Reads {
  constructor(user) {
    this.user = user;
  }

  /** The ts up to which the channel is read; null for somebody who was never there. */
  upTo(channel) {
    return stored()[this.user]?.[channel] ?? null;
  }

  mark(channel, ts) {
    if (!ts || (this.upTo(channel) ?? "") >= ts) return;
    const all = stored();
    (all[this.user] ??= {})[channel] = ts;
    try {
      sessionStorage.setItem(KEY, JSON.stringify(all));
    } catch {
      // Without storage it is known until the page is loaded anew.
    }
  }
}
