// A capture file that is dropped onto the lab.
import assert from 'node:assert/strict';
import { scenario } from './lab.mjs';
import { lesson, ready, settled } from './learner.mjs';

// An IPv4 packet with a bare TCP segment; nobody asks for TCP's checksum.
function segment(from, to, seq, ack, flags) {
    const packet = Buffer.alloc(40);
    packet.writeUInt16BE(0x4500, 0);
    packet.writeUInt16BE(40, 2);
    packet.writeUInt16BE(0x4006, 8);
    packet.writeUInt32BE(from.address, 12);
    packet.writeUInt32BE(to.address, 16);
    let sum = 0;
    for (let at = 0; at < 20; at += 2) sum += packet.readUInt16BE(at);
    packet.writeUInt16BE(0xffff - (sum % 0xffff), 10);
    packet.writeUInt16BE(from.port, 20);
    packet.writeUInt16BE(to.port, 22);
    packet.writeUInt32BE(seq, 24);
    packet.writeUInt32BE(ack, 28);
    packet.writeUInt16BE(0x5000 | flags, 32);
    packet.writeUInt16BE(65_535, 34);
    return packet;
}

// pcap, link type RAW, a segment each 20 ms.
function pcap(packets) {
    const words = (...values) => Buffer.concat(values.map((value) => {
        const word = Buffer.alloc(4);
        word.writeUInt32LE(value);
        return word;
    }));
    const record = (packet, i) => [words(0, i * 20_000, packet.length, packet.length), packet];
    return Buffer.concat([words(0xa1b2c3d4, 0x00040002, 0, 0, 65_535, 101), ...packets.flatMap(record)]);
}

const client = { address: 0x0a000001, port: 40_000 };
const server = { address: 0x0a000002, port: 80 };
const handshake = pcap([segment(client, server, 100, 0, 0x02), segment(server, client, 300, 101, 0x12),
    segment(client, server, 101, 301, 0x10)]);

function drop(page, name, bytes) {
    return page.evaluate(([name, bytes]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
        document.querySelector('canvas').dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
    }, [name, [...bytes]]);
}

const place = { path: lesson('step=lose-the-syn') };

scenario('A capture that is dropped onto the lab is a ladder', place, async ({ page }) => {
    await ready(page);
    await drop(page, 'handshake.pcap', handshake);
    const about = page.locator('#mirror [data-id="capture.about"]');
    await about.waitFor({ state: 'attached' });
    await settled(page);
    assert.match(await about.innerText(), /10\.0\.0\.1:40000 and 10\.0\.0\.2:80: 3 segments/);
    assert.equal(await page.locator('#mirror [data-id^="ladder.packet."]').count(), 3);
    assert.match(await page.title(), /^handshake\.pcap/);
});

scenario('A file that is no capture is a message with its byte', place, async ({ page }) => {
    await ready(page);
    await drop(page, 'broken.pcap', handshake.subarray(0, 50));
    const problem = page.locator('#mirror', { hasText: 'byte 32: a packet of 40 bytes; the file has only 10' });
    await problem.waitFor({ state: 'attached' });
});
