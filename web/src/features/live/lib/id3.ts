/** Reads the user text frames (TXXX) of an ID3v2.3 or v2.4 tag, as carried in an emsg box. */

export interface UserText {
    description: string;
    value: string;
}

const header_size = 10;

export function userTexts(data: Uint8Array): UserText[] {
    const found: UserText[] = [];
    if (data.length < header_size || data[0] !== 0x49 || data[1] !== 0x44 || data[2] !== 0x33) return found;
    const version = data[3]!;
    if (version !== 3 && version !== 4) return found;
    const flags = data[5]!;
    const end = Math.min(data.length, header_size + syncsafe(data, 6));
    let at = header_size;
    if (flags & 0x40) at += version === 4 ? syncsafe(data, at) : plain(data, at) + 4;
    while (at + header_size <= end) {
        const name = String.fromCharCode(data[at]!, data[at + 1]!, data[at + 2]!, data[at + 3]!);
        const size = version === 4 ? syncsafe(data, at + 4) : plain(data, at + 4);
        const from = at + header_size;
        if (!/^[A-Z0-9]{4}$/.test(name) || size <= 0 || from + size > end) break;
        if (name === 'TXXX') {
            const text = userText(data.subarray(from, from + size));
            if (text) found.push(text);
        }
        at = from + size;
    }
    return found;
}

function userText(body: Uint8Array): UserText | null {
    const decoder = decoderFor(body[0]!);
    if (!decoder) return null;
    const text = decoder.decode(body.subarray(1));
    const middle = text.indexOf('\0');
    if (middle < 0) return null;
    const value = text.slice(middle + 1).replace(/^\uFEFF/, '');
    return { description: text.slice(0, middle), value: value.replace(/\0+$/, '') };
}

function decoderFor(encoding: number): TextDecoder | null {
    const name = ['iso-8859-1', 'utf-16', 'utf-16be', 'utf-8'][encoding];
    return name ? new TextDecoder(name) : null;
}

function syncsafe(data: Uint8Array, at: number): number {
    return ((data[at]! & 0x7f) << 21) | ((data[at + 1]! & 0x7f) << 14) | ((data[at + 2]! & 0x7f) << 7) | (data[at + 3]! & 0x7f);
}

function plain(data: Uint8Array, at: number): number {
    return ((data[at]! << 24) | (data[at + 1]! << 16) | (data[at + 2]! << 8) | data[at + 3]!) >>> 0;
}
