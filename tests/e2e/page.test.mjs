// The page as a good citizen: keyboard, taps, other people's fields, pixels, silence, size, errors.
import assert from 'node:assert/strict';
import { countTransfer, scenario } from './lab.mjs';
import { lesson, nodes, phase, press, ready, settled, tap, thing } from './learner.mjs';

scenario('The keyboard alone predicts, drops the SYN and reports', { path: lesson('step=lose-the-syn'), isHurried: true },
    async ({ page }) => {
        await ready(page);
        const reach = async (id) => {
            for (let i = 0; i < 60; ++i) {
                if (await page.evaluate(() => document.activeElement?.dataset.id) === id) return;
                await page.keyboard.press('Tab');
                await settled(page);
            }
            assert.fail(`Tab never came to ${id}`);
        };
        await reach('lesson.choices.0');
        await page.keyboard.press('ArrowDown');
        await settled(page);
        await page.keyboard.press('Enter');
        await reach('lesson.next');
        await page.keyboard.press('Enter');
        await settled(page);
        assert.equal(await phase(page), 'Observe');
        await reach('ladder.packet.0');
        await page.keyboard.press('Enter');
        await settled(page);
        await page.keyboard.press('d');
        await settled(page);
        assert.equal(await thing(page, 'button', /^SYN, seq 1000.*dropped/).count(), 1);
    });

scenario('A finger on a phone predicts and drops the SYN',
    { path: lesson('step=lose-the-syn'), width: 390, height: 844, scale: 2, hasTouch: true, isMobile: true },
    async ({ page }) => {
        await ready(page);
        await tap(page, 'radio', await page.locator('#mirror [data-role="radio"]').nth(0).innerText());
        assert.equal(await page.locator('#mirror [data-role="radio"][aria-checked="true"]').count(), 1);
        await tap(page, 'button', 'Run and see');
        await tap(page, 'button', /^SYN, seq 1000.*in flight$/);
        await tap(page, 'button', 'Drop');
        await page.waitForFunction(() => document.querySelector('#mirror [data-id="lesson.reports"]'));
    });

scenario('Backspace, Tab and paste in another field of the page are the page\'s own',
    { path: lesson(), permissions: ['clipboard-read', 'clipboard-write'] }, async ({ page }) => {
        await ready(page);
        await page.evaluate(() => {
            const form = document.createElement('form');
            form.style = 'position:fixed;top:0;left:50%;z-index:9';
            form.innerHTML = '<input id="first" aria-label="first"><input id="second" aria-label="second">';
            document.body.append(form);
        });
        await page.click('#first');
        await page.keyboard.type('handy');
        await page.keyboard.press('Backspace');
        assert.equal(await page.inputValue('#first'), 'hand');
        await page.keyboard.press('Control+A');
        await page.keyboard.press('Control+C');
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate(() => document.activeElement.id), 'second');
        await page.keyboard.press('Control+V');
        assert.equal(await page.inputValue('#second'), 'hand');
    });

scenario('"Copy link" puts this moment\'s address on the clipboard',
    { path: lesson('step=old-duplicate'), permissions: ['clipboard-read', 'clipboard-write'] }, async ({ page }) => {
        await ready(page);
        await press(page, 'button', 'Copy link');
        const copied = await page.evaluate(() => navigator.clipboard.readText());
        assert.match(copied, /^http:\/\/127\.0\.0\.1:\d+\/.*#\/lesson\/why-three-not-two\?.*step=old-duplicate/);
    });

scenario('The address brings a learner back to the same moment', { path: lesson('step=old-duplicate&lang=zh&theme=dark') },
    async ({ page, lab }) => {
        await ready(page);
        const [address, step] = [page.url(), await page.locator('#mirror [data-id="lesson.step"]').innerText()];
        const again = await lab.newPage({ path: address });
        await ready(again);
        assert.equal(await again.locator('#mirror [data-id="lesson.step"]').innerText(), step);
        assert.equal(await again.evaluate(() => document.documentElement.dataset.theme), 'dark');
        await again.context().close();
    });

scenario('An unknown lesson is a message, and the page stays alive', { path: '#/lesson/why-nine-not-eight' },
    async ({ page }) => {
        await ready(page);
        await page.waitForFunction(() => /why-nine-not-eight/.test(document.querySelector('#mirror').textContent));
        await press(page, 'link', 'Handwave');
        await page.waitForFunction(() => !/why-nine/.test(document.querySelector('#mirror').textContent));
    });

for (const scale of [1, 1.5, 2]) {
    scenario(`At ${scale} device pixels in a CSS pixel the canvas has exactly as many`, { path: lesson(), scale },
        async ({ page }) => {
            await ready(page);
            const size = await page.evaluate(() => {
                const canvas = document.querySelector('#lab');
                return [canvas.width, canvas.height, innerWidth * devicePixelRatio, innerHeight * devicePixelRatio];
            });
            assert.deepEqual(size.slice(0, 2), size.slice(2));
        });
}

for (const [locale, foreign] of [['en-US', /[\u3400-\u9fff\uff00-\uffef]/], ['zh-CN', /[a-z]{3,} [a-z]{3,} [a-z]{3,}/]]) {
    for (const [width, height] of [[1280, 720], [900, 700], [390, 844]]) {
        scenario(`Everything has one name in its own language (${locale}, ${width} wide)`,
            { path: lesson(), locale, width, height }, async ({ page }) => {
                await ready(page);
                await settled(page);
                const all = await nodes(page);
                assert.ok(all.length > 20);
                const containers = new Set(['region', 'group', 'list', 'table', 'row']);
                const nameless = all.filter((node) => !node.name.trim() && !containers.has(node.role));
                assert.deepEqual(nameless, []);
                assert.equal(new Set(all.map((node) => node.id)).size, all.length, 'an id is there twice');
                const untranslated = all.filter((n) => foreign.test(n.name) && n.id !== 'page.language');
                assert.deepEqual(untranslated.map((n) => n.name), []);
            });
    }
}

scenario('At rest nothing is drawn, before and after a run', { path: lesson('step=lose-the-syn') }, async ({ page }) => {
    await ready(page);
    const framesIn = async (ms) => {
        await settled(page);
        const before = await page.evaluate(() => window.handwave.frames);
        await page.waitForTimeout(ms); // Why: idleness is seen in time passing, and in nothing else.
        return await page.evaluate(() => window.handwave.frames) - before;
    };
    const idle = await framesIn(5000);
    console.log(`# frames drawn in 5 idle seconds: ${idle}`);
    assert.equal(idle, 0);
    await press(page, 'radio', await page.locator('#mirror [data-role="radio"]').nth(2).innerText());
    await press(page, 'button', 'Run and see');
    assert.equal(await framesIn(2000), 0);
});

scenario('The page is small, soon readable, soon alive, and cheap to play', { path: undefined }, async ({ page, lab }) => {
    const transfer = await countTransfer(page);
    await page.goto(new URL(lesson('step=lose-the-syn'), lab.url).href);
    await ready(page);
    await settled(page);
    const text = await page.evaluate(() => performance.getEntriesByType('paint')
        .find((entry) => entry.name === 'first-contentful-paint')?.startTime);
    const alive = await page.evaluate(() => performance.getEntriesByName('handwave-interactive')[0].startTime);
    await press(page, 'radio', await page.locator('#mirror [data-role="radio"]').nth(2).innerText());
    await press(page, 'button', 'Run and see');
    await press(page, 'button', /^SYN, seq 1000.*in flight$/);
    await page.evaluate(() => { window.handwave.frameCosts.length = 0; });
    await press(page, 'button', 'Drop');
    const costs = await page.evaluate(() => [...window.handwave.frameCosts].sort((a, b) => a - b));
    const kilobytes = transfer.bytes / 1000;
    console.log(`# whole page, compressed: ${kilobytes.toFixed(0)} kB`);
    console.log(`# first lesson text: ${text?.toFixed(0)} ms; first interactive frame: ${alive.toFixed(0)} ms`);
    console.log(`# a frame while playing: median ${costs[costs.length >> 1].toFixed(1)} ms, ` +
        `95th percentile ${costs[Math.floor(costs.length * 0.95)].toFixed(1)} ms, ${costs.length} frames`);
    assert.ok(kilobytes < 1000, `${kilobytes} kB`);
    assert.ok(costs.length > 10, 'the run was played, not jumped to');
});

for (const [language, words] of [['en-US', 'Why three handshakes and not two?'], ['zh-CN', '为什么要三次握手，两次不行？']]) {
    scenario(`The lesson's words are on the page without any script (${language})`,
        { path: lesson(), locale: language, javaScriptEnabled: false }, async ({ page }) => {
            const text = await page.locator('main').innerText();
            assert.ok(text.includes(words), text.slice(0, 400));
        });
}
