// What the page's address asks for:
//   ?lesson=ID&step=N&lang=zh|en&theme=light|dark|auto&embed=1
//   ?lesson-url=FOLDER&step=N&…
// N is a step's number, from 1, or its id. FOLDER is where lesson.toml, zh.md and en.md are; relative to the page, too. A value that is not understood is a problem, in both languages, and is not
// guessed at. A name that is not ours is left alone: sites append their own.

const switches = { lang: ["zh", "en"], theme: ["light", "dark", "auto"], embed: ["1"] };

// "light, dark or auto"
const listed = (values, comma, or) => values.length < 2 ? values.join("") :
  `${values.slice(0, -1).join(comma)}${or}${values.at(-1)}`;
const zhListed = (values) => listed(values, "、", " 或 ");
const enListed = (values) => listed(values, ", ", " or ");

function wrong(name, value, allowed, zhBefore = "", enBefore = "") {
  const shown = value.length > 60 ? value.slice(0, 60) + "..." : value;
  return {
    zh: `${name}=${shown}：应是 ${zhBefore}${zhListed(allowed)}`,
    en: `${name}=${shown}: expected ${enBefore}${enListed(allowed)}`,
  };
}

function readUrl(value, page, problems) {
  try {
    const url = new URL(value, page);
    if (/^https?:$/.test(url.protocol) && !url.username && !url.password) return url;
  } catch { /* said below */ }
  problems.push({ zh: `lesson-url=${value.slice(0, 60)}：应是放着 lesson.toml 的目录，http 或 https`,
    en: `lesson-url=${value.slice(0, 60)}: expected a folder with a lesson.toml, http or https` });
  return undefined;
}

// `lessons`: [{ id, steps: [id, ...] }], those of the site; `page`: its address. Returns { lesson, lessonUrl, step, lang,
// theme, embed, problems }: ids, or undefined where the address says nothing.
export function readAddress(search, lessons, page) {
  const parameters = new URLSearchParams(search);
  const asked = { problems: [] };
  const one = (name) => {
    const values = parameters.getAll(name);
    if (values.length > 1) {
      asked.problems.push({ zh: `${name}：出现了 ${values.length} 次`, en: `${name}: is there ${values.length} times` });
    }
    return values[0];
  };
  for (const [name, allowed] of Object.entries(switches)) {
    const value = one(name);
    if (value === undefined) continue;
    if (allowed.includes(value)) asked[name] = value;
    else asked.problems.push(wrong(name, value, allowed));
  }
  const [id, step] = [one("lesson"), one("step")];
  const elsewhere = one("lesson-url");
  const lesson = lessons.find((each) => each.id === id);
  if (elsewhere !== undefined) {
    if (id !== undefined) {
      asked.problems.push({ zh: "lesson= 和 lesson-url= 只能有一个", en: "expected lesson= or lesson-url=, not both" });
    }
    asked.lessonUrl = readUrl(elsewhere, page, asked.problems);
    // Its steps are not known yet.
    if (step === undefined || /^[\w-]{1,40}$/.test(step)) asked.step = step;
    else asked.problems.push(wrong("step", step, [], "步骤的号码或 id", "a step's number or its id"));
    return asked;
  }
  if (lesson) asked.lesson = id;
  else if (id !== undefined) asked.problems.push(wrong("lesson", id, lessons.map((each) => each.id)));
  else if (asked.embed || step !== undefined) {
    asked.problems.push({ zh: `缺少 lesson=：应是 ${zhListed(lessons.map((each) => each.id))}`,
      en: `lesson= is missing: expected ${enListed(lessons.map((each) => each.id))}` });
  }
  if (lesson && step !== undefined) {
    const number = /^[1-9]\d?$/.test(step) ? Number(step) : 0;
    asked.step = number > 0 ? lesson.steps[number - 1] : lesson.steps.find((each) => each === step);
    if (asked.step === undefined) {
      asked.problems.push(wrong("step", step, lesson.steps, `1 到 ${lesson.steps.length}，或 `,
        `1 to ${lesson.steps.length}, or `));
    }
  }
  return asked;
}

// The same place as the app's own fragment says it.
export function fragmentOf({ lesson, step, lang, theme }) {
  const rest = Object.entries({ step, lang, theme: theme === "auto" ? undefined : theme })
    .filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${value}`).join("&");
  return `#/${lesson ? `lesson/${lesson}` : ""}${rest ? `?${rest}` : ""}`;
}
