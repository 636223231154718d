import type { Side } from '../contract';

export interface TypingPerson {
  readonly sender_type: Side;
  readonly name: string;
}

/** Somebody who has the chat open right now. */
export interface PresentPerson {
  readonly user_id: string;
  readonly side: Side;
  readonly name: string;
  /** False when the chat is open in a tab that is not looked at. */
  readonly viewing: boolean;
}

/** Somebody of the staff, by the name that he goes by. */
export interface StaffMember {
  readonly staff_id: string;
  readonly staff_name: string;
}

/** A GRE known here, for the transfer menu. */
export interface Colleague {
  readonly user_id: string;
  readonly name: string;
  readonly on_duty: boolean;
}
