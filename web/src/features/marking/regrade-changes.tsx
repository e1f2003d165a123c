import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RegradePreview } from './api';
import classes from './marking.module.css';

/** Who would change, and by how much. */
export function RegradeChanges({ preview }: { preview: RegradePreview }) {
    const { t } = useTranslation('marking');
    const score = (value: number | null | undefined, passed: boolean | null | undefined) => value == null ? t('open') : t(passed ? 'regrade.passed' : 'regrade.failed', { score: value });
    return (
        <Stack gap="xs" component="section" aria-label={t('regrade.preview')}>
            <Text fw={650} role="status">{t('regrade.summary', { attempts: preview.attemptCount, changed: preview.changedCount, scores: preview.scoreCount })}</Text>
            {(preview.passCount > 0 || preview.failCount > 0) && <Text size="sm">{t('regrade.passes', { pass: preview.passCount, fail: preview.failCount })}</Text>}
            {preview.items.length > 0 && (
                <div className={classes['wide']} tabIndex={0} role="region" aria-label={t('regrade.list')} style={{ maxHeight: 260, overflowY: 'auto' }}>
                    <table className={classes['figures']}>
                        <thead><tr><th scope="col">{t('who')}</th><th scope="col" className={classes['end']}>{t('regrade.before')}</th><th scope="col" className={classes['end']}>{t('regrade.after')}</th></tr></thead>
                        <tbody>{preview.items.map((each) => <tr key={each.submissionId}><th scope="row" style={{ fontWeight: 400 }}>{each.traineeName}{each.attempt > 1 && ` (${t('attempt', { number: each.attempt })})`}</th><td className={classes['end']}>{score(each.scoreBefore, each.passedBefore)}</td><td className={classes['end']}>{score(each.scoreAfter, each.passedAfter)}</td></tr>)}</tbody>
                    </table>
                </div>
            )}
        </Stack>
    );
}
