import { createClient } from '@supabase/supabase-js'
import fs from 'node:fs'
const env = JSON.parse(fs.readFileSync('/tmp/authhost-env.json'))
const url = 'http://127.0.0.1:18999'
const show = (name, v) => console.log(name.padEnd(28), JSON.stringify(v)?.slice(0, 260))
for (const [anon, service] of [[env.Publishable, env.Secret], [env.Anon, env.ServiceRole]]) {
  const opts = { realtime: { transport: class {} }, auth: { persistSession: false, autoRefreshToken: false } }
  const c = createClient(url, anon, opts), admin = createClient(url, service, opts)
  const email = `n${Date.now()}@example.com`
  let r = await c.auth.signUp({ email, password: 'secret-1', options: { data: { display_name: 'N' } } })
  show('signUp', { err: r.error, session: !!r.data.session, md: r.data.user?.user_metadata })
  r = await c.auth.signUp({ email, password: 'secret-1' }); show('signUp again', { code: r.error?.code, status: r.error?.status, msg: r.error?.message })
  r = await c.auth.signInWithPassword({ email, password: 'wrong-1' }); show('wrong', { code: r.error?.code, name: r.error?.name, status: r.error?.status })
  r = await c.auth.signInWithPassword({ email, password: 'secret-1' }); show('signIn', { err: r.error, at: r.data.session?.expires_at })
  r = await c.auth.getUser(); show('getUser', { err: r.error, id: r.data.user?.id })
  r = await c.auth.getClaims(); show('getClaims', { err: r.error, alg: r.data?.header?.alg, sub: r.data?.claims?.sub })
  r = await c.auth.refreshSession(); show('refresh', { err: r.error, ok: !!r.data.session })
  r = await c.auth.updateUser({ data: { city: 'Ulm' } }); show('updateUser', { err: r.error, md: r.data.user?.user_metadata })
  r = await c.auth.updateUser({ password: '1' }); show('weak', { name: r.error?.name, reasons: r.error?.reasons, code: r.error?.code })
  r = await c.auth.updateUser({ password: 'secret-1' }); show('same', { code: r.error?.code })
  r = await c.auth.getUserIdentities(); show('identities', { err: r.error, n: r.data?.identities?.length, p: r.data?.identities?.[0] })
  const token = (await c.auth.getSession()).data.session.access_token
  r = await c.auth.signOut(); show('signOut', r)
  r = await admin.auth.getUser(token); show('getUser signed out', { code: r.error?.code, name: r.error?.name })
  r = await c.auth.signInAnonymously(); show('anonymous', { code: r.error?.code })
  r = await admin.auth.admin.createUser({ email: 'a' + email, password: 'secret-1', email_confirm: true, app_metadata: { role: 'gre' }, user_metadata: { display_name: 'A' } }); show('admin.create', { err: r.error, app: r.data.user?.app_metadata })
  const id = r.data.user.id
  r = await admin.auth.admin.listUsers({ page: 1, perPage: 2 }); show('admin.list', { err: r.error, total: r.data.total, next: r.data.nextPage, last: r.data.lastPage, n: r.data.users?.length })
  r = await admin.auth.admin.getUserById(id); show('admin.get', { err: r.error, e: r.data.user?.email })
  r = await admin.auth.admin.updateUserById(id, { ban_duration: '24h' }); show('admin.ban', { err: r.error, until: r.data.user?.banned_until })
  r = await c.auth.signInWithPassword({ email: 'a' + email, password: 'secret-1' }); show('banned', { code: r.error?.code })
  r = await admin.auth.admin.updateUserById(id, { ban_duration: 'none' }); show('admin.unban', { err: r.error, until: r.data.user?.banned_until })
  r = await c.auth.signInWithPassword({ email: 'a' + email, password: 'secret-1' }); 
  r = await admin.auth.admin.signOut(r.data.session.access_token, 'global'); show('admin.signOut', r)
  r = await admin.auth.admin.deleteUser(id, true); show('admin.soft delete', r)
  r = await admin.auth.admin.deleteUser(id); show('admin.delete', r)
  r = await admin.auth.admin.getUserById(id); show('admin.get gone', { code: r.error?.code, status: r.error?.status })
  r = await c.auth.admin.listUsers(); show('not admin', { code: r.error?.code, status: r.error?.status })
  console.log()
}
