import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import { api } from '@/lib/api/client';
import type { SecondFactorState } from '@/lib/api/types';
import { inside } from '@/lib/inside';
import { keys } from '@/lib/query-keys';
import { homeOf, useAccount, useLacksSecondFactor } from '@/lib/session';
import { RecoveryCodes } from './recovery-codes';
import { SecondFactorOn } from './second-factor-on';
import { WithPassword } from './set-password';
import { SetUpSecondFactor } from './set-up-second-factor';

/** The second factor of one's own account; who must have one is led here until there is one. */
export default function SecondFactorPage() {
    const { t } = useTranslation(['factor', 'common']);
    const navigate = useNavigate();
    const account = useAccount();
    const [search] = useSearchParams();
    const awaited = useLacksSecondFactor();
    const [led] = useState(awaited);
    const [codes, setCodes] = useState<string[]>();
    const state = useQuery({ queryKey: keys.secondFactor(), queryFn: () => api.get<SecondFactorState>('/auth/v1/second-factor') });
    const kept = () => {
        setCodes(undefined);
        if (led) void navigate(inside(search.get('next')) ?? homeOf(account.role), { replace: true });
    };
    return (
        <Page width="text">
            <PageHeader title={t('title')} about={awaited ? t('must') : t('about')}
                beside={state.data && <Badge className="ah-badge" color={state.data.enabled ? 'green' : 'gray'}>{t(state.data.enabled ? 'on' : 'off')}</Badge>}
                {...(!led && { back: { to: '/account', label: t('common:account.mine') } })} />
            {codes
                ? <RecoveryCodes codes={codes} onKept={kept} />
                : (
                    <QueryView query={state} skeleton={<PageSkeleton />}>
                        {(is) => is.enabled ? <SecondFactorOn state={is} onCodes={setCodes} /> : <WithPassword onCancel={() => void navigate('/account')}><SetUpSecondFactor onCodes={setCodes} /></WithPassword>}
                    </QueryView>
                )}
        </Page>
    );
}
