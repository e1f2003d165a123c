/** A media playlist of the multivariant playlist. */
export interface Variant { uri: string; width: number; height: number }

/** What a multivariant playlist offers, as far as a person chooses among it. */
export function variantsOf(text: string): Variant[] {
    const lines = text.split(/\r?\n/);
    return lines.flatMap((line, i) => {
        if (!line.startsWith('#EXT-X-STREAM-INF:')) return [];
        const size = /[:,]RESOLUTION=(\d+)x(\d+)/.exec(line);
        return [{ uri: lines[i + 1] ?? '', width: Number(size?.[1] ?? 0), height: Number(size?.[2] ?? 0) }];
    });
}

/** The name of a size: the picture's shorter side, as in "720p". */
export const sizeOf = ({ width, height }: { width: number; height: number }): number => Math.min(width, height);

/** The sizes to choose among, largest first. */
export function sizesOf(all: readonly { width: number; height: number }[]): number[] {
    return [...new Set(all.map(sizeOf))].filter((size) => size > 0).sort((a, b) => b - a);
}

interface PlayableLevel { width: number; height: number; audioCodec?: string | undefined }

/**
 * Levels of one broadcast that shall not be played, by index. The source's Opus is also offered as AAC. Where there are
 * smaller pictures, which have AAC, that is what is played: levels of one codec are changed without a seam. Otherwise
 * the source itself, which is a frame sooner.
 */
export function levelsToLeaveOut(levels: readonly PlayableLevel[]): number[] {
    const opus = (level: PlayableLevel) => level.audioCodec?.toLowerCase() === 'opus';
    const both = levels.some(opus) && levels.some((level) => !opus(level));
    if (!both) return [];
    const smaller = sizesOf(levels).length > 1;
    return levels.flatMap((level, index) => opus(level) === smaller ? [index] : []);
}
