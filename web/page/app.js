// Starts the wasm on a page that already shows the lesson as text, draws frames when something changed, and keeps
// the DOM mirror, the address bar and the document's language in step with it.

import { fragmentOf, readAddress } from "./address.js";
import { Bar, Poster, showProblems } from "./embed.js";
import { addressOf, bytesOf, hasOrigin, lessonsOfSite, loadScript } from "./files.js";
import { attachInput } from "./input.js";
import { droppedLesson, lessonFromUrl, Refusal } from "./lessons.js";
import { Mirror } from "./mirror.js";

// The wasm's calls under readable names; numbers, strings and booleans only.
function callsOf(module) {
  const call = (name, result, ...types) => module.cwrap("hw_" + name, result, types);
  const [n, s] = ["number", "string"];
  return {
    start: call("start", n, s, s, s, s, s, n, n, n, n, n),
    frame: call("frame", n, n, n, n, n, n, n, n),
    contextRestored: call("context_restored", null),
    openCapture: call("open_capture", null, s, n, n),
    openLesson: call("open_lesson", null, s, s, n),
    lacksGlyphs: call("lacks_glyphs", n, n),
    addFont: call("add_font", n, n, n),
    showReport: call("show_report", null, s, s),
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

  // `language`, `theme`, `address` and `place` as hw_start takes them. `isEmbedded`: the lesson alone; the address bar
  // and what this browser keeps belong to the page around us.
  start(fonts, { place, language, theme, address, isEmbedded }) {
    const memory = fonts.map((font) => intoMemory(this.module, font)).flat();
    const progress = isEmbedded ? "" : kept("progress") || "";
    this.progress = linesOf(progress);
    if (!this.app.start(place, language, theme, address, progress, isEmbedded ? 1 : 0, ...memory)) {
      throw new Error("This browser offers no WebGL 2, which the lab is drawn with.");
    }
    this.isEmbedded = isEmbedded;
    attachInput(this.canvas, this.mirror, this.app, () => this.wake());
    if (!isEmbedded) {
      window.addEventListener("hashchange", () => {
        if (location.hash === this.app.location()) return;
        this.app.navigate(location.hash);
        this.wake();
      });
      this.takeDrops();
    }
    this.canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
    this.canvas.addEventListener("webglcontextrestored", () => { this.app.contextRestored(); this.wake(); });
    this.draw(performance.now());
  }

  // A pcap or pcapng file that is dropped onto the lab is shown as a ladder, a lesson is opened. Neither leaves the page.
  takeDrops() {
    this.canvas.addEventListener("dragover", (event) => event.preventDefault());
    this.canvas.addEventListener("drop", async (event) => {
      event.preventDefault();
      const file = event.dataTransfer && event.dataTransfer.files[0];
      const lesson = event.dataTransfer && droppedLesson(event.dataTransfer);
      if (lesson) return this.openLesson(lesson);
      if (!file) return;
      const [pointer, count] = intoMemory(this.module, await file.arrayBuffer());
      this.app.openCapture(file.name, pointer, count);
      this.module._free(pointer);
      this.wake();
    });
  }

  // The characters that a lesson from elsewhere may need and ours do not: 2 MB, fetched once, when one is missing.
  async widenFont() {
    this.isWidened ??= bytesOf("fonts/handwave-wide.otf").then((font) => this.app.addFont(...intoMemory(this.module, font)))
      .catch(() => {}); // then the lesson says what it lacks
    await this.isWidened;
  }

  // `promise`: see lessons.js. What is refused before the engine could read it is said on the screen as well.
  async openLesson(promise) {
    try {
      const { id, folder, files } = await promise;
      const texts = files.map((text) => intoMemory(this.module, new TextEncoder().encode(text).buffer));
      const [table] = intoMemory(this.module, new Uint32Array(texts.flat()).buffer);
      if (this.app.lacksGlyphs(table)) await this.widenFont();
      this.app.openLesson(id, folder, table);
      [table, ...texts.map(([pointer]) => pointer)].forEach((pointer) => this.module._free(pointer));
    } catch (error) {
      const language = this.app.language();
      const lines = error instanceof Refusal ? error.lines.map((line) => line[language]) : [String(error.message || error)];
      this.app.showReport(language === "zh" ? "这门课没能打开" : "That lesson could not be opened", lines.join("\n"));
    }
    this.wake();
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
      try { if (!this.isEmbedded) history.replaceState(null, "", place); } catch { /* a sandboxed frame may not */ }
    }
    if (language !== this.language) {
      if (this.language && !this.isEmbedded) keep("language", language);
      this.language = language;
      this.onLanguage?.(language);
      document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
    }
    if (theme !== this.theme) {
      if (this.theme && !this.isEmbedded) keep("theme", theme);
      this.theme = theme;
      document.documentElement.dataset.theme = theme;
    }
    const done = this.app.progressVersion();
    if (done !== this.progressVersion) {
      if (done > 0 && !this.isEmbedded) this.keepProgress();
      this.progressVersion = done;
    }
    const title = this.app.title();
    if (document.title !== title) {
      document.title = title;
      this.onTitle?.(title);
    }
  }
}

// Until the lab is ready: the words of the lesson that the address asks for, instead of the list of questions.
async function showWords(place, language) {
  const id = /^#\/lesson\/([a-z0-9-]+)/.exec(place)?.[1];
  const link = id && document.querySelector(`[data-lang="${language}"] a[data-lesson="${id}"]`);
  if (!link || !hasOrigin) return;
  try {
    const html = new TextDecoder().decode(await bytesOf(link.getAttribute("href")));
    const page = new DOMParser().parseFromString(html, "text/html");
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

// Loads the wasm and the fonts, and puts the lab in the place of what the page shows.
async function startLab(options) {
  try {
    const canvas = document.getElementById("lab");
    const script = loadScript("handwave.js");
    const files = Promise.all(["sans", "mono"].map((face) => bytesOf(`fonts/handwave-${face}.otf`)));
    const wasmBinary = hasOrigin ? undefined : await bytesOf("handwave.wasm");
    await script;
    const module = await createHandwave({
      canvas,
      wasmBinary,
      locateFile: addressOf,
      print: (line) => console.log(line),
      printErr: (line) => console.error(line),
      onAbort: (why) => showProblem(new Error(`The engine stopped: ${why}`)),
    });
    const fonts = await files;
    const lab = new Lab(canvas, document.getElementById("mirror"), module);
    window.handwave = lab;
    options.onMade?.(lab);
    lab.start(fonts, options);
    document.documentElement.dataset.lab = "ready";
    performance.mark("handwave-interactive");
  } catch (error) {
    showProblem(error);
    throw error;
  }
}

// The system's theme, for "auto": told once now and whenever it changes.
function followTheme(tell) {
  const query = matchMedia("(prefers-color-scheme: dark)");
  const theme = () => query.matches ? "dark" : "light";
  query.addEventListener("change", () => tell(theme()));
  tell(theme());
}

// The address of the lab itself, which remembers where a lesson from elsewhere came from.
function addressOfLab(asked) {
  const page = location.href.replace(/[?#].*$/, "");
  return asked.lessonUrl ? `${page}?lesson-url=${encodeURIComponent(asked.lessonUrl.href)}` : page;
}

// The open lesson, without its moment: navigating there stays where one is.
const placeOf = (lab) => lab.app.location().replace(/[?].*/, "");

// Opens the lesson that the address names elsewhere, at the step that it names.
async function openFromElsewhere(lab, asked) {
  await lab.openLesson(lessonFromUrl(asked.lessonUrl));
  if (asked.step) lab.app.navigate(`${placeOf(lab)}?step=${asked.step}`);
  lab.wake();
}

function embed(asked, lesson, language, address) {
  const root = document.documentElement;
  let lab;
  const setTheme = (theme) => {
    root.dataset.theme = theme;
    if (!lab) return poster?.draw();
    lab.app.navigate(`${placeOf(lab)}?theme=${theme}`);
    lab.wake();
  };
  let poster;
  if (asked.theme === "light" || asked.theme === "dark") setTheme(asked.theme);
  else followTheme(setTheme);
  poster = new Poster(asked, lesson, language, (language) => {
    const bar = new Bar({
      setLanguage: (code) => { lab.app.navigate(`${placeOf(lab)}?lang=${code}`); lab.wake(); },
      address: () => address + (lab ? lab.app.location() : fragmentOf(asked)),
    });
    startLab({
      place: fragmentOf({ ...asked, lang: language }), language, theme: root.dataset.theme, address,
      isEmbedded: true,
      onMade: (made) => {
        lab = made;
        lab.onLanguage = (code) => bar.speak(code);
        lab.onTitle = (title) => bar.tell(title);
      },
    }).then(async () => {
      if (asked.lessonUrl) await openFromElsewhere(lab, asked);
      poster.remove();
      lab.canvas.focus({ preventScroll: true });
    });
  });
}

async function main() {
  const wanted = preferences();
  const root = document.documentElement;
  root.dataset.theme = wanted.theme;
  const lessons = /[?&](?:lesson|step|embed)=/.test(location.search) ? await lessonsOfSite() : [];
  const asked = readAddress(location.search, lessons, location.href);
  const language = asked.lang ?? wanted.language;
  root.lang = language === "zh" ? "zh-Hans" : "en";
  const address = addressOfLab(asked);
  if (asked.problems.length > 0) {
    if (asked.theme === "light" || asked.theme === "dark") root.dataset.theme = asked.theme;
    return showProblems(asked.problems, language);
  }
  if (asked.embed) return embed(asked, lessons.find(({ id }) => id === asked.lesson), language, address);
  // A lesson that the query names is a place like any other; what the fragment says comes first.
  const place = location.hash.length > 2 || !asked.lesson ? location.hash : fragmentOf(asked);
  const theme = asked.theme === "light" || asked.theme === "dark" ? asked.theme : wanted.theme;
  showWords(place, language);
  return startLab({ place, language, theme, address, isEmbedded: false,
    onMade: (lab) => { if (asked.lessonUrl) queueMicrotask(() => openFromElsewhere(lab, asked)); } });
}

main().catch((error) => {
  showProblem(error);
  throw error;
});
