// Every lesson is played to its end: each step is predicted wrongly first, led to the moment that
// decides it, taken again with the right prediction, reported and explained. Nobody tells the test which prediction is
// right: the engine does, after the run.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository, scenario } from './lab.mjs';
import { ready } from './learner.mjs';

// Folder and steps of each lesson, as its file says.
function lessonsByOrder() {
    const folder = join(repository, 'lessons');
    return readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => {
            let toml;
            try { toml = readFileSync(join(folder, entry.name, 'lesson.toml'), 'utf8'); } catch { return undefined; }
            const steps = [...toml.matchAll(/^\[\[steps\]\]\s*\nid = "([^"]+)"/gm)].map((match) => match[1]);
            return { id: entry.name, order: Number(/^order = (\d+)/m.exec(toml)[1]), steps };
        })
        .filter((lesson) => lesson && lesson.steps.length > 0)
        .sort((a, b) => a.order - b.order);
}

// Runs in the page: the lesson's parts in the mirror are pressed, the frames that follow are waited for, and the run is
// taken to its end with the time bar's own button. Returns what was met, for the test to judge.
async function playStep(which) {
    const find = (id) => document.querySelector(`#mirror [data-id="${id}"]`);
    const all = (prefix) => [...document.querySelectorAll(`#mirror [data-id^="${prefix}"]`)]
        .filter((element) => element.dataset.id.split('.').length === prefix.split('.').length);
    // What was pressed is carried out in the first frame and drawn in the next.
    const settle = async () => {
        for (let n = 0; n < 3; ++n) await new Promise((resolve) => requestAnimationFrame(resolve));
    };
    const press = async (id) => {
        const element = find(id);
        if (!element) throw new Error(`nothing to press: ${id}`);
        element.click();
        await settle();
    };
    const toTheEnd = async () => {
        find('timeline.playhead').dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
        await settle();
    };
    const isPlaying = () => /Pause|暂停/.test(find('timeline.play')?.getAttribute('aria-label') ?? find('timeline.play')?.textContent);
    const verdicts = () => all('lesson.choices.').map((e) => /^(right|对)/.test(e.getAttribute('aria-description') ?? ''));

    // From the prediction to the explanation.
    const take = async (choice) => {
        await press(`lesson.choices.${choice}`);
        await press('lesson.next');
        // A large world comes to its end in as many frames as it needs.
        for (const late = performance.now() + 60_000; !find('lesson.reports') && performance.now() < late;) {
            // The big button goes to the moment at which something is to be done by hand, and then does it.
            for (let n = 0; n < 6 && find('lesson.how'); ++n) {
                const asked = find('lesson.how').textContent;
                await press('lesson.next');
                // What was done may show only when the run comes to it.
                const enough = performance.now() + 15_000;
                while (performance.now() < enough && find('lesson.how')?.textContent === asked && isPlaying())
                    await new Promise((resolve) => requestAnimationFrame(resolve));
            }
            if (!find('lesson.reports')) await toTheEnd();
        }
        if (!find('lesson.reports')) throw new Error(`the run came to no report: ${find('timeline.position')?.textContent}`);
        const reports = all('lesson.reports.').length;
        for (let report = 0; report < reports && find('lesson.reports.0') && !find('lesson.again'); ++report) {
            await press(`lesson.reports.${report}`);
            await press('lesson.next');
        }
        if (!find('lesson.again')) throw new Error('no report was accepted');
    };
    await settle();
    const choices = all('lesson.choices.').length;
    const first = which % choices;
    await take(first);
    const right = verdicts();
    const met = { choices, right: right.filter(Boolean).length, shown: [], explained: false };
    const wrong = right.indexOf(false);
    const good = right.indexOf(true);
    const before = find('timeline.position')?.textContent;
    await press(`lesson.choices.${wrong}`);
    met.movedToTheMoment = find('timeline.position')?.textContent !== before;
    await press('lesson.again');
    await take(right[first] ? wrong : good);
    met.agrees = JSON.stringify(verdicts()) === JSON.stringify(right);
    met.explained = all('lesson.explain.').length > 0 || find('lesson.explain') !== null;
    met.clauses = document.querySelectorAll('#mirror a[href*="rfc-editor.org"]').length;
    return met;
}

export function playEveryLesson(language) {
    for (const { id, steps } of lessonsByOrder()) {
        scenario(`${id} is played to its end (${language})`,
            { path: `#/lesson/${id}?lang=${language}`, isHurried: true, reducedMotion: 'reduce', width: 900, height: 600 },
            async ({ page }) => {
                await ready(page);
                const press = (id) => page.locator(`#mirror [data-id="${id}"]`).evaluate((element) => element.click());
                await press('lesson.next');
                for (const [index, step] of steps.entries()) {
                    await page.waitForFunction((wanted) => location.hash.includes(`step=${wanted}`), step);
                    const met = await page.evaluate(playStep, index).catch((error) => assert.fail(`${step}: ${error.message}`));
                    const about = `${id}, ${step}: ${JSON.stringify(met)}`;
                    assert.equal(met.right, 1, `one choice is right; ${about}`);
                    assert.ok(met.agrees, `the second run is judged like the first; ${about}`);
                    assert.ok(met.explained && met.clauses > 0, `an explanation with a clause; ${about}`);
                    await press('lesson.next');
                }
                await page.waitForFunction(() => document.querySelector('#mirror [data-id="lesson.challenge.title"]'));
            });
    }
}
