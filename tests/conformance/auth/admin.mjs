import { randomUUID } from 'node:crypto';
import { assert } from '../suite/expect.mjs';
import { area } from '../suite/features.mjs';
import { denied, follow, mailTo, newEmail, password, signIn, visitor } from './accounts.mjs';

const feature = area('Auth', 'admin');

feature('createUser with metadata, a role, an id', async (world) => {
  const id = randomUUID();
  const email = newEmail();
  const { data, error } = await world.service.auth.admin.createUser({
    id,
    email,
    password,
    email_confirm: true,
    user_metadata: { name: 'Grace' },
    app_metadata: { role: 'gre' },
  });
  assert.equal(error, null);
  assert.deepEqual(
    [
      data.user.id,
      data.user.user_metadata.name,
      data.user.app_metadata.role,
      data.user.app_metadata.provider,
    ],
    [id, 'Grace', 'gre', 'email'],
  );
  const { session } = await signIn(world, email);
  assert.equal(session.user.app_metadata.role, 'gre');
  await denied(world.service.auth.admin.createUser({ email, password }), 422, 'email_exists');
});
feature('getUserById, and one that is not there', async (world) => {
  const { id, email } = await world.person();
  assert.equal((await world.service.auth.admin.getUserById(id)).data.user.email, email);
  await denied(world.service.auth.admin.getUserById(randomUUID()), 404, 'user_not_found');
});
feature('listUsers, page by page', async (world) => {
  for (let n = 0; n < 3; n++) await world.person();
  const page = async (number) =>
    (await world.service.auth.admin.listUsers({ page: number, perPage: 2 })).data;
  const [first, second] = [await page(1), await page(2)];
  assert.deepEqual([first.users.length, first.aud, first.nextPage], [2, 'authenticated', 2]);
  assert.ok(first.total >= 3 && first.lastPage >= 2);
  assert.equal(second.users.length, 2);
});
feature('updateUserById: metadata, address, password', async (world) => {
  const person = await world.person({ data: { name: 'Alice', city: 'Bern' } });
  const email = newEmail();
  const { data, error } = await world.service.auth.admin.updateUserById(person.id, {
    email,
    password: 'another horse',
    user_metadata: { name: 'Alicia' },
    app_metadata: { role: 'gre_lead' },
    email_confirm: true,
  });
  assert.equal(error, null);
  assert.deepEqual(
    [
      data.user.email,
      data.user.user_metadata.name,
      data.user.user_metadata.city,
      data.user.app_metadata.role,
    ],
    [email, 'Alicia', 'Bern', 'gre_lead'],
  );
  assert.notEqual((await person.client.auth.refreshSession()).error, null);
  await signIn(world, email, 'another horse');
});
feature('ban_duration', async (world) => {
  const { id, email, session } = await world.person();
  assert.equal((await world.service.auth.admin.updateUserById(id, { ban_duration: '24h' })).error, null);
  await denied(visitor(world).auth.signInWithPassword({ email, password }), 400, 'user_banned');
  await denied(visitor(world).auth.getUser(session.access_token), 403, 'user_banned');
  assert.equal((await world.service.auth.admin.updateUserById(id, { ban_duration: 'none' })).error, null);
  await signIn(world, email);
});
feature('deleteUser, for good and softly', async (world) => {
  const [first, second] = [await world.person(), await world.person()];
  assert.equal((await world.service.auth.admin.deleteUser(first.id)).error, null);
  await denied(world.service.auth.admin.getUserById(first.id), 404, 'user_not_found');
  assert.equal((await world.service.auth.admin.deleteUser(second.id, true)).error, null);
  await denied(
    visitor(world).auth.signInWithPassword({ email: second.email, password }),
    400,
    'invalid_credentials',
  );
  assert.equal((await visitor(world).auth.signUp({ email: second.email, password })).error, null);
});
feature("inviteUserByEmail: the link makes the account one's own", async (world) => {
  const email = newEmail();
  const { data, error } = await world.service.auth.admin.inviteUserByEmail(email, {
    data: { team: 'night' },
  });
  assert.equal(error, null);
  assert.equal(data.user.user_metadata.team, 'night');
  assert.ok(data.user.invited_at);
  const { fragment } = await follow((await mailTo(world.main, email, 'You have been invited')).link);
  assert.equal(fragment.get('type'), 'invite');
  const client = visitor(world);
  await client.auth.setSession({
    access_token: fragment.get('access_token'),
    refresh_token: fragment.get('refresh_token'),
  });
  assert.equal((await client.auth.updateUser({ password })).error, null);
  await signIn(world, email);
});
feature('generateLink: link and code without a mail', async (world) => {
  const { email, id } = await world.person();
  const { data, error } = await world.service.auth.admin.generateLink({ type: 'magiclink', email });
  assert.equal(error, null);
  assert.match(data.properties.email_otp, /^\d{6}$/);
  assert.ok(data.properties.action_link.startsWith(world.main.url));
  const client = visitor(world);
  const used = await client.auth.verifyOtp({ token_hash: data.properties.hashed_token, type: 'magiclink' });
  assert.equal(used.data.user?.id, id, used.error?.message);
});
feature("admin.signOut ends somebody's sessions", async (world) => {
  const { client, session } = await world.person();
  assert.equal((await world.service.auth.admin.signOut(session.access_token)).error, null);
  assert.notEqual((await client.auth.refreshSession()).error, null);
});
feature('only for the service role', async (world) => {
  const { client, session } = await world.person();
  await denied(world.anon.auth.admin.listUsers(), 403, 'not_admin');
  const answer = await world.raw('/auth/v1/admin/users', {
    headers: { Authorization: `Bearer ${session.access_token}` },
  });
  assert.equal(answer.status, 403);
  assert.notEqual((await client.auth.admin.deleteUser(session.user.id)).error, null);
  assert.equal((await world.raw('/auth/v1/admin/users')).status, 401);
});
