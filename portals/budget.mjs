// What the first screen of a portal costs over the wire: node portals/budget.mjs <player|staff>
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** KiB, gzipped: script and style that the page needs before it shows anything. */
const budgets = { player: 170, staff: 170 };

const portal = process.argv[2];
const dist = join(dirname(fileURLToPath(import.meta.url)), portal, 'dist');
const page = readFileSync(join(dist, 'index.html'), 'utf8');
const files = [...page.matchAll(/(?:src|href)="\/[a-z]+\/(assets\/[^"]+\.(?:js|css))"/g)].map(
  (match) => match[1],
);

let total = 0;
for (const file of files) {
  const size = gzipSync(readFileSync(join(dist, file))).length / 1024;
  total += size;
  process.stdout.write(`${size.toFixed(1).padStart(8)} KiB  ${file}\n`);
}
const budget = budgets[portal];
process.stdout.write(
  `${total.toFixed(1).padStart(8)} KiB  of ${budget} KiB for the first screen of ${portal}\n`,
);
if (files.length === 0 || total > budget) process.exit(1);
