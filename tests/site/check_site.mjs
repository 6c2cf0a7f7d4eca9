// The assembled site, as a static host would serve it: complete, self-contained, and small.
//
// usage: node tests/site/check_site.mjs SITE     ends with "N passed, N failed"
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { serve } from '../../web/serve.mjs';

const site = process.argv[2];
const maxCompressedBytes = 1_000_000;

function filesBelow(folder) {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? filesBelow(path) : [path];
    });
}

const names = filesBelow(site).map((path) => relative(site, path));
const sources = names.filter((name) => !/\.(br|gz)$/.test(name));
const read = (name) => readFileSync(join(site, name));

async function served(act) {
    const server = await serve(site);
    try {
        await act(server.url);
    } finally {
        await server.close();
    }
}

const checks = {
    'The page, the wasm, both fonts and the notices are there': () => {
        for (const name of ['index.html', 'handwave.js', 'handwave.wasm', 'fonts/handwave-sans.otf',
            'fonts/handwave-mono.otf', 'handwave.wasm.js', 'fonts/handwave-sans.otf.js', 'fonts/handwave-mono.otf.js',
            'fonts/OFL-1.1.txt', 'third-party-notices.txt', 'LICENSE.txt']) {
            assert(names.includes(name), `${name} is missing`);
        }
    },
    'Compressed files hold what they stand for': () => {
        for (const name of names.filter((each) => each.endsWith('.br'))) {
            const original = read(name.slice(0, -3));
            assert(brotliDecompressSync(read(name)).equals(original), `${name} is stale`);
            assert(gunzipSync(read(name.replace(/br$/, 'gz'))).equals(original), `${name}: its .gz is stale`);
        }
        for (const name of ['index.html', 'handwave.js', 'handwave.wasm', 'fonts/handwave-sans.otf']) {
            assert(names.includes(`${name}.br`), `${name} is not compressed`);
        }
    },
    'All that a visit can load is less than 1 MB, compressed': () => {
        // Either a file or, without an origin, the script that hands it over: never both. The wide font is for lessons
        // from elsewhere only.
        // The lab loads none of the guides nor of a lesson's own files, and of the pages for reading (2 to 5 kB each)
        // the one that it is at.
        const others = /\.(?:wasm|otf)\.js$|-wide\.otf$|^(?:README|lessons\/.*)\.(?:md|toml|json)$|^read\//;
        const loaded = sources.filter((name) => !others.test(name));
        const bytes = loaded.reduce((sum, name) =>
            sum + statSync(join(site, names.includes(`${name}.br`) ? `${name}.br` : name)).size, 0);
        console.log(`      ${bytes} bytes compressed, in ${loaded.length} files`);
        assert(bytes < maxCompressedBytes, `${bytes} bytes`);
    },
    'Every file that the page names is in the site': () => {
        const page = read('index.html').toString();
        for (const [, name] of page.matchAll(/(?:src|href)="([^"#?]+)"/g)) {
            if (/^(data:|https?:|mailto:)/.test(name)) continue;
            assert(!name.startsWith('/'), `${name}: an absolute path does not work from a sub-path`);
            assert(names.includes(name.replace(/^\.\//, '')), `${name} is missing`);
        }
    },
    'Every link of the pages for reading leads to a file, and to a place in it': () => {
        const pages = sources.filter((name) => /^read\/.*\.html$/.test(name));
        assert(pages.length >= 20, `only ${pages.length} pages`);
        for (const name of pages) {
            for (const [, href] of read(name).toString().matchAll(/(?:src|href)="([^"]+)"/g)) {
                if (/^(data:|https:)/.test(href)) continue;
                const target = new URL(href, `http://site/${name}`);
                const file = decodeURIComponent(target.pathname.slice(1));
                assert(names.includes(file), `${name}: ${href} leads nowhere`);
                const id = target.hash.slice(1);
                if (!id || id.startsWith('/') || !file.endsWith('.html')) continue;
                assert(read(file).toString().includes(`id="${id}"`), `${name}: ${href} names no place`);
            }
        }
    },
    'Nothing is loaded from another host': () => {
        for (const name of sources.filter((each) => /\.(html|css|js|mjs)$/.test(each))) {
            const text = read(name).toString();
            assert(!/<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?\/\//.test(text), name);
            assert(!/@import|url\(["']?(?:https?:)?\/\//.test(text), name);
            assert(!/(?:fetch|import)\(\s*["'`]https?:/.test(text), name);
        }
    },
    'The loader runs under a strict Content-Security-Policy: no eval': () => {
        assert(!/\bnew Function\(|[^.\w]eval\(/.test(read('handwave.js').toString()));
    },
    'The server gives the right types, compressed only when accepted, and nothing outside': () => served(async (url) => {
        const types = { '': 'text/html', 'handwave.js': 'text/javascript', 'handwave.wasm': 'application/wasm',
            'fonts/handwave-sans.otf': 'font/otf', 'LICENSE.txt': 'text/plain' };
        for (const [name, type] of Object.entries(types)) {
            const answer = await fetch(url + name, { headers: { 'Accept-Encoding': 'br' } });
            assert.equal(answer.status, 200, name);
            assert(answer.headers.get('content-type').startsWith(type), name);
            assert.equal(answer.headers.get('content-encoding'), 'br', name);
            assert((await answer.arrayBuffer()).byteLength > 0, name);
        }
        const plain = await fetch(`${url}handwave.wasm`, { headers: { 'Accept-Encoding': 'identity' } });
        assert.equal(plain.headers.get('content-encoding'), null);
        assert((await plain.arrayBuffer()).byteLength === statSync(join(site, 'handwave.wasm')).size);
        for (const name of ['nothing', '%2e%2e/%2e%2e/CMakeCache.txt', '..%2fCMakeCache.txt', '%00', '%ff']) {
            assert.equal((await fetch(url + name)).status, 404, name);
        }
        assert.equal((await fetch(url, { method: 'POST' })).status, 405);
    }),
};

let passed = 0;
let failed = 0;
for (const [sentence, check] of Object.entries(checks)) {
    try {
        await check();
        passed += 1;
        console.log(`ok    ${sentence}`);
    } catch (error) {
        failed += 1;
        console.log(`FAIL  ${sentence}\n      ${error.message}`);
    }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
