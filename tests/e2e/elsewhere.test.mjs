// Lessons from elsewhere: at an address, or dropped onto the page as files or as a zip.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { repository, scenario } from './lab.mjs';
import { ready, settled, thing } from './learner.mjs';

const names = ['lesson.toml', 'zh.md', 'en.md'];
const source = (name) => readFileSync(join(repository, 'lessons', 'third-ack-lost', name), 'utf8');
const title = 'The third ACK is lost: who thinks what?';

// The shipped lesson as somebody else's: another id and question.
const foreign = Object.fromEntries(names.map((name) => [name, source(name)
    .replace('id = "third-ack-lost"', 'id = "from-afar"').replace(`# ${title}`, '# A question from afar?')]));

const report = (page) => page.locator('#mirror [data-id="report"]');
const reported = async (page) => {
    await report(page).waitFor({ state: 'attached' });
    await settled(page);
    return page.locator('#mirror [data-id^="report."]').allInnerTexts().then((texts) => texts.join('\n'));
};

async function opensFromAfar(page) {
    await thing(page, 'heading', 'A question from afar?').waitFor({ state: 'attached' });
    await page.waitForFunction(() => location.hash.startsWith('#/lesson/from-afar'));
}

// Serves a lesson's files below /afar/ on the lab's own origin, or on any that the page asks.
async function serveAfar(page, files, headers = {}) {
    await page.route('**/afar/*', (route) => {
        const name = new URL(route.request().url()).pathname.split('/').at(-1);
        if (files[name] === undefined) return route.fulfill({ status: 404, body: 'no such file' });
        return route.fulfill({ body: files[name], headers });
    });
}

scenario('A lesson in a folder beside the page is opened by its address', { path: undefined }, async ({ page, lab }) => {
    await serveAfar(page, foreign);
    await page.goto(new URL('?lesson-url=afar/', lab.url).href);
    await ready(page);
    await opensFromAfar(page);
    assert.equal(await report(page).count(), 0);
});

scenario('… at the step that is named, by number', { path: undefined }, async ({ page, lab }) => {
    await serveAfar(page, foreign);
    await page.goto(new URL('?lesson-url=afar&step=2&lang=en', lab.url).href);
    await ready(page);
    await page.waitForFunction(() => /step=who-speaks/.test(location.hash));
});

scenario('What is wrong with a lesson from elsewhere is said with file and line', { path: undefined }, async ({ page, lab }) => {
    await serveAfar(page, { ...foreign, 'lesson.toml': foreign['lesson.toml'].replace('plays_until = "900ms"', 'plays_untill = "900ms"'),
        'en.md': foreign['en.md'].replace('- start: Both back', '- begin: Both back') });
    await page.goto(new URL('?lesson-url=afar/', lab.url).href);
    await ready(page);
    const words = await reported(page);
    assert.match(words, /afar\/lesson\.toml:\d+: unknown key "plays_untill"/);
    assert.match(words, /afar\/en\.md:\d+: lesson\.toml has no "begin" here/);
});

scenario('A file that is not there, or too large, is said with its address', { path: undefined, allow: /404/ },
    async ({ page, lab }) => {
        await serveAfar(page, { 'lesson.toml': foreign['lesson.toml'], 'zh.md': 'x'.repeat(300_000) });
        await page.goto(new URL('?lesson-url=afar/', lab.url).href);
        await ready(page);
        const words = await reported(page);
        assert.match(words, /afar\/en\.md: the server answered 404/);
        assert.match(words, /afar\/zh\.md: expected at most 262144 bytes/);
    });

scenario('Another host that this page may not ask is named, and what its owner can do', { path: undefined, locale: 'zh-CN', allow: /Content Security Policy|foreign host|afar/ },
    async ({ page, lab }) => {
        await page.goto(new URL(`?lesson-url=${encodeURIComponent('http://127.0.0.1:9/afar/')}`, lab.url).href);
        await ready(page);
        assert.match(await reported(page), /connect-src.*127\.0\.0\.1:9/);
    });

scenario('Another host that allows it is read from, once the page\'s policy does', { path: undefined, bypassCSP: true, allow: /foreign host/ },
    async ({ page, lab }) => {
        const server = createServer((request, response) => {
            const name = request.url.split('/').at(-1);
            response.writeHead(foreign[name] ? 200 : 404, { 'Access-Control-Allow-Origin': '*' }).end(foreign[name] ?? '');
        });
        await new Promise((listening) => { server.listen(0, '127.0.0.1', listening); });
        try {
            await page.goto(new URL(`?lesson-url=http://127.0.0.1:${server.address().port}/course/afar/`, lab.url).href);
            await ready(page);
            await opensFromAfar(page);
        } finally {
            server.closeAllConnections();
            server.close();
        }
    });

for (const [query, expected] of [['lesson-url=file:///x', /lesson-url=file:\/\/\/x: expected a folder/],
    ['lesson-url=afar&lesson=third-ack-lost', /not both/], ['lesson-url=afar&step=a%20b', /step=a b: expected a step's number/]]) {
    scenario(`An address of a lesson that is wrong is reported: ${query}`, { path: `?${query}` }, async ({ page }) => {
        await page.locator('#refused').waitFor();
        assert.match(await page.locator('#refused').innerText(), expected);
    });
}

scenario('In a frame, a lesson from elsewhere is fetched when it is started', { path: undefined }, async ({ page, lab }) => {
    await serveAfar(page, foreign);
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(new URL('?lesson-url=afar/&embed=1&lang=en', lab.url).href);
    await page.locator('#start').waitFor();
    assert.match(await page.locator('#poster').innerText(), /A lesson from 127\.0\.0\.1/);
    assert.deepEqual(asked.filter((url) => /afar\/|wasm/.test(url) && !/\?/.test(url)), []);
    await page.locator('#start').click();
    await ready(page);
    await page.waitForFunction(() => /A question from afar/.test(document.querySelector('#bar')?.textContent));
});

scenario('A wider font is fetched when a lesson needs it, and only then', { path: undefined, locale: 'zh-CN' }, async ({ page, lab }) => {
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    const isWide = (url) => /handwave-wide/.test(url);
    await serveAfar(page, { ...foreign, 'zh.md': foreign['zh.md'].replace('## intro\n', '## intro\n\u9955\u992e\n\n') });
    await page.goto(lab.url);
    await ready(page);
    assert.deepEqual(asked.filter(isWide), []);
    await page.goto(new URL('?lesson-url=afar/', lab.url).href);
    await ready(page);
    await page.waitForFunction(() => location.hash.startsWith('#/lesson/from-afar'));
    await settled(page);
    assert.equal(asked.filter(isWide).length, 1);
    assert.equal(await report(page).count(), 0);
});

// ---- dropped

// A zip with these files: [{ path, bytes, method }].
function zip(files, { encrypted = false } = {}) {
    const locals = [];
    const centrals = [];
    let offset = 0;
    for (const { path, bytes, stored = false, size } of files) {
        const name = Buffer.from(path);
        const content = Buffer.from(bytes);
        const packed = stored ? content : deflateRawSync(content);
        const common = Buffer.alloc(26);
        common.writeUInt16LE(20, 0);
        common.writeUInt16LE(encrypted ? 1 : 0, 2);
        common.writeUInt16LE(stored ? 0 : 8, 4);
        common.writeUInt32LE(crc(content), 10);
        common.writeUInt32LE(packed.length, 14);
        common.writeUInt32LE(size ?? content.length, 18);
        common.writeUInt16LE(name.length, 22);
        const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, packed]);
        const tail = Buffer.alloc(14);
        tail.writeUInt32LE(offset, 10);
        centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, tail, name]));
        locals.push(local);
        offset += local.length;
    }
    const directory = Buffer.concat(centrals);
    const end = Buffer.alloc(22);
    end.write('PK\x05\x06');
    end.writeUInt16LE(files.length, 8);
    end.writeUInt16LE(files.length, 10);
    end.writeUInt32LE(directory.length, 12);
    end.writeUInt32LE(offset, 16);
    return Buffer.concat([...locals, directory, end]);
}

function crc(bytes) {
    let value = ~0;
    for (const byte of bytes) {
        value ^= byte;
        for (let bit = 0; bit < 8; ++bit) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
    }
    return ~value >>> 0;
}

function drop(page, files) {
    return page.evaluate((files) => {
        const dataTransfer = new DataTransfer();
        for (const { name, bytes } of files) dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
        document.querySelector('canvas').dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
    }, files.map(({ name, bytes }) => ({ name, bytes: [...Buffer.from(bytes)] })));
}

const inFolder = (files = foreign, folder = 'afar/') => names.filter((name) => files[name] !== undefined)
    .map((name, i) => ({ path: folder + name, bytes: files[name], stored: i === 1 }));
const dropZip = (page, bytes) => drop(page, [{ name: 'afar.zip', bytes }]);

scenario('Three files that are dropped onto the lab are a lesson', { path: '' }, async ({ page }) => {
    await ready(page);
    await drop(page, names.map((name) => ({ name, bytes: foreign[name] })));
    await opensFromAfar(page);
});

scenario('A zip that is dropped onto the lab is a lesson, whatever else is in it', { path: '' }, async ({ page }) => {
    await ready(page);
    await dropZip(page, zip([{ path: '__MACOSX/afar/lesson.toml', bytes: '?' }, { path: 'notes/read me.txt', bytes: 'x' }, ...inFolder()]));
    await opensFromAfar(page);
    await thing(page, 'button', '中文').waitFor({ state: 'attached' });
});

for (const [what, bytes, expected] of [
    ['has no lesson in it', zip([{ path: 'x.txt', bytes: 'x' }]), /there is no lesson\.toml in it/],
    ['holds two lessons', zip([...inFolder(), ...inFolder(foreign, 'b/')]), /it holds 2 lessons/],
    ['lacks a language', zip(inFolder({ ...foreign, 'zh.md': undefined })), /zh\.md: expected a file that is there/],
    ['is cut off', zip(inFolder()).subarray(0, 5000), /directory's end is not there/],
    ['is encrypted', zip(inFolder(), { encrypted: true }), /is encrypted/],
    ['is a bomb', zip([{ path: 'a/lesson.toml', bytes: Buffer.alloc(50_000_000), size: 1000 }, ...inFolder(foreign, 'a/').slice(1)]),
        /larger than 262144 bytes/],
    ['is damaged', (() => { const all = zip(inFolder()); all[200] ^= 0xff; return all; })(), /afar\.zip: .*(?:damaged|cannot be unpacked)/],
    ['is no zip at all', Buffer.from('hello'), /it is no zip file/],
]) {
    scenario(`A zip that ${what} is a message, and the page stays alive`, { path: '' }, async ({ page }) => {
        await ready(page);
        await dropZip(page, bytes);
        assert.match(await reported(page), expected);
        await thing(page, 'button', 'Close').first().waitFor({ state: 'attached' });
    });
}
