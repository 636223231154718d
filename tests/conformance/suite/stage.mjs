// The servers that the features run against, and the schema made for them.
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { readKeys, startServer } from './servers.mjs';
import { password } from './world.mjs';

/** What a project signed tokens with before it had keys of its own. */
const legacySecret = 'a legacy secret of more than 32 bytes';

const exposed = {
  Api__Schemas__0: 'conformance',
  Api__Schemas__1: 'public',
  Api__Tables__0: '*',
  Api__Functions__0: '*',
  Api__LegacyNames__wares: 'goods',
};

/**
 * - `main`: everything that is off by default is on.
 * - `plain`: the defaults, in front of `main` as a Supabase project is (its database, its sign-in), with low limits.
 * - `careful`: addresses must be confirmed, no anonymous people, Supabase's own rate limits.
 */
export async function setStage(program) {
  const started = [];
  const start = async (options) => {
    const server = await startServer(program, options);
    started.push(server);
    return server;
  };
  const strike = () => Promise.all(started.map((server) => server.stop()));
  try {
    const [main, careful] = await Promise.all([
      start({
        args: ['--auth-rate-factor', '1000', '--anonymous-sign-ins', 'true'],
        settings: { ...exposed, Api__Aggregates: 'true', Api__Plan: 'true', Api__TxEnd: 'true' },
      }),
      start({ args: ['--auto-confirm', 'false'] }),
    ]);
    Object.assign(main, await readKeys(main));
    Object.assign(careful, await readKeys(careful));
    const database = new pg.Pool({ connectionString: main.databaseUrl, max: 4 });
    await database.query(await readFile(new URL('../schema.sql', import.meta.url), 'utf8'));
    const hash = "select extensions.crypt($1, extensions.gen_salt('bf', 4)) as hash";
    const cheapHash = (await database.query(hash, [password])).rows[0].hash;
    await untilExposed(main);
    const plain = await start({
      args: [
        '--database-url',
        main.databaseUrl,
        '--supabase-url',
        main.url,
        '--supabase-anon-key',
        main.anon,
        '--supabase-jwt-secret',
        legacySecret,
        '--supabase-service-role-key',
        main.service,
      ],
      settings: {
        ...exposed,
        Realtime__MaxChannelsPerSocket: '5',
        Realtime__MaxMessagesPerSecond: '40',
        Realtime__MaxJoinsPerSecond: '15',
        Realtime__MaxBroadcastBytes: '1000',
        Realtime__MaxFrameBytes: '20000',
        Api__MaxBodyBytes: '20000',
        Api__MaxRows: '3',
        Api__OpenApi: 'false',
      },
    });
    Object.assign(plain, { anon: main.anon, service: main.service, legacySecret });
    return {
      main,
      careful,
      plain,
      database,
      cheapHash,
      async strike() {
        await database.end();
        // The one in front first: it reads the other's database.
        await plain.stop();
        await strike();
      },
    };
  } catch (failure) {
    await strike();
    throw failure;
  }
}

// The schema ends with `notify pgrst`; from then on, without a restart, its tables answer.
async function untilExposed(server) {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const answer = await fetch(`${server.url}/rest/v1/goods?limit=1`, { headers: { apikey: server.anon } });
    if (answer.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The schema was not picked up.');
}
