// Drives the published supabase-js through everything that it can ask, against real servers, and prints a table:
// feature, passed or FAILED. Ends with 0 if all have passed, 1 if some have not, 2 if it could not run.
//   npm run conformance [-- --only <text>] [--server <portalchat.dll>] [--report <file>] [--list]
import { appendFileSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as current from '@supabase/supabase-js';
import * as vsn1 from 'supabase-js-vsn1';
import './areas.mjs';
import { features } from './suite/features.mjs';
import { runAll } from './suite/runner.mjs';
import { setStage } from './suite/stage.mjs';
import { table } from './suite/table.mjs';
import { World } from './suite/world.mjs';

const { values: options } = parseArgs({
  options: {
    server: {
      type: 'string',
      default: fileURLToPath(
        new URL('../../server/src/PortalChat.Host/bin/Release/net10.0/portalchat.dll', import.meta.url),
      ),
    },
    only: { type: 'string', default: '' },
    report: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
});
const print = (text) => process.stdout.write(`${text}\n`);
const versionOf = (name) =>
  JSON.parse(readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url))).version;
const clients = {
  current: { module: current, version: versionOf('@supabase/supabase-js') },
  vsn1: { module: vsn1, version: versionOf('supabase-js-vsn1') },
};
const wanted = features
  .flatMap((feature) =>
    feature.clients.map((client) => ({
      ...feature,
      client,
      id: `${client} | ${feature.dialect} | ${feature.area} | ${feature.title}`,
    })),
  )
  .filter(({ id }) => id.includes(options.only));

if (options.list) {
  print(wanted.map(({ id }) => id).join('\n'));
  process.exit(0);
}

// Whatever a client throws on the side would otherwise end the run, or worse, not show.
const strays = [];
process.on('unhandledRejection', (reason) => strays.push(reason));
process.on('uncaughtException', (error) => strays.push(error));

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(2));

let stage;
let exitCode = 2;
try {
  stage = await setStage(options.server);
  const worlds = Object.fromEntries(
    Object.entries(clients).map(([label, { module }]) => [label, new World(label, module, stage)]),
  );
  const results = await runAll(wanted, worlds, (result) => {
    if (options.report) appendFileSync(options.report, `${JSON.stringify(result)}\n`);
  });
  print(table(results, clients));
  for (const stray of strays) print(`Thrown outside of any feature: ${stray?.stack ?? stray}`);
  exitCode = strays.length > 0 ? 2 : results.every(({ passed }) => passed) ? 0 : 1;
} catch (failure) {
  print(`The features could not be run: ${failure.stack}`);
} finally {
  await stage?.strike();
}
process.exit(exitCode);
