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
  const answers = await Promise.all(Array.from({ length: 40 }, asked));
  const answer = answers.find(({ status }) => status === 429);
  assert.equal(answer.json.code, 'over_request_rate_limit');
  assert.ok(Number(answer.headers.get('retry-after')) > 0);
  const elsewhere = await visitor(world, { server: world.careful }).auth.resetPasswordForEmail(newEmail());
  assert.equal(elsewhere.error, null);
});
feature('the client sees the limit as an error with its code', async (world) => {
  const client = world.client({ server: world.careful, headers: world.from() });
  const attempt = () => client.auth.verifyOtp({ email: newEmail(), token: '000000', type: 'email' });
  const answers = await Promise.all(Array.from({ length: 40 }, attempt));
  const { error } = answers.find((answer) => answer.error.status === 429);
  assert.equal(error.code, 'over_request_rate_limit');
});
