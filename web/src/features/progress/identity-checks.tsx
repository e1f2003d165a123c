import { Badge, Stack, Text, Title } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { PagedList } from '@/components/paged-list';
import { useFormat } from '@/lib/format';
import { useIdentityChecks } from './api';

/** Each attempt to prove who one is, right or wrong. */
export function IdentityChecks({ offering, user }: { offering: number; user: number }) {
    const { t } = useTranslation('progress');
    const format = useFormat();
    const checks = useIdentityChecks(offering, user);
    return (
        <Stack gap="sm" component="section">
            <Title order={2} size="h3">{t('identity.title')}</Title>
            <PagedList query={checks} empty={<EmptyState icon={IconFingerprint} title={t('identity.empty')} />}>
                {(rows) => (
                    <DataTable caption={t('identity.title')} rows={rows} rowKey={(each) => each.id} columns={[
                        { key: 'lesson', label: t('lesson'), cell: (each) => each.lesson },
                        { key: 'at', label: t('identity.at'), cell: (each) => format.dateTime(each.at) },
                        { key: 'method', label: t('identity.method'), cell: (each) => t(`identity.methods.${each.method}`) },
                        { key: 'result', label: t('identity.result'), cell: (each) => <Badge color={each.result === 'PASSED' ? 'green' : 'orange'} className="ah-badge">{t(`identity.results.${each.result}`)}</Badge> },
                        { key: 'address', label: t('address'), cell: (each) => each.address },
                        { key: 'device', label: t('device'), cell: (each) => <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{each.device}</Text> },
                    ]} />
                )}
            </PagedList>
        </Stack>
    );
}
