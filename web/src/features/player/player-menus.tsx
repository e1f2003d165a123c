import { IconBadgeCc, IconListDetails, IconSettings, type Icon } from '@tabler/icons-react';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceMenu } from '@/components/choice-menu';
import { useFormat } from '@/lib/format';
import { markAt } from './lib/thumbnails';
import classes from './player.module.css';
import type { Captions } from './use-captions';
import type { Source } from './use-source';

export const rates = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

type Choices = Omit<ComponentProps<typeof ChoiceMenu>, 'className'>;
const PlayerMenu = (choices: Choices) => <ChoiceMenu className={classes['rate']} {...choices} />;

function face(Shape: Icon, on = false): ReactNode {
    return <Shape size={22} aria-hidden className={on ? classes['lit'] : undefined} />;
}

export function RateMenu({ rate, onRate, inside }: { rate: number; onRate: (rate: number) => void; inside: boolean }) {
    const { t } = useTranslation('player');
    return <PlayerMenu label={t('video.rate', { rate })} face={`${String(rate)}×`} value={String(rate)} onChoose={(value) => { onRate(Number(value)); }} inside={inside}
        choices={rates.map((value) => ({ value: String(value), label: `${String(value)}×` }))} />;
}

export function QualityMenu({ source, inside }: { source: Source; inside: boolean }) {
    const { t } = useTranslation('player');
    if (source.qualities.length === 0) return null;
    const choices = [...source.qualities].sort((a, b) => b.size - a.size).map(({ level, size }) => ({ value: String(level), label: `${String(size)}p` }));
    return <PlayerMenu label={t('video.quality')} face={face(IconSettings)} value={String(source.chosen)} onChoose={(value) => { source.choose(Number(value)); }} inside={inside}
        choices={[{ value: '-1', label: source.chosen < 0 && source.played ? t('video.autoNow', { size: source.played }) : t('video.auto') }, ...choices]} />;
}

export function CaptionMenu({ captions, languages, inside }: { captions: Captions; languages: string[]; inside: boolean }) {
    const { t, i18n } = useTranslation('player');
    if (languages.length === 0) return null;
    const names = new Intl.DisplayNames([i18n.language], { type: 'language' });
    return <PlayerMenu label={t('video.captions')} face={face(IconBadgeCc, captions.language !== undefined)} value={captions.language ?? ''} onChoose={(value) => { captions.choose(value || undefined); }} inside={inside}
        choices={[{ value: '', label: t('video.noCaptions') }, ...languages.map((value) => ({ value, label: names.of(value) ?? value }))]} />;
}

export function ChapterMenu({ marks, time, onSeek, inside }: { marks: { atSeconds: number; title: string }[]; time: number; onSeek: (seconds: number) => void; inside: boolean }) {
    const { t } = useTranslation('player');
    const format = useFormat();
    if (marks.length === 0) return null;
    return <PlayerMenu label={t('video.chapters')} face={face(IconListDetails)} value={String(markAt(marks, time)?.atSeconds ?? '')} onChoose={(value) => { onSeek(Number(value)); }} inside={inside}
        choices={marks.map(({ atSeconds, title }) => ({ value: String(atSeconds), label: `${format.clock(atSeconds)}  ${title}` }))} />;
}
