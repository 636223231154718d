import { openPlayerDesk } from '../../core/desk/player-desk';
import { openStaffDesk } from '../../core/desk/staff-desk';
import { testGre, testPlayer } from '../rows';
import type { MemoryServer } from './memory-server';
import { createTestSurroundings } from './test-surroundings';

/** The desk of Alice on this server, in a page of its own unless one is given. */
export const playerDesk = (server: MemoryServer, surroundings = createTestSurroundings()) =>
  openPlayerDesk(testPlayer, server.backend(testPlayer.user_id), surroundings);

/** The desk of Grace. */
export const staffDesk = (server: MemoryServer, surroundings = createTestSurroundings()) =>
  openStaffDesk(testGre, server.backend(testGre.user_id), surroundings);
