import { useState, type CSSProperties, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentDetail } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { markAt, thumbnailAt } from './lib/thumbnails';
import classes from './player.module.css';
import type { Playback } from './use-playback';

type Video = NonNullable<ContentDetail['video']>;

interface Props {
    state: Playback;
    video: Video | undefined;
    onSeek: (seconds: number) => void;
}

/** Where it plays, what is loaded, where chapters begin; over the pointer a small picture of that moment. */
export function SeekBar({ state, video, onSeek }: Props) {
    const { t } = useTranslation('player');
    const format = useFormat();
    const [at, setAt] = useState<{ seconds: number; left: number }>();
    const { duration, time, buffered } = state;
    const point = (event: PointerEvent<HTMLInputElement>) => {
        const box = event.currentTarget.getBoundingClientRect();
        const part = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
        setAt({ seconds: part * duration, left: part * 100 });
    };
    const away = () => { setAt(undefined); };
    const sheet = video?.thumbnails;
    const marks = video?.marks ?? [];
    const mark = markAt(marks, at?.seconds ?? time);
    return (
        <div className={classes['seekBox']}>
            {at && duration > 0 && (
                <div className={classes['peek']} style={{ '--at': `${String(at.left)}%`, '--wide': `${String(sheet?.width ?? 80)}px` } as CSSProperties} aria-hidden>
                    {sheet && <div style={thumbnailAt(sheet, at.seconds)} />}
                    <span>{[format.clock(at.seconds), mark?.title].filter(Boolean).join(' · ')}</span>
                </div>
            )}
            {duration > 0 && marks.filter(({ atSeconds }) => atSeconds > 0 && atSeconds < duration).map(({ atSeconds }) => (
                <span key={atSeconds} className={classes['tick']} style={{ insetInlineStart: `${String((atSeconds / duration) * 100)}%` }} aria-hidden />
            ))}
            <input
                type="range" className={classes['seek']} min={0} max={Math.max(1, duration)} step={0.1} value={time}
                style={{ '--seen': part(time, duration), '--loaded': part(buffered, duration) } as CSSProperties}
                onChange={(event) => { onSeek(Number(event.target.value)); }}
                onPointerMove={point} onPointerLeave={away} onPointerUp={(event) => { if (event.pointerType === 'touch') away(); }}
                aria-label={t('video.seek')} aria-valuetext={[t('video.place', { now: format.clock(time), length: format.clock(duration) }), markAt(marks, time)?.title].filter(Boolean).join(', ')}
            />
        </div>
    );
}

export function part(value: number, whole: number): string {
    return `${String(whole > 0 ? Math.min(100, (value / whole) * 100) : 0)}%`;
}
