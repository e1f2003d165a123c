interface Sheet { url: string; everyMs: number; count: number; columns: number; width: number; height: number }

/** The small picture of a moment, cut out of the sheet. */
export function thumbnailAt(sheet: Sheet, seconds: number): { width: number; height: number; backgroundImage: string; backgroundPosition: string } {
    const index = Math.min(sheet.count - 1, Math.max(0, Math.floor((seconds * 1000) / sheet.everyMs)));
    const x = (index % sheet.columns) * sheet.width;
    const y = Math.floor(index / sheet.columns) * sheet.height;
    return { width: sheet.width, height: sheet.height, backgroundImage: `url("${sheet.url}")`, backgroundPosition: `-${String(x)}px -${String(y)}px` };
}

/** The chapter that a moment is in. */
export function markAt<T extends { atSeconds: number }>(marks: T[], seconds: number): T | undefined {
    return marks.findLast(({ atSeconds }) => atSeconds <= seconds + 0.05);
}
