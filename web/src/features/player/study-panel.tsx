import { Alert, Group, Paper, Text } from '@mantine/core';
import { IconCloudOff, IconMoon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LessonStudy } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { IdentityDialog } from './identity-dialog';
import classes from './study-panel.module.css';
import type { Study } from './use-study';

/** What of the lesson is credited, where, and why not more. */
export function StudyPanel({ study }: { study: Study }) {
    const { t } = useTranslation('player');
    const shown = study.study;
    const { due, contentId, courseProvideId, passed, later } = study.identity;
    if (!shown) return null;
    return (
        <Paper p="md" mt="md" component="section" aria-labelledby="study">
            <Group justify="space-between" gap="xs" align="baseline">
                <Text id="study" fw={650}>{t('study.progress', { percent: shown.progressPercent })}</Text>
                <Credited study={shown} />
            </Group>
            <PlayedStrip study={shown} />
            {due && <IdentityDialog contentId={contentId} courseProvideId={courseProvideId} onPassed={passed} onClose={later} />}
            {study.dayLimitReached && <Alert mt="sm" color="orange" icon={<IconMoon size={18} aria-hidden />} title={t('study.dayLimit')} role="status" />}
            {study.waiting && !study.takenOver && <Alert mt="sm" color="gray" icon={<IconCloudOff size={18} aria-hidden />} title={t('study.waiting')} role="status" />}
            <details className={classes['why']}>
                <summary>{t('study.how')}</summary>
                <ul>
                    <li>{t('study.whyMeasured')}</li>
                    <li>{t('study.whyRate')}</li>
                    <li>{t('study.whyHidden')}</li>
                    <li>{t('study.whyEnd')}</li>
                </ul>
            </details>
        </Paper>
    );
}

function Credited({ study }: { study: LessonStudy }) {
    const { t } = useTranslation('player');
    const format = useFormat();
    return <Text size="sm" c="dimmed" className="ah-number">{t('study.credited', { credited: format.clock(study.creditedSeconds), approved: format.clock(study.approvedSeconds) })}</Text>;
}

/** The lesson from left to right: full colour where it is credited whole, striped where it was played too fast. */
function PlayedStrip({ study }: { study: LessonStudy }) {
    const { t } = useTranslation('player');
    const format = useFormat();
    const length = Math.max(1, study.approvedSeconds);
    const place = (seconds: number) => `${String(Math.min(100, (seconds / length) * 100))}%`;
    const said = study.played.map((each) => t('study.stretch', { from: format.clock(each.fromSeconds), to: format.clock(each.toSeconds), rate: each.ratePercent / 100 }));
    const label = said.length > 0 ? said.join(', ') : t('study.nothingYet');
    return (
        <div className={classes['strip']} role="img" aria-label={label} title={label}>
            {study.played.map((each) => (
                <span key={each.fromSeconds} className={each.ratePercent > 100 ? classes['fast'] : classes['full']} style={{ insetInlineStart: place(each.fromSeconds), inlineSize: place(each.toSeconds - each.fromSeconds) }} />
            ))}
        </div>
    );
}
