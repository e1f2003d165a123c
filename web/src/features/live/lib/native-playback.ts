/**
 * HLS by the browser itself, for iPhones without Media Source Extensions. The browser keeps to
 * the live edge; timed metadata comes as cues of a metadata text track, which hold decoded ID3
 * frames, so the tag's bytes are put together again for the one reader of the page.
 */
export interface NativeHandlers {
    onMetadata: (tag: Uint8Array, time: number) => void;
    onError: () => void;
}

interface DataCue extends TextTrackCue {
    value?: { key?: string; info?: string; data?: string };
}

export function playNatively(video: HTMLVideoElement, url: string, handlers: NativeHandlers): () => void {
    const abort = new AbortController();
    const listen = { signal: abort.signal };
    const watch = (track: TextTrack) => {
        if (track.kind !== 'metadata') return;
        track.mode = 'hidden';
        track.addEventListener('cuechange', () => hand(track, handlers), listen);
    };
    for (const track of Array.from(video.textTracks)) watch(track);
    video.textTracks.addEventListener('addtrack', (event) => event.track && watch(event.track), listen);
    video.addEventListener('error', handlers.onError, listen);
    video.src = url;
    return () => {
        abort.abort();
        video.removeAttribute('src');
        video.load();
    };
}

function hand(track: TextTrack, handlers: NativeHandlers): void {
    for (const cue of Array.from(track.activeCues ?? []) as DataCue[]) {
        const { key, info, data } = cue.value ?? {};
        if (key === 'TXXX' && typeof data === 'string') handlers.onMetadata(textTag(info ?? '', data), cue.startTime);
    }
}

/** An ID3v2.4 tag with one user text. */
export function textTag(description: string, value: string): Uint8Array {
    const text = new TextEncoder().encode(`${description}\0${value}`);
    const body = text.length + 1;
    const tag = new Uint8Array(20 + body);
    tag.set([0x49, 0x44, 0x33, 4, 0, 0, ...syncsafe(10 + body)]);
    tag.set([0x54, 0x58, 0x58, 0x58, ...syncsafe(body), 0, 0, 3], 10);
    tag.set(text, 21);
    return tag;
}

function syncsafe(size: number): number[] {
    return [(size >> 21) & 0x7f, (size >> 14) & 0x7f, (size >> 7) & 0x7f, size & 0x7f];
}
