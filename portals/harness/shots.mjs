// Screenshots of every scene: node portals/harness/shots.mjs <player|staff> <folder> [scene …]
// Needs the portal's dev server (`npm run dev -w portals/<portal>`) and a Chromium.
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [portal, folder, ...only] = process.argv.slice(2);
const port = portal === 'staff' ? 5172 : 5171;
const base = `http://127.0.0.1:${port}/${portal}/harness.html`;
const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

const complain = (scene, text) => process.stderr.write(`${scene}: ${text}\n`);

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
});

async function sceneNames() {
  const page = await browser.newPage();
  await page.goto(base);
  await page.waitForSelector('li a');
  const names = await page.$$eval('li a', (links) => links.map((link) => link.textContent));
  await page.close();
  return names;
}

for (const scene of only.length > 0 ? only : await sceneNames()) {
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const colorScheme of ['light', 'dark']) {
      const phone = size === 'phone';
      const context = await browser.newContext({
        viewport,
        colorScheme,
        hasTouch: phone,
        isMobile: phone,
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      page.on('pageerror', (error) => complain(scene, error.message));
      page.on('console', (message) => message.type() === 'error' && complain(scene, message.text()));
      await page.goto(`${base}?scene=${scene}`);
      await page.waitForSelector('#root > *');
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(600);
      await page.screenshot({ path: `${folder}/${portal}-${scene}-${size}-${colorScheme}.png` });
      await context.close();
    }
  }
}
await browser.close();
