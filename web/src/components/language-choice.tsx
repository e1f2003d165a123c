import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '@/components/error-panel';
import { api } from '@/lib/api/client';
import type { User } from '@/lib/api/types';
import { useChooseLanguage } from '@/lib/choose-language';
import { keys } from '@/lib/query-keys';

/** The language of the letters that one gets; the pages follow. Neither is chosen while it is the installation's. */
export function LanguageChoice({ hint }: { hint?: string }) {
    const { t } = useTranslation();
    const user = useQuery({ queryKey: keys.user(), queryFn: () => api.get<User>('/users/v1/user') });
    const choose = useChooseLanguage();
    return (
        <Stack gap="xs" align="flex-start">
            {hint && <Text size="sm" c="dimmed">{hint}</Text>}
            {choose.isError && <ErrorPanel error={choose.error} />}
            <SegmentedControl aria-label={t('language')} value={user.data?.language ?? ''} onChange={(next) => { choose.mutate(next === 'en' ? 'en' : 'ko'); }}
                data={[{ value: 'ko', label: <span lang="ko">한국어</span> }, { value: 'en', label: <span lang="en">English</span> }]} />
        </Stack>
    );
}
