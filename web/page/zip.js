// Reads a zip file that a stranger made (APPNOTE.TXT 6.3.10): bounded in entries and in what an entry may grow to,
// checked by length and CRC, and read no further than its central directory says. Inflating is the browser's own.

const mostEntries = 1000;
const signatures = { end: 0x06054b50, central: 0x02014b50, local: 0x04034b50 };

export class ZipError extends Error {}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

async function inflated(packed, most) {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      reader.cancel().catch(() => {});
      throw new ZipError(`an entry is larger than ${most} bytes`);
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function findEnd(view) {
  const least = 22;
  for (let at = view.byteLength - least; at >= Math.max(0, view.byteLength - least - 0xffff); --at) {
    if (view.getUint32(at, true) === signatures.end) return at;
  }
  throw new ZipError("it is no zip file: its directory's end is not there");
}

async function contentOf(bytes, view, entry, most) {
  if (entry.flags & 1) throw new ZipError(`${entry.path} is encrypted`);
  if (entry.method !== 0 && entry.method !== 8) throw new ZipError(`${entry.path} is packed by method ${entry.method}`);
  if (entry.size > most) throw new ZipError(`${entry.path} is larger than ${most} bytes`);
  if (view.getUint32(entry.at, true) !== signatures.local) throw new ZipError(`${entry.path} is not in its place`);
  const begin = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  if (begin + entry.packedSize > bytes.length) throw new ZipError(`${entry.path} is cut off`);
  const packed = bytes.subarray(begin, begin + entry.packedSize);
  let content = packed;
  if (entry.method === 8) {
    content = await inflated(packed, most).catch((error) => {
      throw error instanceof ZipError ? error : new ZipError(`${entry.path} cannot be unpacked`);
    });
  }
  if (content.length !== entry.size || crc32(content) !== entry.crc) throw new ZipError(`${entry.path} is damaged`);
  return content;
}

const asZipError = (error) => error instanceof RangeError ? new ZipError("it is cut off") : error;

// The files in it: [{ path, read() }], where read() resolves to bytes, at most `most` of them. Both throw a ZipError.
export function filesInZip(bytes, most) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = (entry) => contentOf(bytes, view, entry, most).catch((error) => { throw asZipError(error); });
  try {
    const end = findEnd(view);
    const count = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    if (count > mostEntries) throw new ZipError(`it has ${count} entries, at most ${mostEntries} are read`);
    const files = [];
    for (let i = 0; i < count; ++i) {
      if (view.getUint32(at, true) !== signatures.central) throw new ZipError("its directory is damaged");
      const [flags, method, nameLength, extraLength, commentLength] =
        [8, 10, 28, 30, 32].map((offset) => view.getUint16(at + offset, true));
      const [crc, packedSize, size, local] = [16, 20, 24, 42].map((offset) => view.getUint32(at + offset, true));
      const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
      const entry = { flags, method, crc, packedSize, size, at: local, path };
      if (!path.endsWith("/")) files.push({ path, read: () => read(entry) });
      at += 46 + nameLength + extraLength + commentLength;
    }
    return files;
  } catch (error) {
    throw asZipError(error);
  }
}
