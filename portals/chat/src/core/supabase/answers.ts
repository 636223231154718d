import { done, type Outcome, type Refusal, type RefusalKind, refused } from '../outcome';

/** The part of PostgREST's answer that says how it went. */
export interface RestAnswer<T> {
  readonly data: T | null;
  readonly error: RestError | null;
  /** 0 where no answer came. */
  readonly status: number;
}

interface RestError {
  readonly message: string;
  readonly hint?: string | null;
  readonly code?: string | null;
}

export async function outcomeOf<T>(asking: PromiseLike<RestAnswer<T>>): Promise<Outcome<T>> {
  const { data, error, status } = await asking;
  if (error !== null) return refused(restRefusal(error, status));
  return done(data as T);
}

export function restRefusal(error: RestError, status: number): Refusal {
  const kind = kindOfStatus(status);
  // What the client library says about a failed fetch is not for people.
  if (kind === 'network') return { kind, reason: '', hint: null, code: null };
  return { kind, reason: error.message, hint: error.hint || null, code: error.code || null };
}

function kindOfStatus(status: number): RefusalKind {
  if (status === 401) return 'signed_out';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  if (status === 409) return 'conflict';
  if (status === 408) return 'network';
  if (status === 429) return 'too_many_requests';
  if (status >= 500) return 'unavailable';
  if (status >= 400) return 'invalid';
  // No answer; or one that is no JSON, from something between us and the server.
  return 'network';
}

/** What auth-js throws or returns, as far as it is used. */
export interface AuthFailure {
  readonly name: string;
  readonly message: string;
  readonly status?: number | undefined;
  readonly code?: string | undefined;
}

const KIND_OF_AUTH_CODE: Readonly<Record<string, RefusalKind>> = {
  invalid_credentials: 'bad_credentials',
  email_not_confirmed: 'email_not_confirmed',
  user_already_exists: 'email_taken',
  email_exists: 'email_taken',
  weak_password: 'weak_password',
  over_request_rate_limit: 'too_many_requests',
  over_email_send_rate_limit: 'too_many_requests',
  user_banned: 'forbidden',
  signup_disabled: 'forbidden',
};

export function authRefusal(error: AuthFailure): Refusal {
  const code = error.code ?? null;
  const kind = (code === null ? undefined : KIND_OF_AUTH_CODE[code]) ?? kindOfAuthStatus(error);
  return { kind, reason: kind === 'network' ? '' : error.message, hint: null, code };
}

function kindOfAuthStatus({ name, status = 0 }: AuthFailure): RefusalKind {
  if (name === 'AuthRetryableFetchError' && status === 0) return 'network';
  if (status === 400 || status === 422) return 'invalid';
  return status === 0 ? 'unknown' : kindOfStatus(status);
}
