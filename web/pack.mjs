// Writes NAME.br and NAME.gz beside every file of a site that compresses, for hosts that serve them (ours does),
// and prints what a first visit transfers. Files that have not changed since are left alone.
//
// usage: node web/pack.mjs SITE
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const compressible = new Set(['.html', '.js', '.mjs', '.css', '.json', '.wasm', '.svg', '.otf', '.txt', '.md',
    '.toml', '.webmanifest', '.data']);

async function* filesBelow(folder) {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) yield* filesBelow(path);
        else yield path;
    }
}

async function isFresh(path, source) {
    try {
        return (await stat(path)).mtimeMs >= (await stat(source)).mtimeMs;
    } catch {
        return false;
    }
}

async function pack(path) {
    if (await isFresh(`${path}.br`, path)) return;
    const bytes = await readFile(path);
    const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    await writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    await writeFile(`${path}.br`, brotliCompressSync(bytes, { params: quality }));
}

let total = 0;
for await (const path of filesBelow(process.argv[2])) {
    if (!compressible.has(extname(path))) continue;
    await pack(path);
    total += (await stat(`${path}.br`)).size;
}
console.log(`site: ${total} bytes compressed`);
