const names: Record<string, string> = { avc1: 'H.264', avc3: 'H.264', hvc1: 'HEVC(H.265)', hev1: 'HEVC(H.265)', av01: 'AV1', vp09: 'VP9', mp4a: 'AAC', opus: 'Opus' };

/** "HEVC(H.265), AAC" of a CODECS attribute, as people know them; each once. */
export function codecNames(codecs: string): string {
    const known = codecs.split(',').map((each) => each.trim()).filter((each) => each !== '').map((each) => names[each.split('.')[0]!.toLowerCase()] ?? each);
    return [...new Set(known)].join(', ');
}
