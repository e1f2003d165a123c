/** Attribute list of a tag: DURATION=0.2,URI="p.m4s",INDEPENDENT=YES. */
export function attributes(text) {
    return Object.fromEntries([...text.matchAll(/([A-Z0-9-]+)=("([^"]*)"|[^,]*)/g)].map(([, name, bare, quoted]) => [name, quoted ?? bare]));
}

const tagOf = (line) => {
    const at = line.indexOf(':');
    return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
};

/** A multivariant playlist: its media playlists with what is said of them. */
export function parseMultivariant(text) {
    const lines = text.split(/\r?\n/);
    const variants = [];
    lines.forEach((line, i) => {
        if (line.startsWith('#EXT-X-STREAM-INF:')) variants.push({ ...attributes(line.slice(18)), uri: lines[i + 1] });
    });
    return variants;
}

/** A media playlist: {targetDuration, partTarget, sequence, segments: [{sn, duration, uri, parts, date}], hint, …}. */
export function parseMedia(text) {
    const lines = text.split(/\r?\n/).filter((line) => line !== '');
    if (lines[0] !== '#EXTM3U') throw new Error(`no playlist: ${text.slice(0, 200)}`);
    const playlist = { segments: [], skipped: 0, ended: false, discontinuities: 0, text };
    let sn;
    let open = { parts: [] };
    for (const line of lines) {
        const [tag, value] = tagOf(line);
        if (tag === '#EXT-X-VERSION') playlist.version = Number(value);
        else if (tag === '#EXT-X-TARGETDURATION') playlist.targetDuration = Number(value);
        else if (tag === '#EXT-X-SERVER-CONTROL') playlist.control = attributes(value);
        else if (tag === '#EXT-X-PART-INF') playlist.partTarget = Number(attributes(value)['PART-TARGET']);
        else if (tag === '#EXT-X-MEDIA-SEQUENCE') { playlist.sequence = Number(value); sn = playlist.sequence; }
        else if (tag === '#EXT-X-SKIP') { playlist.skipped = Number(attributes(value)['SKIPPED-SEGMENTS']); sn += playlist.skipped; }
        else if (tag === '#EXT-X-MAP') playlist.map = attributes(value).URI;
        else if (tag === '#EXT-X-DISCONTINUITY') playlist.discontinuities += 1;
        else if (tag === '#EXT-X-PROGRAM-DATE-TIME') open.date = new Date(value);
        else if (tag === '#EXT-X-PART') {
            const part = attributes(value);
            open.parts.push({ duration: Number(part.DURATION), uri: part.URI, independent: part.INDEPENDENT === 'YES' });
        } else if (tag === '#EXTINF') open.duration = Number.parseFloat(value);
        else if (tag === '#EXT-X-PRELOAD-HINT') playlist.hint = attributes(value).URI;
        else if (tag === '#EXT-X-ENDLIST') playlist.ended = true;
        else if (!line.startsWith('#')) {
            playlist.segments.push({ ...open, sn, uri: line });
            sn += 1;
            open = { parts: [] };
        }
    }
    playlist.open = { ...open, sn };
    /** The newest part: {msn, part}. */
    const last = playlist.segments.at(-1);
    playlist.newest = open.parts.length > 0 ? { msn: sn, part: open.parts.length - 1 }
        : last ? { msn: last.sn, part: Math.max(0, last.parts.length - 1) } : undefined;
    playlist.parts = [...playlist.segments, playlist.open].flatMap((segment) => segment.parts.map((part, i) => ({ ...part, msn: segment.sn, part: i })));
    return playlist;
}
