import { Button, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveRecording } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import classes from '../live.module.css';
import { Scenes } from './scenes';
import { useRenewal } from './use-recording';

interface Props {
    recording: LiveRecording;
    title: string;
    video: RefObject<HTMLVideoElement | null>;
    onSeek: (seconds: number) => void;
}

const renew_ms = 4 * 60_000;
/** Nearer to the end than this, in seconds, one begins anew. */
const near_end = 5;

/** The recorded picture, with the places of its quizzes below it. */
export function RecordingPicture({ recording, title, video, onSeek }: Props) {
    const { t } = useTranslation('live');
    const format = useFormat();
    const { channelId, playlistUrl, durationSeconds, positionSeconds, quizzes } = recording;
    const renew = useRenewal(channelId);
    const [failed, setFailed] = useState(false);
    const [round, setRound] = useState(0);
    const start = useRef(positionSeconds < durationSeconds - near_end ? positionSeconds : 0);
    useEffect(() => {
        const media = video.current;
        if (!media) return;
        let over = false;
        let stop: (() => void) | undefined;
        const begin = () => { if (start.current > 0) media.currentTime = start.current; };
        media.addEventListener('loadedmetadata', begin, { once: true });
        const nothing = () => undefined;
        const fail = () => { if (!over) { start.current = media.currentTime; setFailed(true); } };
        void import('@/lib/media/source').then(({ RenditionSource }) => {
            if (over) return;
            const source = new RenditionSource(media, playlistUrl, { onQualities: nothing, onPlayed: nothing, renew, onFailed: fail });
            stop = () => { source.stop(); };
        }, fail);
        const timer = setInterval(() => { renew().catch(nothing); }, renew_ms);
        return () => {
            over = true;
            clearInterval(timer);
            media.removeEventListener('loadedmetadata', begin);
            stop?.();
        };
    }, [video, playlistUrl, renew, round]);
    return (
        <div>
            <div className={classes['picture']}>
                <video ref={video} poster={recording.posterUrl ?? undefined} controls preload="metadata" playsInline aria-label={t('recording.of', { title })} data-testid="recording" />
                {failed && (
                    <div className={classes['veil']} role="alert">
                        <Text>{t('recording.failed')}</Text>
                        <Button leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => { setFailed(false); setRound(round + 1); }}>{t('recording.again')}</Button>
                    </div>
                )}
            </div>
            {quizzes.length > 0 && (
                <ol className={classes['places']} aria-label={t('recording.places')}>
                    {quizzes.map(({ quizId, askedAtSeconds, question }, index) => (
                        <li key={quizId} style={{ insetInlineStart: `${String(100 * askedAtSeconds / Math.max(1, durationSeconds))}%` }}>
                            <button type="button" onClick={() => { onSeek(askedAtSeconds); }} title={`${format.clock(askedAtSeconds)} ${question}`} aria-label={t('recording.place', { number: index + 1, clock: format.clock(askedAtSeconds), question })}>{index + 1}</button>
                        </li>
                    ))}
                </ol>
            )}
            {recording.scenes && <Scenes scenes={recording.scenes} onSeek={onSeek} />}
        </div>
    );
}
