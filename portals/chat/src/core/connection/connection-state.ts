/**
 * How live the screen is. `trouble` and `offline` are only shown once they have lasted 1.5 s, so a
 * notice may be drawn whenever they appear. Times are epoch milliseconds.
 */
export type ConnectionState =
  | { readonly kind: 'connecting'; readonly synced_at: null }
  | { readonly kind: 'online'; readonly synced_at: number | null }
  /** The browser has a network, but the server is not reached or does not keep us up to date. */
  | { readonly kind: 'trouble'; readonly since: number; readonly synced_at: number | null }
  /** The browser says that there is no network. */
  | { readonly kind: 'offline'; readonly since: number; readonly synced_at: number | null };
