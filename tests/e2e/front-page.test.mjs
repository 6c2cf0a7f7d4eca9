// The front door: the questions and their folded answers, what is kept between visits, and the pages for reading.
import assert from 'node:assert/strict';
import { scenario } from './lab.mjs';
import { lesson, nodes, press, ready, settled, thing } from './learner.mjs';

const node = async (page, id) => (await nodes(page)).find((each) => each.id === id);

async function reloadAt(page, hash) {
    await page.evaluate((to) => { location.hash = to; }, hash);
    await settled(page);
    await page.reload();
    await ready(page);
    await settled(page);
}

scenario('An answer unfolds when it is wanted, and a question leads to its lesson', { path: '#/' }, async ({ page }) => {
    await ready(page);
    assert.equal(await node(page, 'home.sentence.what-is-agreed'), undefined);
    await press(page, 'button', 'Show the answer: What does the handshake agree on?');
    assert.match((await node(page, 'home.sentence.what-is-agreed')).name, /initial sequence number/);
    await press(page, 'link', /^Why three handshakes and not two\?/);
    assert.match(page.url(), /#\/lesson\/why-three-not-two/);
});

scenario('What was begun is there again at the next visit', { path: lesson('step=lose-the-syn') }, async ({ page }) => {
    await ready(page);
    await press(page, 'radio', await page.locator('#mirror [data-role="radio"]').nth(1).innerText());
    await reloadAt(page, '#/');
    const card = await node(page, 'home.continue');
    assert.equal(card.name, 'Why three handshakes and not two?');
    assert.match(card.description, /^Step 1 of/);
    await press(page, 'link', 'Handwave');
    assert.equal(await thing(page, 'link', 'Questions').count(), 1);
});

scenario('With storage blocked the lab works and says nothing', { path: undefined }, async ({ page, lab }) => {
    await page.addInitScript(() => {
        const refuse = () => { throw new DOMException('blocked', 'SecurityError'); };
        Object.defineProperty(window, 'localStorage', { get: refuse });
    });
    await page.goto(new URL(lesson('step=lose-the-syn'), lab.url).href);
    await ready(page);
    await settled(page);
    assert.ok(await node(page, 'lesson.choices.0'));
});

scenario('The glossary opens at the term that the address names', { path: '#/glossary/time-wait?lang=zh' },
    async ({ page }) => {
        await ready(page);
        await settled(page);
        const term = await node(page, 'glossary.time-wait.name');
        assert.ok(term.rect[1] > 40 && term.rect[1] < 400, JSON.stringify(term.rect));
        assert.match(await page.title(), /TIME-WAIT/);
    });

for (const language of ['zh', 'en']) {
    scenario(`The pages for reading need no script and lead to one another (${language})`,
        { path: `read/${language}/why-three-not-two.html`, javaScriptEnabled: false }, async ({ page }) => {
            assert.ok((await page.locator('article').innerText()).length > 1_500);
            await page.locator('nav a[href="glossary.html"]').click();
            assert.ok(await page.locator('#time-wait').isVisible());
            await page.locator('nav a[href="coverage.html"]').click();
            assert.equal(await page.locator('tr').count(), 36);
            await page.locator(`nav a[href^="../${language === 'zh' ? 'en' : 'zh'}/"]`).click();
            assert.equal(await page.locator('tr').count(), 36);
        });
}
