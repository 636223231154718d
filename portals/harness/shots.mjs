// Screenshots of a portal's scenes: node portals/harness/shots.mjs <player|staff> <folder> [scene …]
import { mkdirSync } from 'node:fs';
import { eachScene } from './scenes.mjs';

const [portal, folder, ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
await eachScene(portal, only, (page, name) => page.screenshot({ path: `${folder}/${name}.png` }));
