// Starts the wasm on a page that already shows the lesson as text, draws frames when something changed, and keeps
// the DOM mirror, the address bar and the document's language in step with it.

import { attachInput } from "./input.js";
import { Mirror } from "./mirror.js";

const here = new URL(".", import.meta.url);

async function fetched(name, as) {
  const response = await fetch(new URL(name, here));
  if (!response.ok) throw new Error(`${name}: the server answered ${response.status} ${response.statusText}`);
  return response[as]();
}

function loadScript(name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(name, here);
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${name} could not be loaded`));
    document.head.append(script);
  });
}

// The wasm's calls under readable names; numbers, strings and booleans only.
function callsOf(module) {
  const call = (name, result, ...types) => module.cwrap("hw_" + name, result, types);
  const [n, s] = ["number", "string"];
  return {
    start: call("start", n, s, s, s, s, s, n, n, n, n),
    frame: call("frame", n, n, n, n, n, n, n, n),
    contextRestored: call("context_restored", null),
    openCapture: call("open_capture", null, s, n, n),
    pointer: call("pointer", null, n, n, n),
    pointerLeft: call("pointer_left", null),
    button: call("button", null, n, n),
    wheel: call("wheel", null, n, n),
    modifiers: call("modifiers", null, n, n, n, n),
    key: call("key", n, s, s, n),
    blur: call("blur", null),
    semanticsVersion: call("semantics_version", n),
    semantics: call("semantics", s),
    act: call("act", null, s, n, n),
    location: call("location", s),
    navigate: call("navigate", null, s),
    progressVersion: call("progress_version", n),
    progress: call("progress", s),
    title: call("title", s),
    language: call("language", s),
    theme: call("theme", s),
  };
}

function intoMemory(module, buffer) {
  const bytes = new Uint8Array(buffer);
  const pointer = module._malloc(bytes.length);
  module.HEAPU8.set(bytes, pointer);
  return [pointer, bytes.length];
}

function kept(key) {
  try { return localStorage.getItem("handwave." + key); } catch { return null; }
}

// What the reader's browser says, unless the address or an earlier choice on this page said otherwise.
function preferences() {
  const language = (navigator.languages || [navigator.language]).some((l) => /^zh\b/i.test(l)) ? "zh" : "en";
  return {
    language: kept("language") || language,
    theme: kept("theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"),
  };
}

function keep(key, value) {
  try { localStorage.setItem("handwave." + key, value); } catch { /* storage is blocked: the address bar remembers */ }
}

const linesOf = (text) => new Map((text || "").split("\n").filter((line) => line.includes("="))
  .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));

class Lab {
  constructor(canvas, mirrorRoot, module) {
    this.canvas = canvas;
    this.app = callsOf(module);
    this.module = module;
    this.mirror = new Mirror(mirrorRoot, (id, kind, value) => { this.app.act(id, kind, value); this.wake(); });
    this.frames = 0;
    this.frameCosts = [];
    this.drawnAt = 0;
    this.request = 0;
    this.timer = 0;
  }

  start(fonts) {
    const wanted = preferences();
    const address = location.href.replace(/#.*$/, "");
    const memory = fonts.map((font) => intoMemory(this.module, font)).flat();
    const progress = kept("progress") || "";
    this.progress = linesOf(progress);
    if (!this.app.start(location.hash, wanted.language, wanted.theme, address, progress, ...memory)) {
      throw new Error("This browser offers no WebGL 2, which the lab is drawn with.");
    }
    attachInput(this.canvas, this.mirror, this.app, () => this.wake());
    window.addEventListener("hashchange", () => {
      if (location.hash === this.app.location()) return;
      this.app.navigate(location.hash);
      this.wake();
    });
    this.takeDroppedCaptures();
    this.canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
    this.canvas.addEventListener("webglcontextrestored", () => { this.app.contextRestored(); this.wake(); });
    this.draw(performance.now());
  }

  // A pcap or pcapng file that is dropped onto the lab is shown as a ladder. It never leaves the page.
  takeDroppedCaptures() {
    this.canvas.addEventListener("dragover", (event) => event.preventDefault());
    this.canvas.addEventListener("drop", async (event) => {
      event.preventDefault();
      const file = event.dataTransfer && event.dataTransfer.files[0];
      if (!file) return;
      const [pointer, count] = intoMemory(this.module, await file.arrayBuffer());
      this.app.openCapture(file.name, pointer, count);
      this.module._free(pointer);
      this.wake();
    });
  }

  // Asks for a frame. Nothing is drawn unless somebody asks.
  wake() {
    if (this.request || document.hidden) return;
    clearTimeout(this.timer);
    this.request = requestAnimationFrame((now) => { this.request = 0; this.draw(now); });
  }

  draw(now) {
    const width = this.canvas.clientWidth;
    const height = this.canvas.clientHeight;
    if (width === 0 || height === 0) return; // hidden; the ResizeObserver wakes us
    const ratio = devicePixelRatio;
    const [deviceWidth, deviceHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.canvas.width !== deviceWidth || this.canvas.height !== deviceHeight) {
      this.canvas.width = deviceWidth;
      this.canvas.height = deviceHeight;
    }
    const began = performance.now();
    const elapsed = Math.min((now - this.drawnAt) / 1000, 0.1);
    this.drawnAt = now;
    const coarse = matchMedia("(pointer: coarse)").matches;
    const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const wakeAfter = this.app.frame(now / 1000, width, height, ratio, coarse, reduced, elapsed);
    this.frames += 1;
    this.frameCosts.push(performance.now() - began);
    if (this.frameCosts.length > 600) this.frameCosts.shift();
    this.reflect();
    if (wakeAfter === 0) this.wake();
    else if (wakeAfter > 0) this.timer = setTimeout(() => this.wake(), wakeAfter * 1000);
  }

  // Only what changed here is written over what is kept: another tab may have gone on elsewhere.
  keepProgress() {
    const mine = linesOf(this.app.progress());
    const all = linesOf(kept("progress"));
    for (const [key, value] of mine) if (this.progress.get(key) !== value) all.set(key, value);
    for (const key of this.progress.keys()) if (!mine.has(key)) all.delete(key);
    this.progress = mine;
    keep("progress", [...all].map(([key, value]) => `${key}=${value}\n`).join(""));
  }

  // What the frame changed, into the page around the canvas.
  reflect() {
    const version = this.app.semanticsVersion();
    if (version !== this.semanticsVersion) {
      this.semanticsVersion = version;
      this.mirror.update(JSON.parse(this.app.semantics()));
    }
    const [place, language, theme] = [this.app.location(), this.app.language(), this.app.theme()];
    if (place !== this.place) {
      this.place = place;
      try { history.replaceState(null, "", place); } catch { /* a sandboxed frame may not */ }
    }
    if (language !== this.language) {
      if (this.language) keep("language", language);
      this.language = language;
      document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
    }
    if (theme !== this.theme) {
      if (this.theme) keep("theme", theme);
      this.theme = theme;
      document.documentElement.dataset.theme = theme;
    }
    const done = this.app.progressVersion();
    if (done !== this.progressVersion) {
      if (done > 0) this.keepProgress();
      this.progressVersion = done;
    }
    const title = this.app.title();
    if (document.title !== title) document.title = title;
  }
}

// Until the lab is ready: the words of the lesson that the address asks for, instead of the list of questions.
async function showWords(language) {
  const id = /^#\/lesson\/([a-z0-9-]+)/.exec(location.hash)?.[1];
  const link = id && document.querySelector(`[data-lang="${language}"] a[data-lesson="${id}"]`);
  if (!link) return;
  try {
    const page = new DOMParser().parseFromString(await fetched(link.getAttribute("href"), "text"), "text/html");
    const article = page.querySelector("article");
    for (const each of article.querySelectorAll("a[href]")) each.href = new URL(each.getAttribute("href"), link.href).href;
    document.getElementById("words").replaceChildren(document.adoptNode(article));
  } catch { /* the questions stay, with the link to the words */ }
}

function showProblem(error) {
  const box = document.getElementById("problem");
  box.querySelector("[data-message]").textContent = error.message || String(error);
  box.hidden = false;
  document.documentElement.dataset.lab = "failed";
}

async function main() {
  const canvas = document.getElementById("lab");
  const wanted = preferences();
  document.documentElement.lang = wanted.language === "zh" ? "zh-Hans" : "en";
  document.documentElement.dataset.theme = wanted.theme;
  showWords(wanted.language);
  try {
    const script = loadScript("handwave.js");
    const files = Promise.all(["sans", "mono"].map((face) => fetched(`fonts/handwave-${face}.otf`, "arrayBuffer")));
    await script;
    const module = await createHandwave({
      canvas,
      locateFile: (name) => new URL(name, here).href,
      print: (line) => console.log(line),
      printErr: (line) => console.error(line),
      onAbort: (why) => showProblem(new Error(`The engine stopped: ${why}`)),
    });
    const fonts = await files;
    const lab = new Lab(canvas, document.getElementById("mirror"), module);
    window.handwave = lab;
    lab.start(fonts);
    document.documentElement.dataset.lab = "ready";
    performance.mark("handwave-interactive");
  } catch (error) {
    showProblem(error);
    throw error;
  }
}

main();
