// What every browser test stands on: the built site on a free local port, one Chromium for all test files, and a
// fresh page for each test. A test is one scenario():
//
//   import { scenario } from './lab.mjs';
//   scenario('A learner switches the language', { path: '?lang=en', width: 390, height: 844 }, async ({ page }) => {
//       await page.getByRole('button', { name: '中文' }).click();
//   });
//
// A scenario fails as well when the page logs an error, throws, misses a file or asks another host for anything;
// then a picture of it is in build/logs/browser/.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from '../../web/serve.mjs';

export const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const pictures = join(repository, 'build', 'logs', 'browser');

export const launchOptions = {
    executablePath: [process.env.HANDWAVE_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser',
        '/usr/bin/google-chrome'].find((path) => path && existsSync(path)),
    args: [
        // WebGL2 without a graphics card, and without a watchdog that ends what a busy machine paints slowly.
        '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-gpu-watchdog',
        // Runs as root in CI, and asks nobody outside for anything.
        '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync',
        // The same picture on every machine.
        '--force-color-profile=srgb', '--hide-scrollbars',
    ],
};

// In the page, of a test that looks at no pixels: frames follow each other without waiting for a screen, are not
// painted, and are told that a tenth of a second has passed: what plays is over sooner.
function hurry() {
    const channel = new MessageChannel();
    let waiting = [];
    let told = 0;
    channel.port1.onmessage = () => {
        told = Math.max(told + 100, performance.now());
        const due = waiting;
        waiting = [];
        for (const draw of due) draw(told);
    };
    window.requestAnimationFrame = (draw) => {
        if (waiting.push(draw) === 1) channel.port2.postMessage(0);
        return 0;
    };
    WebGL2RenderingContext.prototype.drawElements = () => {};
}

// One server and one browser for the tests of a file. run.mjs starts both for all files and hands them down in the
// environment; a file that is run alone starts its own.
class Lab {
    async open() {
        const site = process.env.HANDWAVE_SITE ?? join(repository, 'build', 'web', 'site');
        this.server = process.env.HANDWAVE_URL ? undefined : await serve(site);
        this.url = process.env.HANDWAVE_URL ?? this.server.url;
        const shared = process.env.HANDWAVE_BROWSER;
        this.browser = shared ? await chromium.connect(shared) : await chromium.launch(launchOptions);
    }

    async close() {
        await this.browser?.close();
        await this.server?.close();
    }

    // A page in a browser context of its own: nothing stored, nothing cached. `path` is relative to the site.
    // Other options are Playwright's own (hasTouch, reducedMotion, permissions, javaScriptEnabled, ...).
    async newPage({ width = 1280, height = 720, scale = 1, locale = 'en-US', colorScheme = 'light', path,
        isHurried = false, ...more } = {}) {
        const context = await this.browser.newContext({
            viewport: { width, height }, deviceScaleFactor: scale, locale, colorScheme, ...more });
        if (isHurried) await context.addInitScript(hurry);
        const page = await context.newPage();
        page.problems = watchProblems(page, this.url);
        if (path !== undefined) await page.goto(new URL(path, this.url).href);
        return page;
    }
}

// Everything a page must never do, as sentences.
function watchProblems(page, ownUrl) {
    const problems = [];
    page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack ?? error}`));
    page.on('console', (message) => {
        if (message.type() === 'error') problems.push(`console: ${message.text()}`);
    });
    page.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(ownUrl) && !/^(data|blob|about):/.test(url)) problems.push(`asked a foreign host: ${url}`);
    });
    page.on('response', (response) => {
        if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
    });
    page.on('requestfailed', (request) => {
        const why = request.failure()?.errorText ?? '';
        if (why !== 'net::ERR_ABORTED') problems.push(`${why}: ${request.url()}`);
    });
    return problems;
}

// Bytes that a page has received over the network so far, as the server sent them (compressed).
export async function countTransfer(page) {
    const session = await page.context().newCDPSession(page);
    const transfer = { bytes: 0 };
    session.on('Network.loadingFinished', (event) => { transfer.bytes += event.encodedDataLength; });
    await session.send('Network.enable');
    return transfer;
}

let lab;

// The lab of this file, for tests that need more than one page.
export function theLab() {
    if (!lab) {
        lab = new Lab();
        before(() => lab.open());
        after(() => lab.close());
    }
    return lab;
}

async function takePicture(page, title) {
    mkdirSync(pictures, { recursive: true });
    const name = title.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 100);
    await page.screenshot({ path: join(pictures, `${name}.png`) }).catch(() => {});
}

// One test with a page of its own. Options: those of Lab.newPage, and `allow`: a pattern for problems that the
// scenario provokes on purpose (a broken lesson, say).
export function scenario(title, options, act) {
    const here = theLab();
    const { allow, ...pageOptions } = options;
    test(title, { timeout: 240_000 }, async (context) => {
        const page = await here.newPage({ path: '', ...pageOptions });
        try {
            await act({ page, lab: here, context });
            const unexpected = page.problems.filter((problem) => !allow?.test(problem));
            assert.deepEqual(unexpected, [], 'the page had problems of its own');
        } catch (error) {
            await takePicture(page, title);
            throw error;
        } finally {
            await page.context().close();
        }
    });
}
