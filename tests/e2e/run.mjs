// Runs the browser tests (tests/e2e/*.test.mjs) against a built site, and ends with "N passed, N failed".
//
// usage: node tests/e2e/run.mjs [SITE] [PATTERN]     only files whose name contains PATTERN
import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from '../../web/serve.mjs';
import { launchOptions, repository } from './lab.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const site = resolve(process.argv[2] ?? join(repository, 'build', 'web', 'site'));
const pattern = process.argv[3] ?? '';

function testFiles() {
    return readdirSync(here)
        .filter((name) => name.endsWith('.test.mjs') && name.includes(pattern))
        .sort()
        .map((name) => join(here, name));
}

// A failure as a person reads it: the innermost cause, without the test runner's own stack.
function explain(error) {
    let cause = error;
    while (cause?.cause instanceof Error) cause = cause.cause;
    return String(cause?.stack ?? cause).split('\n').filter((line) => !line.includes('node:internal')).join('\n    ');
}

async function runFiles(files) {
    let passed = 0;
    let failed = 0;
    await new Promise((done) => {
        const stream = run({ files, concurrency: 2 });
        // A file, and a describe(), are reported like tests; only tests themselves are counted.
        const isTest = (data) => data.details?.type !== 'suite' && !files.includes(resolve(data.name));
        stream.on('test:pass', (data) => {
            if (!isTest(data)) return;
            passed += 1;
            console.log(`ok    ${data.name} (${Math.round(data.details.duration_ms)} ms)`);
        });
        stream.on('test:fail', (data) => {
            if (!isTest(data) && data.details?.error?.failureType === 'subtestsFailed') return;
            failed += 1;
            console.log(`FAIL  ${data.name}\n    ${explain(data.details.error)}`);
        });
        // Figures that a test measured.
        stream.on('test:stdout', (data) => process.stdout.write(data.message));
        stream.on('test:stderr', (data) => process.stdout.write(data.message));
        stream.on('end', done);
        stream.resume();
    });
    return { passed, failed };
}

const server = await serve(site);
const browser = await chromium.launchServer(launchOptions);
process.env.HANDWAVE_URL = server.url;
process.env.HANDWAVE_SITE = site;
process.env.HANDWAVE_BROWSER = browser.wsEndpoint();
try {
    const { passed, failed } = await runFiles(testFiles());
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
} finally {
    await browser.close();
    await server.close();
}
