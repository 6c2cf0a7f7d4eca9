// Every duel is believed in one language and doubted in the other, and comes to its verdict; of every puzzle somebody
// takes the hints and gives up, and is shown a way that the engine accepts.
import assert from 'node:assert/strict';
import { readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { repository, scenario } from './lab.mjs';
import { ready } from './learner.mjs';

const games = (kind) => readdirSync(join(repository, 'lessons', `${kind}s`))
    .filter((id) => existsSync(join(repository, 'lessons', `${kind}s`, id, `${kind}.toml`)));

const node = (id) => `#mirror [data-id="${id}"]`;
const press = (page, id) => page.evaluate((selector) => document.querySelector(selector).click(), node(id));
const appears = (page, id) => page.waitForFunction((selector) => document.querySelector(selector), node(id));

for (const id of games('duel')) {
    for (const [language, answer] of [['zh', 'duel.believe'], ['en', 'duel.doubt']]) {
        scenario(`the duel ${id} comes to its verdict (${language})`,
            { path: `#/duel/${id}?lang=${language}`, isHurried: true, reducedMotion: 'reduce', width: 1280, height: 800 },
            async ({ page }) => {
                await ready(page);
                await appears(page, 'duel.believe');
                assert.equal(await page.locator(node('duel.yours')).count(), 0, 'no verdict before an answer');
                await press(page, answer);
                await appears(page, 'timeline.playhead');
                await page.evaluate((selector) => document.querySelector(selector)
                    .dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true })), node('timeline.playhead'));
                await appears(page, 'duel.yours');
                await appears(page, 'duel.verdict.0');
            });
    }
}

for (const id of games('puzzle')) {
    scenario(`the puzzle ${id} gives hints, and shows a way to who gives up`,
        { path: `#/puzzle/${id}?lang=zh`, isHurried: true, reducedMotion: 'reduce', width: 1280, height: 800 },
        async ({ page }) => {
            await ready(page);
            await appears(page, 'puzzle.hint');
            await press(page, 'puzzle.hint');
            await appears(page, 'puzzle.hint.1.0');
            await press(page, 'puzzle.give-up');
            await appears(page, 'puzzle.solved');
            // A goal counts once its moment has been seen: a second of the run further with every press of End.
            const isReached = () => page.evaluate((selector) =>
                document.querySelector(selector)?.tagName === 'BUTTON', node('puzzle.goal.0'));
            for (let turn = 0; turn < 50 && !await isReached(); ++turn) {
                await page.evaluate(async (selector) => {
                    for (let presses = 0; presses < 8; ++presses) {
                        document.querySelector(selector)
                            .dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
                        for (let n = 0; n < 3; ++n) await new Promise((resolve) => requestAnimationFrame(resolve));
                    }
                }, node('timeline.playhead'));
            }
            assert.ok(await isReached(), 'the engine accepts the way that is shown');
        });
}
