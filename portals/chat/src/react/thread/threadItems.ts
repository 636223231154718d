import type { Side } from '../../core/contract';

/** How far a message of one's own has come; null where it is not shown. */
export type Delivery = 'sending' | 'sent' | 'read' | 'failed' | null;

export interface MessageView {
  readonly id: string;
  readonly no: number | null;
  readonly text: string;
  readonly at: Date;
  readonly delivery: Delivery;
  /** Why it failed, in the server's words. */
  readonly reason: string | null;
}

/** Messages of one person within one minute. */
export interface GroupItem {
  readonly kind: 'group';
  readonly key: string;
  readonly side: Side;
  /** On the reader's side of the screen. */
  readonly own: boolean;
  /** Who wrote it; null for the reader, whose words need no name. */
  readonly name: string | null;
  readonly at: Date;
  readonly messages: readonly MessageView[];
}

export type ThreadItem =
  | GroupItem
  | { readonly kind: 'day'; readonly key: string; readonly at: Date }
  | { readonly kind: 'status'; readonly key: string; readonly text: string; readonly at: Date }
  | { readonly kind: 'unread'; readonly key: 'unread' };
