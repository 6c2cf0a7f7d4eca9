// A static web server for one folder, on this machine only: right MIME types, the precompressed .br and .gz
// beside a file when the browser accepts them, and nothing outside the folder. Used by ./dev run and by the
// browser tests. A real site needs no more than this: any static host will do.
//
// usage: node web/serve.mjs FOLDER [--port N]
import { createServer } from 'node:http';
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const mimeTypes = {
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.mjs': 'text/javascript; charset=utf-8',
    '.css': 'text/css; charset=utf-8',
    '.json': 'application/json; charset=utf-8',
    '.webmanifest': 'application/manifest+json; charset=utf-8',
    '.wasm': 'application/wasm',
    '.svg': 'image/svg+xml; charset=utf-8',
    '.png': 'image/png',
    '.ico': 'image/x-icon',
    '.otf': 'font/otf',
    '.woff2': 'font/woff2',
    '.txt': 'text/plain; charset=utf-8',
    '.md': 'text/markdown; charset=utf-8',
    '.toml': 'application/toml; charset=utf-8',
};

const encodings = [['br', '.br'], ['gzip', '.gz']];

async function fileSize(path) {
    try {
        const status = await stat(path);
        return status.isFile() ? status.size : undefined;
    } catch {
        return undefined;
    }
}

// The file that a URL names, or undefined when there is none or it would lie outside the folder.
async function findFile(folder, url) {
    let path;
    try {
        path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    } catch {
        return undefined;
    }
    if (path.includes('\0')) return undefined;
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    try {
        const real = await realpath(file);
        return real.startsWith(folder + sep) ? real : undefined;
    } catch {
        return undefined;
    }
}

async function precompressed(file, accepted) {
    const wanted = new Set(accepted.split(',').map((coding) => coding.split(';')[0].trim()));
    for (const [coding, suffix] of encodings) {
        const size = wanted.has(coding) ? await fileSize(file + suffix) : undefined;
        if (size !== undefined) return { path: file + suffix, size, coding };
    }
    return { path: file, size: await fileSize(file), coding: undefined };
}

async function answer(folder, request, response) {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.writeHead(405, { Allow: 'GET, HEAD' }).end();
        return;
    }
    const file = await findFile(folder, request.url);
    if (file === undefined || (await fileSize(file)) === undefined) {
        response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('404: no such file\n');
        return;
    }
    const { path, size, coding } = await precompressed(file, request.headers['accept-encoding'] ?? '');
    response.writeHead(200, {
        'Content-Type': mimeTypes[extname(file)] ?? 'application/octet-stream',
        'Content-Length': size,
        'Cache-Control': 'no-cache',
        'X-Content-Type-Options': 'nosniff',
        Vary: 'Accept-Encoding',
        ...(coding && { 'Content-Encoding': coding }),
    });
    if (request.method === 'HEAD') response.end();
    else createReadStream(path).on('error', () => response.destroy()).pipe(response);
}

// Starts serving; port 0 takes any free one. Resolves to { url, close() }.
export async function serve(folder, { port = 0 } = {}) {
    const root = await realpath(resolve(folder));
    const server = createServer((request, response) => {
        answer(root, request, response).catch(() => response.destroy());
    });
    await new Promise((listening, failed) => {
        server.once('error', failed);
        server.listen(port, '127.0.0.1', listening);
    });
    return {
        url: `http://127.0.0.1:${server.address().port}/`,
        close: () => new Promise((closed) => {
            server.close(closed);
            server.closeAllConnections();
        }),
    };
}

async function main(words) {
    const portAt = words.indexOf('--port');
    const asked = portAt >= 0 ? Number(words[portAt + 1]) : undefined;
    const folder = words.find((word, at) => !word.startsWith('--') && (portAt < 0 || at !== portAt + 1));
    if (!folder || (asked !== undefined && !(Number.isInteger(asked) && asked >= 0 && asked <= 65535))) {
        console.error('usage: node web/serve.mjs FOLDER [--port N]');
        process.exit(2);
    }
    // Unless a port was asked for, the next free one will do.
    const ports = asked !== undefined ? [asked] : Array.from({ length: 20 }, (_, step) => 8080 + step);
    for (const port of ports) {
        try {
            const { url } = await serve(folder, { port });
            console.log(`Handwave is at ${url}  (Ctrl-C ends it)`);
            return;
        } catch (error) {
            if (error.code === 'EADDRINUSE' && port !== ports.at(-1)) continue;
            const why = error.code === 'EADDRINUSE' ? `port ${port} is taken; try another --port` : error.message;
            console.error(`cannot serve ${folder}: ${why}`);
            process.exit(1);
        }
    }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main(process.argv.slice(2));
