// A lesson within somebody else's page. Until the reader starts it there is a still poster, of words and a picture that
// were made with the site: no wasm, no frame, no key, no wheel. Then a bar of three buttons over the lab.

import { addressOf } from "./files.js";
import { nameOf } from "./lessons.js";

const words = {
  answer: { zh: "一句话的回答", en: "The answer in one sentence" },
  start: { zh: "开始上课", en: "Start the lesson" },
  loading: { zh: "正在载入…", en: "Loading..." },
  until: { zh: "在此之前，本框不占键盘、滚轮和处理器；之后按 Esc 即可交还。",
    en: "Until then this frame takes no key, no wheel and no processor time. Esc gives them back." },
  still: { zh: "静止画面。按播放键运行。", en: "Still image. Press play to run it." },
  language: { zh: "EN", en: "中文" },
  fullscreen: { zh: "全屏", en: "Full screen" },
  fullLab: { zh: "在新标签页打开完整的实验台", en: "Open the full lab in a new tab" },
  elsewhere: { zh: "来自 {0} 的一课，开始时才会取来。", en: "A lesson from {0}; it is fetched when you start it." },
  problem: { zh: "这个地址没有看懂", en: "This address was not understood" },
};

// Lines of 1.5 px in a 16 px box.
const icons = {
  clock: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M8 5v3l2 1.5",
  book: "M8 4c-1.5-1-3.5-1.2-5.5-1v9.5c2-.2 4 0 5.5 1c1.5-1 3.5-1.2 5.5-1v-9.5c-2-.2-4 0-5.5 1v9.5",
  flag: "M4 14V2.5h8l-2 3l2 3H4",
  full: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  out: "M9 2.5h4.5V7M13.5 2.5L8 8M11.5 9.5v4h-9v-9h4",
};

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function drawing(path, isFilled = false) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", isFilled ? "icon filled" : "icon");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

const playIcon = () => drawing("M4 2.5L13 8L4 13.5Z", true);
const brand = () => {
  const mark = drawing("M3.3 2.7v10.7M12.7 2.7v10.7M3.3 4.7l9.4 1.7M12.7 7.3l-9.4 1.7M3.3 10l9.4 1.7");
  mark.classList.add("mark");
  return element("span", { class: "embed-brand" }, mark, "Handwave");
};

function facts(lesson, asked, language) {
  const isChinese = language === "zh";
  const [count, minutes] = [lesson.steps.length, lesson.minutes];
  const lines = [[icons.clock, isChinese ? `${count} 步，约 ${minutes} 分钟` : `${count} steps, about ${minutes} minutes`]];
  const at = lesson.steps.indexOf(asked.step);
  if (at >= 0) {
    const title = lesson[language].steps[at];
    lines.push([icons.flag, isChinese ? `从第 ${at + 1} 步开始：${title}` : `Begins at step ${at + 1}: ${title}`]);
  }
  const { sources } = lesson;
  lines.push([icons.book, sources.slice(0, 2).join(isChinese ? "、" : ", ") + (sources.length > 2 ? " …" : "")]);
  return element("ul", { class: "facts" }, ...lines.map(([icon, text]) => element("li", {}, drawing(icon), text)));
}

const isFullscreenAllowed = () => !!document.fullscreenEnabled;

function toggleFullscreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen().catch(() => {});
}

function toolButton(id, text, name, act) {
  const button = element("button", { type: "button", id, "aria-label": name, title: name }, text);
  button.addEventListener("click", act);
  return button;
}

// What a poster shows of a lesson of the site.
function faceOnSite(lesson, asked, language) {
  const dark = document.documentElement.dataset.theme === "dark" ? "#dark" : "";
  const { title, lead, answer } = lesson[language];
  return {
    title,
    lead,
    more: [element("details", {}, element("summary", {}, words.answer[language]), element("p", {}, answer)),
      facts(lesson, asked, language)],
    picture: [element("img", { alt: "", src: addressOf(`lessons/${lesson.id}/poster-${language}.svg`) + dark })],
  };
}

// Of a lesson from elsewhere nothing is known before it is fetched, which waits for the reader too.
function faceFromElsewhere({ lessonUrl }, language) {
  return { title: nameOf(lessonUrl.pathname), lead: words.elsewhere[language].replace("{0}", lessonUrl.host), more: [], picture: [] };
}

// The poster. `lesson` is the site's, undefined for one from elsewhere; `start()` is called once, by a press.
export class Poster {
  constructor(asked, lesson, language, start) {
    Object.assign(this, { asked, lesson, language, start });
    this.root = element("section", { id: "poster" });
    document.body.append(this.root);
    this.draw();
  }

  draw() {
    const { asked, lesson, language } = this;
    document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
    const face = asked.lessonUrl ? faceFromElsewhere(asked, language) : faceOnSite(lesson, asked, language);
    document.title = `${face.title} · Handwave`;
    const say = (name) => words[name][language];
    const startButton = element("button", { type: "button", id: "start", class: "primary" }, playIcon(), say("start"));
    startButton.addEventListener("click", () => this.press());
    const left = element("div", { class: "poster-words" }, brand(), element("h1", {}, face.title),
      element("p", { class: "lead" }, face.lead), ...face.more, startButton, element("p", { class: "small until" }, say("until")));
    const tools = element("div", { class: "tools" },
      toolButton("poster-language", say("language"), say("language"), () => this.switchLanguage()));
    if (isFullscreenAllowed()) {
      tools.append(toolButton("poster-full", drawing(icons.full), say("fullscreen"), toggleFullscreen));
    }
    const play = element("button", { type: "button", class: "play", tabindex: "-1", "aria-hidden": "true" }, playIcon());
    play.addEventListener("click", () => this.press());
    this.root.replaceChildren(left, element("div", { class: "poster-picture" }, ...face.picture, play,
      element("p", { class: "small" }, face.picture.length > 0 ? say("still") : "")), tools);
    this.root.setAttribute("aria-label", face.title);
    this.button = startButton;
  }

  switchLanguage() {
    this.language = this.language === "zh" ? "en" : "zh";
    this.draw();
    document.getElementById("poster-language").focus({ preventScroll: true });
  }

  press() {
    if (this.isPressed) return;
    this.isPressed = true;
    this.button.disabled = true;
    this.button.replaceChildren(words.loading[this.language]);
    this.start(this.language);
  }

  remove() {
    this.root.remove();
  }
}

// The bar above the running lesson. `setLanguage(code)` switches the app; `address()` is where it is, for the full lab.
export class Bar {
  constructor({ setLanguage, address }) {
    this.title = element("span", { class: "bar-title" });
    this.languageButton = toolButton("bar-language", "", "", () => setLanguage(this.language === "zh" ? "en" : "zh"));
    this.link = element("a", { id: "bar-lab", target: "_blank", rel: "noopener" }, drawing(icons.out));
    // Why late: the address is that of the moment when it is followed.
    for (const kind of ["pointerdown", "focus", "click"]) {
      this.link.addEventListener(kind, () => { this.link.href = address(); });
    }
    this.link.href = address();
    this.root = element("header", { id: "bar" }, brand(), this.title, this.languageButton);
    if (isFullscreenAllowed()) {
      this.fullButton = toolButton("bar-full", drawing(icons.full), "", toggleFullscreen);
      this.root.append(this.fullButton);
    }
    this.root.append(this.link);
    document.body.append(this.root);
  }

  // Which lesson, and which step of it.
  tell(title) {
    this.title.textContent = title;
  }

  speak(language) {
    this.language = language;
    const name = (made, text) => ["aria-label", "title"].forEach((each) => made.setAttribute(each, text));
    this.languageButton.textContent = words.language[language];
    name(this.languageButton, words.language[language]);
    if (this.fullButton) name(this.fullButton, words.fullscreen[language]);
    name(this.link, words.fullLab[language]);
  }
}

// What the address says wrongly, and what it may say: a course author reads it where the lesson should be.
export function showProblems(problems, language) {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  document.body.append(element("section", { id: "refused", role: "alert" }, brand(),
    element("h1", {}, words.problem[language]),
    element("ul", {}, ...problems.map((problem) => element("li", {}, problem[language])))));
  document.documentElement.dataset.lab = "refused";
}
