// The site's files as bytes. A page without an origin of its own, in a sandboxed frame or opened from disk, may run
// the site's scripts but read none of its files; for it each file that is needed also exists as a script, NAME.js,
// that hands over its bytes (see web/wrap.mjs).

const here = new URL(".", import.meta.url);
const awaited = new Map();

export const addressOf = (name) => new URL(name, here).href;
export const hasOrigin = self.origin !== "null";

export function loadScript(name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = addressOf(name);
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${name} could not be loaded`));
    document.head.append(script);
  });
}

window.handwaveFile = (name, base64) => awaited.set(name, base64);

async function handedOver(name) {
  await loadScript(name + ".js");
  const packed = Uint8Array.from(atob(awaited.get(name)), (character) => character.charCodeAt(0));
  awaited.delete(name);
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

// What the site says of each of its lessons (handwave site): [{ id, minutes, sources, steps, zh, en }].
export async function lessonsOfSite() {
  let lessons = [];
  window.handwaveLessons = (all) => { lessons = all; };
  await loadScript("lessons/posters.js");
  return lessons;
}

export async function bytesOf(name) {
  if (!hasOrigin) return handedOver(name);
  const response = await fetch(addressOf(name));
  if (!response.ok) throw new Error(`${name}: the server answered ${response.status} ${response.statusText}`);
  return response.arrayBuffer();
}
