// The main job: a stranger opens the lab, takes the lesson, drops any segment, rewinds, and knows why.
import assert from 'node:assert/strict';
import { scenario } from './lab.mjs';
import { lesson, phase, press, ready, settled, thing, treat } from './learner.mjs';

scenario('A learner opens the page, sees the question and switches the language at once',
    { path: lesson() }, async ({ page }) => {
        await ready(page);
        await thing(page, 'heading', 'Why three handshakes and not two?').waitFor();
        await press(page, 'button', '中文');
        await thing(page, 'heading', '为什么要三次握手，两次不行？').waitFor();
        assert.equal(await page.evaluate(() => document.documentElement.lang), 'zh-Hans');
        await press(page, 'button', 'EN');
        await thing(page, 'heading', 'Why three handshakes and not two?').waitFor();
    });

scenario('A reader of Chinese is met in Chinese, and in the dark if the system is',
    { path: lesson(), locale: 'zh-CN', colorScheme: 'dark' }, async ({ page }) => {
        await ready(page);
        await thing(page, 'heading', '为什么要三次握手，两次不行？').waitFor();
        assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
    });

scenario('A learner predicts, drops the third segment, sees the SYN-ACK come again and both ends meet',
    { path: lesson('step=lose-the-ack') }, async ({ page }) => {
        await ready(page);
        assert.equal(await phase(page), 'Predict');
        const choices = page.locator('#mirror [data-role="radio"]');
        await press(page, 'radio', await choices.nth(1).innerText());
        await press(page, 'button', 'Run and see');
        await treat(page, /^ACK, seq 1001.*in flight$/, 'Drop');
        await page.waitForFunction(() => /Report/.test(
            document.querySelector('#mirror [data-id^="lesson.phase."][aria-current="true"]')?.textContent));
        await settled(page);
        assert.equal(await thing(page, 'button', /^ACK, seq 1001.*dropped/).count(), 1);
        assert.equal(await thing(page, 'button', /^SYN,ACK, seq 5000/).count(), 2, 'the SYN-ACK came again');
    });

scenario('A learner rewinds, does something else, and both futures stay',
    { path: lesson('step=lose-the-ack'), isHurried: true }, async ({ page }) => {
        await ready(page);
        await press(page, 'radio', await page.locator('#mirror [data-role="radio"]').nth(1).innerText());
        await press(page, 'button', 'Run and see');
        await treat(page, /^ACK, seq 1001.*in flight$/, 'Drop');
        await page.waitForFunction(() => document.querySelector('#mirror [data-id="lesson.reports.0"]'));
        await press(page, 'button', 'To the start');
        assert.match(await page.locator('#mirror [data-id="timeline.position"]').innerText(), /^0 ms/);
        await press(page, 'button', 'Next event');
        await treat(page, /^SYN, seq 1000/, 'Drop');
        await settled(page);
        assert.equal(await page.locator('#mirror [data-id^="timeline.branch."]').count(), 2, 'two branches');
        const now = await page.locator('#mirror [data-id^="timeline.branch."][aria-pressed="true"]').innerText();
        assert.match(now, /SYN/);
        await press(page, 'button', /^Branch 1/);
        assert.equal(await thing(page, 'button', /^SYN,ACK, seq 5000/).count(), 2, 'the first future is still there');
    });
