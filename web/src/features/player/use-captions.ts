import { useCallback, useEffect, useState, type RefObject } from 'react';

type Track = { language: string; url: string };

export interface Captions {
    /** The language that is shown; none: no captions. */
    language: string | undefined;
    choose: (language: string | undefined) => void;
    /** On in the language used last, or off. */
    toggle: () => void;
    /** What is to be read now, line by line. */
    lines: string[];
}

const kept = 'ahimmoyak.captions';

function wanted(): { on: boolean; language: string | undefined } {
    try {
        return JSON.parse(localStorage.getItem(kept) ?? '') as { on: boolean; language: string | undefined };
    } catch {
        return { on: false, language: undefined };
    }
}

/** Captions, drawn by the page itself: above the controls, and alike in every browser. */
export function useCaptions(ref: RefObject<HTMLVideoElement | null>, tracks: Track[], page: string): Captions {
    const known = useCallback((language: string | undefined) => tracks.find((each) => each.language === language)?.language, [tracks]);
    const usual = useCallback((language: string | undefined) => known(language) ?? known(page) ?? tracks[0]?.language, [known, page, tracks]);
    const [language, setLanguage] = useState(() => { const { on, language: last } = wanted(); return on ? usual(last) : undefined; });
    const [lines, setLines] = useState<string[]>([]);

    const choose = useCallback((next: string | undefined) => {
        setLanguage(next);
        localStorage.setItem(kept, JSON.stringify({ on: next !== undefined, language: next ?? wanted().language }));
    }, []);
    const toggle = useCallback(() => { choose(language === undefined ? usual(wanted().language) : undefined); }, [choose, language, usual]);

    useEffect(() => {
        const video = ref.current;
        if (!video) return;
        const all = [...video.textTracks];
        for (const each of all) each.mode = each.language === language ? 'hidden' : 'disabled';
        const track = all.find((each) => each.language === language);
        const show = () => { setLines([...track?.activeCues ?? []].flatMap((cue) => plain((cue as VTTCue).text).split('\n'))); };
        show();
        track?.addEventListener('cuechange', show);
        return () => {
            track?.removeEventListener('cuechange', show);
            setLines([]);
        };
    }, [ref, language, tracks]);
    return { language, choose, toggle, lines };
}

// Our own WebVTT has no markup, only what stands for the characters of markup.
function plain(text: string): string {
    return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
