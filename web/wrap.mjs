// Writes NAME.js beside files of a site: a script that hands over the file's bytes to a page that may run scripts but
// read nothing (web/page/files.js). The bytes are gzip, in base64.
//
// usage: node web/wrap.mjs SITE NAME...
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const [site, ...names] = process.argv.slice(2);
for (const name of names) {
    const packed = gzipSync(await readFile(join(site, name)), { level: 9 }).toString('base64');
    await writeFile(join(site, `${name}.js`), `handwaveFile(${JSON.stringify(name)}, "${packed}");\n`);
}
