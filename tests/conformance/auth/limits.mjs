import { assert } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';
import { newEmail, visitor } from './accounts.mjs';

// The careful server has Supabase's own limits.
const feature = area('Auth', 'rate limits');

feature('mails asked for from one address: 429 over_request_rate_limit, with Retry-After', async (world) => {
  const headers = {
    'Content-Type': 'application/json',
    'X-Supabase-Api-Version': '2024-01-01',
    ...world.from(),
  };
  const asked = () =>
    world.raw('/auth/v1/recover', {
      method: 'POST',
      server: world.careful,
      headers,
      body: { email: newEmail() },
    });
  let answer = await asked();
  for (let n = 0; n < 60 && answer.status !== 429; n++) answer = await asked();
  assert.deepEqual([answer.status, answer.json.code], [429, 'over_request_rate_limit']);
  assert.ok(Number(answer.headers.get('retry-after')) > 0);
  const elsewhere = await visitor(world, { server: world.careful }).auth.resetPasswordForEmail(newEmail());
  assert.equal(elsewhere.error, null);
});
feature('the client sees the limit as an error with its code', async (world) => {
  const client = world.client({ server: world.careful, headers: world.from() });
  const attempt = () => client.auth.verifyOtp({ email: newEmail(), token: '000000', type: 'email' });
  let { error } = await attempt();
  for (let n = 0; n < 60 && error.status !== 429; n++) ({ error } = await attempt());
  assert.deepEqual([error.status, error.code], [429, 'over_request_rate_limit']);
});
