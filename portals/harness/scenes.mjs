// What the scripts beside this one share: a browser, and a page for each scene of a portal.
import { chromium } from 'playwright-core';

const ports = { player: 5171, staff: 5172 };
const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

export const say = (text) => process.stdout.write(`${text}\n`);

/** Calls `look(page, name)` for every scene, size and colour scheme; the portal's dev server must run. */
export async function eachScene(portal, only, look) {
  const base = `http://127.0.0.1:${ports[portal]}/${portal}/harness.html`;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
  });
  const scenes = only.length > 0 ? only : await sceneNames(browser, base);
  for (const scene of scenes) {
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
        const name = `${portal}-${scene}-${size}-${colorScheme}`;
        page.on('pageerror', (error) => say(`${name}: ${error.message}`));
        page.on('console', (message) => message.type() === 'error' && say(`${name}: ${message.text()}`));
        await page.goto(`${base}?scene=${scene}`);
        await page.waitForSelector('#root > *');
        await page.evaluate(() => document.fonts.ready);
        await page.waitForTimeout(600);
        await look(page, name);
        await context.close();
      }
    }
  }
  await browser.close();
}

async function sceneNames(browser, base) {
  const page = await browser.newPage();
  await page.goto(base);
  await page.waitForSelector('li a');
  const names = await page.$$eval('li a', (links) => links.map((link) => link.textContent));
  await page.close();
  return names;
}
