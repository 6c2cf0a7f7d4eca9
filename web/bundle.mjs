// Joins the page's modules into one classic script. Why: a module is fetched with CORS, which a sandboxed frame or a
// page opened from disk cannot pass; a classic script runs everywhere. Each module becomes a function that returns
// what it exports; only `import { … } from "./x.js"` and `export` before a declaration are understood.
//
// usage: node web/bundle.mjs ENTRY.js OUT.js
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const [entry, out] = process.argv.slice(2);
const importLine = /^import (\{[^}]*\}) from "\.\/([\w-]+\.js)";$/gm;
const exportWord = /^export (?=(?:async )?(?:function|class|const)\*? (\w+))/gm;
const done = new Map();
const parts = [];

const nameOf = (file) => `module_${basename(file, '.js').replace(/-/g, '_')}`;

function add(file) {
    if (done.has(file)) {
        if (!done.get(file)) throw new Error(`${file}: modules import each other in a circle`);
        return;
    }
    done.set(file, false);
    const source = readFileSync(join(dirname(entry), file), 'utf8');
    for (const [, , wanted] of source.matchAll(importLine)) add(wanted);
    const exported = [...source.matchAll(exportWord)].map(([, name]) => name);
    const body = source
        .replace(importLine, (_, names, wanted) => `const ${names} = ${nameOf(wanted)};`)
        .replace(exportWord, '')
        .replaceAll('import.meta.url', 'pageScript');
    const left = body.match(/^(?:import|export)\b.*$|import\.meta.*$/m);
    if (left) throw new Error(`${file}: not understood: ${left[0]}`);
    parts.push(`const ${nameOf(file)} = (() => {\n${body}\nreturn { ${exported.join(', ')} };\n})();\n`);
    done.set(file, true);
}

add(basename(entry));
writeFileSync(out, `"use strict";\n(() => {\nconst pageScript = document.currentScript.src;\n${parts.join('')}})();\n`);
