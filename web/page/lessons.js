// Lessons from elsewhere: a folder at an address, or what is dropped onto the page as a folder, as three files or as a
// zip. Here they are only found and bounded; the engine reads them, and says what is wrong with them line by line.

import { filesInZip, ZipError } from "./zip.js";

const names = ["lesson.toml", "zh.md", "en.md"];
const mostBytes = 256 * 1024; // of a file, as the engine has it
const mostZipBytes = 4 * 1024 * 1024;
const mostFiles = 200;
const patienceMs = 15_000;

// Why there is no lesson: { zh, en } each.
export class Refusal extends Error {
  constructor(...lines) {
    super(lines.map((line) => line.en).join("\n"));
    this.lines = lines;
  }
}

function textOf(path, bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal({ zh: `${path}：应是 UTF-8 文本`, en: `${path}: expected UTF-8 text` });
  }
}

const tooLarge = (path) => new Refusal({ zh: `${path}：最多 ${mostBytes} 字节`, en: `${path}: expected at most ${mostBytes} bytes` });

// ---- from an address

// The body, as far as it may go.
async function bounded(response, path) {
  const reader = response.body.getReader();
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    length += value.length;
    if (length > mostBytes) {
      reader.cancel().catch(() => {});
      throw tooLarge(path);
    }
    parts.push(value);
  }
}

async function fetched(url, signal) {
  let isForbidden = false;
  const onViolation = (event) => { isForbidden ||= event.effectiveDirective === "connect-src"; };
  document.addEventListener("securitypolicyviolation", onViolation);
  try {
    const response = await fetch(url, { signal, credentials: "omit", referrerPolicy: "no-referrer" });
    if (!response.ok) {
      throw new Refusal({ zh: `${url}：服务器回答 ${response.status}`, en: `${url}: the server answered ${response.status}` });
    }
    return textOf(url.href, await bounded(response, url.href));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (signal.aborted) {
      throw new Refusal({ zh: `${url}：等了 ${patienceMs / 1000} 秒没有回答`, en: `${url}: no answer within ${patienceMs / 1000} s` });
    }
    // Why: the event that tells of a refusal by our own policy comes after the refusal.
    await new Promise((later) => { setTimeout(later, 0); });
    if (isForbidden) {
      throw new Refusal({
        zh: `${url}：本站的安全策略（CSP 的 connect-src）不许访问 ${url.host}；站点的主人可以把它加进去`,
        en: `${url}: this site's Content-Security-Policy (connect-src) does not allow ${url.host}; its owner can add it` });
    }
    throw new Refusal({ zh: `${url}：连不上，或者 ${url.host} 没有用 CORS 允许别的站点读取`,
      en: `${url}: cannot be reached, or ${url.host} does not allow other sites to read it (CORS)` });
  } finally {
    document.removeEventListener("securitypolicyviolation", onViolation);
  }
}

// `folder`: a URL. Resolves to { id, folder, files: [toml, zh, en] }; rejects with a Refusal.
export async function lessonFromUrl(folder) {
  const base = folder.href.endsWith("/") ? folder : new URL(folder.href + "/");
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), patienceMs);
  try {
    const answers = await Promise.allSettled(names.map((name) => fetched(new URL(name, base), patience.signal)));
    const refused = answers.filter((answer) => answer.status === "rejected").flatMap((answer) => answer.reason.lines);
    if (refused.length > 0) throw new Refusal(...refused);
    return { id: nameOf(base.pathname), folder: base.href.replace(/\/$/, ""), files: answers.map((answer) => answer.value) };
  } finally {
    clearTimeout(timer);
  }
}

export function nameOf(path) {
  const name = decodeURIComponent(path.split("/").filter(Boolean).at(-1) ?? "");
  return name.slice(0, 40) || "lesson";
}

// ---- dropped

// Everything in a dropped folder, two levels deep: [{ path, read() }].
async function filesBelow(entry, depth = 0) {
  if (entry.isFile) {
    return [{ path: entry.fullPath.replace(/^\//, ""), read: async () => {
      const file = await new Promise((resolve, reject) => { entry.file(resolve, reject); });
      if (file.size > mostBytes) throw tooLarge(file.name);
      return new Uint8Array(await file.arrayBuffer());
    } }];
  }
  if (depth > 2) return [];
  const reader = entry.createReader();
  const files = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
    if (some.length === 0 || files.length > mostFiles) return files;
    for (const each of some) files.push(...await filesBelow(each, depth + 1));
  }
}

// The lesson among files: the one folder that holds lesson.toml, with its two files of words.
async function lessonAmong(files, fallbackName) {
  const tables = files.filter(({ path }) => path.split("/").at(-1) === names[0] && !path.startsWith("__MACOSX/"));
  if (tables.length !== 1) {
    throw new Refusal(tables.length === 0
      ? { zh: `${fallbackName}：里面没有 lesson.toml`, en: `${fallbackName}: there is no lesson.toml in it` }
      : { zh: `${fallbackName}：里面有 ${tables.length} 门课，一次只能打开一门`, en: `${fallbackName}: it holds ${tables.length} lessons; one is opened at a time` });
  }
  const folder = tables[0].path.slice(0, -names[0].length);
  const texts = await Promise.all(names.map(async (name) => {
    const file = files.find(({ path }) => path === folder + name);
    // What is missing the engine names, together with all else.
    return file ? textOf(folder + name, await file.read()) : "";
  }));
  const id = folder ? nameOf(folder) : nameOf(fallbackName.replace(/\.zip$/i, ""));
  return { id, folder: folder ? folder.replace(/\/$/, "") : id, files: texts };
}

const isLessonFile = (name) => names.includes(name) || /\.zip$/i.test(name);

// What was dropped, read at once: a DataTransfer is empty after its event. Null when it is nothing of ours.
export function droppedLesson(dataTransfer) {
  const entries = [...dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const files = [...dataTransfer.files];
  if (entries.some((entry) => entry.isDirectory)) {
    const name = entries.find((entry) => entry.isDirectory).name;
    return (async () => lessonAmong((await Promise.all(entries.map((entry) => filesBelow(entry)))).flat(), name))();
  }
  if (!files.some((file) => isLessonFile(file.name))) return null;
  const zip = files.find((file) => /\.zip$/i.test(file.name));
  if (!zip) {
    return lessonAmong(files.map((file) => ({ path: file.name, read: async () => {
      if (file.size > mostBytes) throw tooLarge(file.name);
      return new Uint8Array(await file.arrayBuffer());
    } })), "lesson");
  }
  return (async () => {
    try {
      if (zip.size > mostZipBytes) throw new ZipError(`it is larger than ${mostZipBytes} bytes`);
      return await lessonAmong(filesInZip(new Uint8Array(await zip.arrayBuffer()), mostBytes), zip.name);
    } catch (error) {
      if (error instanceof ZipError) throw new Refusal({ zh: `${zip.name}：${error.message}`, en: `${zip.name}: ${error.message}` });
      throw error;
    }
  })();
}
