import { WebSocket as NodeWebSocket } from 'ws';

/** Node before 22 has no WebSocket of its own. */
export const nodeWebSocket = NodeWebSocket as unknown as typeof WebSocket;
