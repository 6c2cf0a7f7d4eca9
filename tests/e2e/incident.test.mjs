// The incident's console: a remedy is bet on, run and judged; a prescription is accepted by measurement only.
import assert from 'node:assert/strict';
import { scenario } from './lab.mjs';
import { ready } from './learner.mjs';

const words = {
    en: { superstition: /Superstition/, accepted: /^Accepted, grade A/ },
    zh: { superstition: /迷信/, accepted: /^通过，甲等/ },
};

for (const language of ['zh', 'en']) {
    scenario(`A remedy is bet on, and a prescription accepted when it works (${language})`,
        { path: `#/incident/twin?lang=${language}`, isHurried: true, reducedMotion: 'reduce', width: 1000, height: 700 },
        async ({ page }) => {
            await ready(page);
            const part = (id) => page.locator(`#mirror [data-id="${id}"]`);
            const press = async (id) => {
                await part(id).waitFor({ state: 'attached' });
                await part(id).evaluate((element) => element.click());
            };
            await press('incident.tab.remedies');
            await press('incident.remedy.pool');
            await press('incident.remedy.pool.bet.0');
            await part('incident.remedy.pool.numbers.0').waitFor({ state: 'attached', timeout: 60_000 });
            assert.match(await part('incident.remedy.pool.numbers.0').getAttribute('aria-label'), /24\.2 ?% -> 0 ?%/);
            // What cures nothing is not accepted, even beside a cure.
            await press('incident.remedy.pool.prescribe');
            await press('incident.remedy.ulimit.prescribe');
            await press('incident.try');
            await part('incident.ruling.0').waitFor({ state: 'attached', timeout: 60_000 });
            assert.match(await part('incident.ruling.0').innerText(), words[language].superstition);
            await press('incident.pad.ulimit');
            await part('incident.ruling.0').waitFor({ state: 'detached' });
            await press('incident.try');
            await part('incident.ruling.0').waitFor({ state: 'attached', timeout: 60_000 });
            assert.match(await part('incident.ruling.0').innerText(), words[language].accepted);
        });
}
