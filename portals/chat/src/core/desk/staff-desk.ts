import type { ChatMessage } from '../contract';
import { createStaffLists } from '../lists/staff-lists';
import type { OutgoingMessage } from '../outbox/outgoing-message';
import { type Outcome, refused } from '../outcome';
import { createColleagues } from '../presence/colleagues';
import { reportDuty } from '../presence/duty';
import { newId } from '../sync/new-id';
import type { StaffDesk } from './desk';
import { createDeskCore } from './desk-core';
import type { DeskParts } from './desk-parts';
import { findPlayers } from './find-players';
import type { OpenDesk } from './open-desk';

export const openStaffDesk: OpenDesk<StaffDesk> = (me, backend, surroundings) => {
  const core = createDeskCore({
    me,
    backend,
    surroundings,
    channel: {
      topic: 'staff',
      private: true,
      presence_key: me.user_id,
      changes: [{ table: 'chat_requests', event: '*' }],
    },
    presence: { side: me.side, name: me.display_name },
    laneOf: (message) => message.chat_request_id ?? '',
    send: sendAsGre,
    onPresence: (metas) => colleagues.onPresence(metas),
    pullLists: () => lists.pull(),
  });
  const { act } = core;
  const lists = createStaffLists(core.parts);
  const colleagues = createColleagues(core.parts);
  const duty = reportDuty(core.parts);
  core.start();

  return {
    ...core,
    lists: lists.lists,
    colleagues: colleagues.people,
    claim: (id) => act(id, () => backend.claim(id)),
    transfer: (id, to) => act(id, () => backend.transfer(id, to)),
    release: (id) => act(id, () => backend.release(id)),
    reopen: (id) => act(id, () => backend.reopen(id)),
    findPlayers: (text) => findPlayers(backend, text),
    openChat({ player_id, subject, category = 'support', priority = 'normal', take }) {
      const id = newId();
      const status = take ? 'active' : 'waiting';
      const gre_staff_id = take ? me.user_id : null;
      return act(id, () =>
        backend.insertChat({ id, player_id, status, gre_staff_id, subject, category, priority }),
      );
    },
    end(wipe) {
      duty.stop(wipe);
      lists.stop();
      colleagues.stop();
      core.end(wipe);
    },
  };
};

async function sendAsGre(message: OutgoingMessage, parts: DeskParts): Promise<Outcome<ChatMessage>> {
  const { rows, backend } = parts;
  const id = message.chat_request_id ?? '';
  // After a reload the chat of a message in the outbox may not have been looked at yet.
  if (rows.get(id) === null) {
    const outcome = await backend.chatsById([id]);
    if (!outcome.ok) return outcome;
    for (const row of outcome.value) rows.put(row, 'paged');
  }
  const chat = rows.get(id);
  if (chat === null) return refused({ kind: 'not_found', reason: '', hint: null, code: null });
  return backend.sendAsGre(message, chat);
}
