// Lessons within somebody else's page: article.html on a host of its own, with the site in its frames.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { repository, scenario } from './lab.mjs';
import { phase, press, primary, ready, settled, thing } from './learner.mjs';

const article = readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'article.html'), 'utf8');

// Serves a page on a host of its own, its lessons from the lab's, and opens it.
async function openArticle(page, lab, html = article) {
    const body = html.replaceAll('https://handwave.example/', lab.url);
    const server = createServer((_, response) => {
        response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(body);
    });
    await new Promise((listening) => { server.listen(0, '127.0.0.1', listening); });
    page.asked = [];
    page.on('request', (request) => page.asked.push(request.url()));
    page.on('close', () => server.closeAllConnections());
    page.context().on('close', () => server.close());
    await page.goto(`http://127.0.0.1:${server.address().port}/`, { waitUntil: 'domcontentloaded' });
}

// The learner's tools for what is in a frame.
async function within(page, id) {
    const frame = await (await page.waitForSelector(`#${id}`)).contentFrame();
    return {
        locator: (...words) => frame.locator(...words),
        evaluate: (...words) => frame.evaluate(...words),
        waitForFunction: (...words) => frame.waitForFunction(...words),
        viewportSize: () => page.viewportSize(),
        mouse: page.mouse,
        touchscreen: page.touchscreen,
    };
}

const frameOf = (attributes, query, id = 'first') =>
    `<!doctype html><title>x</title><body style="margin:0"><input id="note"><iframe id="${id}" ${attributes} ` +
    `src="https://handwave.example/?${query}"></iframe><div style="height:2000px"></div>`;

const one = 'lesson=why-three-not-two&embed=1';
const heavy = /handwave\.(?:js|wasm)|\.otf/;
const place = { path: undefined, allow: /foreign host: http:\/\/127\.0\.0\.1/ };

const isIdle = (inside) => inside.evaluate(() => window.handwave === undefined &&
    document.documentElement.dataset.lab === 'loading' && document.querySelector('#poster') !== null);

// Where the article stood before the wheel was turned over the frame.
async function turnWheelOver(page, id, pixels) {
    const box = await page.locator(`#${id}`).boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + Math.min(box.height, 500) / 2);
    const before = await page.evaluate(() => scrollY);
    await page.mouse.wheel(0, pixels);
    return before;
}

// Until a browser that scrolls smoothly is where it wanted to be.
async function restOfScrolling(page) {
    for (let last = NaN, now = await page.evaluate(() => scrollY); now !== last;) {
        await page.waitForTimeout(300); // Why: that nothing scrolls is seen in time passing, and in nothing else.
        [last, now] = [now, await page.evaluate(() => scrollY)];
    }
}

// The wheel over the frame scrolls the article, however late a busy browser begins with it.
async function wheelScrollsArticle(page, id, pixels, why) {
    const before = await turnWheelOver(page, id, pixels);
    await page.waitForFunction((enough) => scrollY >= enough, before + pixels * 0.75).catch(() => assert.fail(why));
    await restOfScrolling(page);
}

async function wheelIsTheLessons(page, id, pixels, why) {
    const before = await turnWheelOver(page, id, pixels);
    await restOfScrolling(page);
    assert.equal(await page.evaluate(() => scrollY), before, why);
}

async function start(page, inside) {
    await inside.locator('#start').click();
    await ready(inside);
    await settled(inside);
}

scenario('An embedded lesson is a still poster: nothing is fetched, drawn, focused or scrolled away', place,
    async ({ page, lab }) => {
        await openArticle(page, lab);
        await page.focus('#note');
        for (const id of ['first', 'second']) {
            const inside = await within(page, id);
            await inside.locator('#start').waitFor();
            await inside.waitForFunction(() => document.querySelector('.poster-picture img').naturalWidth > 0);
            assert.ok(await isIdle(inside), `${id} is idle`);
        }
        assert.deepEqual(page.asked.filter((url) => heavy.test(url)), []);
        assert.equal(await page.evaluate(() => document.activeElement.id), 'note');
        await wheelScrollsArticle(page, 'first', 200, 'the wheel over the frame scrolls the article');
    });

scenario('The poster says what the lesson is, in the language and the theme that were asked for', place,
    async ({ page, lab }) => {
        await openArticle(page, lab);
        const [first, second] = [await within(page, 'first'), await within(page, 'second')];
        const english = await first.locator('#poster').innerText();
        assert.match(english, /Why three handshakes and not two\?/);
        assert.match(english, /\d steps, about \d+ minutes/);
        assert.match(english, /Begins at step 1: /);
        assert.match(english, /RFC 9293 §3\.5/);
        assert.match(english, /Start the lesson/);
        assert.equal(await first.locator('#poster details').getAttribute('open'), null, 'the answer is hidden');
        const chinese = await second.locator('#poster').innerText();
        assert.match(chinese, /第三个 ACK 丢了，谁以为连上了？/);
        assert.match(chinese, /从第 2 步开始/);
        assert.match(chinese, /开始上课/);
        assert.equal(await second.evaluate(() => document.documentElement.dataset.theme), 'dark');
        assert.equal(await second.evaluate(() => document.documentElement.lang), 'zh-Hans');
        await page.locator('#second').scrollIntoViewIfNeeded(); // a browser draws no frame that nobody sees
        await second.locator('#poster-language').click();
        assert.match(await second.locator('#poster').innerText(), /The third ACK is lost/);
    });

scenario('One lesson is started and takes a step; the other stays idle', { ...place, isHurried: true }, async ({ page, lab }) => {
    await openArticle(page, lab);
    const [first, second] = [await within(page, 'first'), await within(page, 'second')];
    await start(page, first);
    assert.equal(await phase(first), 'Predict');
    assert.equal(await first.locator('#mirror [data-id="page.bar"]').count(), 0, 'the lab\'s own bar is not there');
    await press(first, 'radio', await first.locator('#mirror [data-role="radio"]').nth(2).innerText());
    await press(first, 'button', 'Run and see');
    await press(first, 'button', (await primary(first).innerText()).trim());
    await first.waitForFunction(() => document.querySelector('#mirror [data-id="lesson.reports"]'));
    assert.ok(await isIdle(second), 'the second lesson is idle');
    assert.equal(page.asked.filter((url) => /handwave\.wasm/.test(url)).length, 1);
});

scenario('The wheel and the keys are the lesson\'s while it is used, and the article\'s again after Esc or a press beside it',
    place, async ({ page, lab }) => {
        await openArticle(page, lab);
        const first = await within(page, 'first');
        await start(page, first);
        await wheelIsTheLessons(page, 'first', 200, 'in use');
        await page.keyboard.press('Escape');
        await wheelScrollsArticle(page, 'first', 200, 'given back by Esc');
        await page.evaluate(() => scrollTo(0, 0));
        await press(first, 'radio', await first.locator('#mirror [data-role="radio"]').nth(0).innerText());
        await wheelIsTheLessons(page, 'first', 200, 'in use again');
        await page.click('#note');
        await page.keyboard.type('d h');
        assert.equal(await page.inputValue('#note'), 'd h');
        await wheelScrollsArticle(page, 'first', 200, 'given back by a press in the article');
    });

scenario('The bar switches the language and leads to the full lab, at this very step', place, async ({ page, lab }) => {
    await openArticle(page, lab);
    const first = await within(page, 'first');
    await start(page, first);
    await first.locator('#bar-language').click();
    await first.waitForFunction(() => document.documentElement.lang === 'zh-Hans');
    await settled(first);
    assert.match(await first.locator('#bar').innerText(), /1\/7 · 为什么要三次握手/);
    await first.locator('#bar-lab').focus();
    const target = await first.locator('#bar-lab').getAttribute('href');
    assert.ok(target.startsWith(`${lab.url}#/lesson/why-three-not-two?step=lose-the-syn`), target);
    assert.equal(await first.locator('#bar-lab').getAttribute('target'), '_blank');
});

for (const [query, expected] of [
    [`${one}&step=99`, /step=99: expected 1 to 7, or lose-the-syn, /],
    [`${one}&step=lose-the-fin`, /step=lose-the-fin: expected 1 to 7/],
    [`${one}&theme=blue&lang=fr`, /lang=fr: expected zh or en[^]*theme=blue: expected light, dark or auto/],
    ['lesson=why-nine&embed=1', /lesson=why-nine: expected .*why-three-not-two/],
    ['lesson=why-three-not-two&embed=yes', /embed=yes: expected 1/],
    ['embed=1', /lesson= is missing: expected /],
    [`${one}&step=1&step=2`, /step: is there 2 times/],
]) {
    scenario(`An address that is wrong is reported, not guessed: ${query}`, place, async ({ page, lab }) => {
        await openArticle(page, lab, frameOf('width="500" height="300"', query));
        const inside = await within(page, 'first');
        await inside.locator('#refused').waitFor();
        assert.match(await inside.locator('#refused').innerText(), expected);
        assert.equal(await inside.locator('#start').count(), 0);
        assert.deepEqual(page.asked.filter((url) => heavy.test(url)), []);
    });
}

scenario('A name that is not ours is left alone', place, async ({ page, lab }) => {
    await openArticle(page, lab, frameOf('width="600" height="400"', `${one}&utm_source=course`));
    await (await within(page, 'first')).locator('#start').waitFor();
});

scenario('In a sandbox that allows nothing but scripts the lesson runs, without a header from anybody',
    { ...place, isHurried: true, reducedMotion: 'reduce' }, async ({ page, lab }) => {
        await openArticle(page, lab, frameOf('sandbox="allow-scripts" width="900" height="560"', `${one}&step=1&lang=en`));
        const inside = await within(page, 'first');
        assert.equal(await inside.evaluate(() => self.origin), 'null');
        await start(page, inside);
        await press(inside, 'radio', await inside.locator('#mirror [data-role="radio"]').nth(2).innerText());
        await press(inside, 'button', 'Run and see');
        await press(inside, 'button', (await primary(inside).innerText()).trim());
        await inside.waitForFunction(() => document.querySelector('#mirror [data-id="lesson.reports"]'));
    });

for (const [width, height] of [[300, 480], [300, 640], [720, 480], [1200, 640]]) {
    scenario(`The lesson fits a frame of ${width} by ${height}`, { ...place, width: 1280, height: 800 },
        async ({ page, lab }) => {
            await openArticle(page, lab, frameOf(`width="${width}" height="${height}" style="border:0"`, `${one}&step=2&lang=zh`));
            const inside = await within(page, 'first');
            const button = await inside.locator('#start').boundingBox();
            const frame = await page.locator('#first').boundingBox();
            assert.ok(button.y + button.height <= frame.y + frame.height, 'the button is on the poster');
            assert.ok(button.x >= frame.x && button.x + button.width <= frame.x + frame.width);
            await wheelScrollsArticle(page, 'first', 100, 'no part of the poster takes the wheel');
            await page.evaluate(() => scrollTo(0, 0));
            await start(page, inside);
            const size = await inside.evaluate(() => {
                const [canvas, bar] = ['#lab', '#bar'].map((each) => document.querySelector(each).getBoundingClientRect());
                return [canvas.width, canvas.height + bar.height, bar.bottom - canvas.top, document.documentElement.scrollHeight];
            });
            assert.deepEqual(size, [width, height, 0, height]);
            assert.ok(await thing(inside, 'button', /./).count() > 3);
        });
}

scenario('The lesson runs from a sub-path of any host, with storage blocked and a strict policy in its headers', place,
    async ({ page, lab }) => {
        const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; " +
            "font-src 'self'; img-src 'self' data:; connect-src 'self'";
        const server = createServer(async (request, response) => {
            const below = request.url.match(/^\/course\/lab\/(.*)$/);
            const answer = below && await fetch(new URL(below[1], lab.url), { headers: { 'Accept-Encoding': 'identity' } });
            response.writeHead(answer ? answer.status : 404, { 'Content-Security-Policy': policy,
                'Content-Type': answer ? answer.headers.get('content-type') : 'text/plain' });
            response.end(answer ? Buffer.from(await answer.arrayBuffer()) : '');
        });
        await new Promise((listening) => { server.listen(0, '127.0.0.1', listening); });
        try {
            await page.addInitScript(() => Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } }));
            await page.goto(`http://127.0.0.1:${server.address().port}/course/lab/?${one}&step=2&theme=dark`);
            await start(page, page);
            assert.equal(await phase(page), 'Predict');
        } finally {
            server.closeAllConnections();
            server.close();
        }
    });

scenario('A lesson can be named in the query of the ordinary page, too', { path: '?lesson=third-ack-lost&step=2&lang=zh' },
    async ({ page }) => {
        await ready(page);
        await thing(page, 'heading', '第三个 ACK 丢了，谁以为连上了？').waitFor();
        assert.match(page.url(), /#\/lesson\/third-ack-lost\?step=who-speaks/);
    });

// Why in a context of its own: it is no page of the server's, so that everything it asks for is "foreign".
scenario('The site opened from a disk, without a server, is the whole lab', { path: undefined, allow: /^asked a foreign host: file:/ },
    async ({ page }) => {
        const folder = process.env.HANDWAVE_SITE ?? join(repository, 'build', 'web', 'site');
        await page.goto(`${pathToFileURL(join(folder, 'index.html'))}#/lesson/why-three-not-two?step=lose-the-syn`);
        await ready(page);
        await thing(page, 'heading', 'Why three handshakes and not two?').waitFor();
    });
