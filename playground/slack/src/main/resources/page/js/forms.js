// What people have entered in the controls of a message or a view.

const FROM_STATE = {
  value: "initial_value",
  rich_text_value: "initial_value",
  selected_option: "initial_option",
  selected_options: "initial_options",
  selected_date: "initial_date",
  selected_time: "initial_time",
  selected_date_time: "initial_date_time",
  selected_user: "initial_user",
  selected_users: "initial_users",
  selected_channel: "initial_channel",
  selected_channels: "initial_channels",
  selected_conversation: "initial_conversation",
  selected_conversations: "initial_conversations",
};

export const isEmpty = (value) => value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** Values that a person has put in, by block and action, in the shape of Slack's view.state.values. */
export class FormValues {
  constructor() {
    this.readers = new Map();
  }

  register(blockId, actionId, read, node) {
    if (actionId) this.readers.set(`${blockId}\n${actionId}`, { blockId, actionId, read, node });
  }

  values() {
    const out = {};
    for (const { blockId, actionId, read } of this.readers.values()) (out[blockId] ??= {})[actionId] = read();
    return out;
  }
}

/** Keeps what was typed when a view is redrawn with the same block and action ids, as Slack does. */
export function keepTyped(list, values) {
  const kept = (element, blockId) => {
    const state = values[blockId]?.[element?.action_id];
    if (!state) return element;
    const out = { ...element };
    for (const [from, to] of Object.entries(FROM_STATE)) {
      if (!(from in state)) continue;
      if (isEmpty(state[from])) delete out[to];
      else out[to] = state[from];
    }
    return out;
  };
  return (list ?? []).map((block) => {
    if (block.element) return { ...block, element: kept(block.element, block.block_id) };
    if (block.elements && block.type === "actions") return { ...block, elements: block.elements.map((one) => kept(one, block.block_id)) };
    return block;
  });
}
