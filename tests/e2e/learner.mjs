// What a learner can do on the page, in a learner's words. Things are found by role and name in the DOM mirror
// and pressed with the real mouse where they are drawn, so that both the mirror and the canvas are proven.
import assert from 'node:assert/strict';

export const lesson = (parameters = '') => `#/lesson/why-three-not-two${parameters && `?${parameters}`}`;

// The lab has drawn its first frame.
export async function ready(page) {
    await page.waitForFunction(() => document.documentElement.dataset.lab !== 'loading');
    assert.equal(await page.evaluate(() => document.documentElement.dataset.lab), 'ready');
}

// Nothing has been drawn for a while: the picture stands.
export async function settled(page) {
    await page.evaluate(() => new Promise((resolve) => {
        let seen = -1;
        const look = () => {
            if (window.handwave.frames === seen) return resolve();
            seen = window.handwave.frames;
            // A slow machine may still owe a frame: ours come after it.
            setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(look)), 90);
        };
        look();
    }));
}

export const thing = (page, role, name) => page.locator('#mirror').getByRole(role, { name, exact: typeof name === 'string' });

// The middle of what the mirror says is drawn there. It must be on the screen: a press elsewhere proves nothing.
async function middleOf(page, locator) {
    await locator.waitFor({ state: 'attached' });
    await locator.focus(); // scrolls what is out of view into it, as Tab would
    await settled(page);
    const box = await locator.boundingBox();
    const { width, height } = page.viewportSize();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    assert.ok(x > 0 && y > 0 && x < width && y < height, `not on the screen: ${JSON.stringify(box)}`);
    return [x, y];
}

export async function press(page, role, name) {
    const [x, y] = await middleOf(page, thing(page, role, name));
    await page.mouse.click(x, y);
    await settled(page);
}

export async function tap(page, role, name) {
    const [x, y] = await middleOf(page, thing(page, role, name));
    await page.touchscreen.tap(x, y);
    await settled(page);
}

// A segment on the ladder, and what is done to it.
export async function treat(page, segment, action) {
    await press(page, 'button', segment);
    await press(page, 'button', action);
}

// The lesson's big button, whatever it says now.
export const primary = (page) => page.locator('#mirror [data-id="lesson.next"]');

// The phase the step is in.
export const phase = (page) => page.locator('#mirror [data-id^="lesson.phase."][aria-current="true"]').innerText();

export async function nodes(page) {
    return page.evaluate(() => window.handwave.mirror.nodes);
}
