/** The boxes of an ISO file at one level: {type, body}. Throws when they do not fill it exactly. */
export function boxes(bytes) {
    const found = [];
    let at = 0;
    while (at < bytes.length) {
        if (at + 8 > bytes.length) throw new Error(`half a box at ${at} of ${bytes.length}`);
        const size = bytes.readUInt32BE(at);
        if (size < 8 || at + size > bytes.length) throw new Error(`a box of ${size} at ${at} of ${bytes.length}`);
        found.push({ type: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + 8, at + size) });
        at += size;
    }
    return found;
}

/** The timed metadata in a part or segment: {seconds, id, tag} of each ID3 emsg. */
export function timedMetadata(bytes) {
    return boxes(bytes).filter((box) => box.type === 'emsg').map(({ body }) => {
        if (body[0] !== 1) throw new Error(`emsg version ${body[0]}`);
        const timescale = body.readUInt32BE(4);
        const time = body.readBigUInt64BE(8);
        const id = body.readUInt32BE(20);
        const schemeEnd = body.indexOf(0, 24);
        const scheme = body.toString('latin1', 24, schemeEnd);
        const valueEnd = body.indexOf(0, schemeEnd + 1);
        return { seconds: Number(time) / timescale, id, scheme, texts: userTexts(body.subarray(valueEnd + 1)) };
    });
}

const syncsafe = (bytes, at) => ((bytes[at] & 127) << 21) | ((bytes[at + 1] & 127) << 14) | ((bytes[at + 2] & 127) << 7) | (bytes[at + 3] & 127);

/** {description: value} of the TXXX frames of an ID3v2.4 tag. */
function userTexts(tag) {
    if (tag.toString('latin1', 0, 3) !== 'ID3' || tag[3] !== 4) throw new Error('no ID3v2.4 tag');
    const end = 10 + syncsafe(tag, 6);
    const texts = {};
    for (let at = 10; at + 10 <= end;) {
        const name = tag.toString('latin1', at, at + 4);
        const size = syncsafe(tag, at + 4);
        const frame = tag.subarray(at + 10, at + 10 + size);
        if (name === 'TXXX') {
            if (frame[0] !== 3) throw new Error(`TXXX in encoding ${frame[0]}, not UTF-8`);
            const split = frame.indexOf(0, 1);
            texts[frame.toString('utf8', 1, split)] = frame.toString('utf8', split + 1).replace(/\0+$/, '');
        }
        at += 10 + size;
    }
    return texts;
}
