/** What a waiting player is told of the queue. What is not known is null, and not to be guessed. */
export interface QueueStatus {
  /** 1: he is next. At most `PLACE_OR_BEYOND`. Null while no chat of his waits. */
  readonly place: number | null;
  /** What is left of the usual wait; 0 once he has waited longer than usual. */
  readonly estimated_wait_seconds: number | null;
  /** Whether any GRE is at work. */
  readonly on_duty: boolean;
}

/** Nobody counts further: this place, or any after it. */
export const PLACE_OR_BEYOND = 1_000;
