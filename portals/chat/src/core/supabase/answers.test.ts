import { describe, expect, test } from 'vitest';
import { isPassing } from '../outcome';
import { authRefusal, restRefusal } from './answers';

const error = { message: 'This chat was already taken by Grace.', hint: 'Ask them.', code: 'PT409' };

describe('[PC60] an answer of the server becomes a value', () => {
  test('with the reason and the hint in its own words', () => {
    expect(restRefusal(error, 409)).toEqual({
      kind: 'conflict',
      reason: 'This chat was already taken by Grace.',
      hint: 'Ask them.',
      code: 'PT409',
    });
  });

  test.each([
    [0, 'network', true],
    [200, 'network', true],
    [400, 'invalid', false],
    [401, 'signed_out', false],
    [403, 'forbidden', false],
    [404, 'not_found', false],
    [409, 'conflict', false],
    [429, 'too_many_requests', true],
    [500, 'unavailable', true],
    [503, 'unavailable', true],
  ])('status %i is %s; whether it may pass: %s', (status, kind, passing) => {
    const refusal = restRefusal(error, status);

    expect(refusal.kind).toBe(kind);
    expect(isPassing(refusal)).toBe(passing);
  });

  test('and what a library says of a failed request is not shown to people', () => {
    expect(restRefusal({ message: 'TypeError: Failed to fetch' }, 0).reason).toBe('');
    expect(authRefusal({ name: 'AuthRetryableFetchError', message: 'Failed to fetch', status: 0 })).toEqual({
      kind: 'network',
      reason: '',
      hint: null,
      code: null,
    });
  });

  test.each([
    ['user_already_exists', 422, 'email_taken'],
    ['weak_password', 422, 'weak_password'],
    ['email_not_confirmed', 400, 'email_not_confirmed'],
    ['over_request_rate_limit', 429, 'too_many_requests'],
    ['validation_failed', 400, 'invalid'],
    ['unexpected_failure', 500, 'unavailable'],
  ])('auth code %s with status %i is %s', (code, status, kind) => {
    expect(authRefusal({ name: 'AuthApiError', message: 'x', status, code }).kind).toBe(kind);
  });
});
