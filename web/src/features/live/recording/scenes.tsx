import { useTranslation } from 'react-i18next';
import type { LiveRecording } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import classes from '../live.module.css';

interface Props {
    scenes: NonNullable<LiveRecording['scenes']>;
    onSeek: (seconds: number) => void;
}

/** What is seen when, to go there: slides are found by their looks. */
export function Scenes({ scenes, onSeek }: Props) {
    const { t } = useTranslation('live');
    const format = useFormat();
    const { url, atSeconds, columns, width, height } = scenes;
    if (atSeconds.length < 2) return null;
    return (
        <ol className={classes['scenes']} aria-label={t('recording.scenes')}>
            {atSeconds.map((seconds, index) => (
                <li key={seconds}>
                    <button type="button" onClick={() => { onSeek(seconds); }} aria-label={t('recording.scene', { clock: format.clock(seconds) })}>
                        <span aria-hidden style={{ width, height, backgroundImage: `url("${url}")`, backgroundPosition: `-${String((index % columns) * width)}px -${String(Math.floor(index / columns) * height)}px` }} />
                        <span aria-hidden>{format.clock(seconds)}</span>
                    </button>
                </li>
            ))}
        </ol>
    );
}
