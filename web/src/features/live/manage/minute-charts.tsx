import { SimpleGrid, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { LineChart } from '@/components/line-chart';
import { QueryView } from '@/components/query-view';
import { CardsSkeleton } from '@/components/skeletons';
import type { LectureMinute } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { attendanceMinutes } from '../api';
import classes from '../live.module.css';

/** How many were there, answered and wrote, minute by minute: as curves, and as a table for who does not see them. */
export function MinuteCharts({ channelId }: { channelId: number }) {
    const { t } = useTranslation('live');
    const query = useQuery(attendanceMinutes(channelId));
    return (
        <section aria-labelledby="minutes">
            <Title order={2} size="h3" id="minutes" mt="xl" mb="sm">{t('report.minutes')}</Title>
            <QueryView query={query} skeleton={<CardsSkeleton cards={3} />}>{({ items }) => <Charts minutes={items} />}</QueryView>
        </section>
    );
}

function Charts({ minutes }: { minutes: LectureMinute[] }) {
    const { t } = useTranslation('live');
    const format = useFormat();
    const points = (of: (minute: LectureMinute) => number) => minutes.map((minute) => ({ at: Date.parse(minute.at), value: of(minute) }));
    const common = { least: 5, empty: t('report.minutesSoon'), say: format.number };
    return (
        <>
            <SimpleGrid cols={{ base: 1, md: 3 }}>
                <LineChart {...common} label={t('report.curve.present')} points={points((minute) => minute.presentCount)} say={(count) => t('report.people', { count })} />
                <LineChart {...common} label={t('report.curve.answers')} points={points((minute) => minute.answerCount)} />
                <LineChart {...common} label={t('report.curve.messages')} points={points((minute) => minute.messageCount)} />
            </SimpleGrid>
            {minutes.length > 0 && (
                <details className={classes['minuteDetails']}>
                    <summary className={classes['summary']}>{t('report.asTable')}</summary>
                    <div className={classes['minuteTable']} tabIndex={0} role="region" aria-label={t('report.asTable')}>
                        <table>
                            <caption className={classes['hidden']}>{t('report.minutes')}</caption>
                            <thead><tr><th scope="col">{t('report.time')}</th><th scope="col">{t('report.curve.present')}</th><th scope="col">{t('report.curve.answers')}</th><th scope="col">{t('report.curve.messages')}</th></tr></thead>
                            <tbody>
                                {minutes.map((minute) => <tr key={minute.at}><th scope="row">{format.time(minute.at)}</th><td>{format.number(minute.presentCount)}</td><td>{format.number(minute.answerCount)}</td><td>{format.number(minute.messageCount)}</td></tr>)}
                            </tbody>
                        </table>
                    </div>
                </details>
            )}
        </>
    );
}
