// What axe finds in a portal's scenes: node portals/harness/axe.mjs <player|staff> [scene …]
import { createRequire } from 'node:module';
import { eachScene, say } from './scenes.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const [portal, ...only] = process.argv.slice(2);

let found = 0;
// A thread of 10,000 messages is the same few elements many times over, and takes axe minutes.
await eachScene(portal, only, async (page, name) => {
  if (name.includes('-long-')) return;
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(
    (tags) => window.axe.run(document, { runOnly: { type: 'tag', values: tags } }),
    rules,
  );
  for (const { id, help, nodes } of violations) {
    found += nodes.length;
    say(`${name}: ${id}: ${help}`);
    for (const node of nodes.slice(0, 3)) {
      say(`    ${node.html.slice(0, 160)}`);
      say(`    ${node.failureSummary?.split('\n').slice(1, 3).join(' ').trim()}`);
    }
  }
});
say(found === 0 ? `axe finds nothing in ${portal}` : `axe finds ${found}`);
process.exitCode = found === 0 ? 0 : 1;
