import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/dialog';
import { IdentityAsk } from '@/components/identity-ask';
import { QueryView } from '@/components/query-view';
import { ListSkeleton } from '@/components/skeletons';
import type { IdentityCheckState } from '@/lib/api/types';
import { identityCheck, proveIdentity, sendIdentityCode } from './api';

interface Props { contentId: number; courseProvideId: number; onPassed: () => void; onClose: () => void }

/** Comes before a lesson whose rules ask who studies it. Nothing is measured meanwhile, so nothing plays. */
export function IdentityDialog({ contentId, courseProvideId, onPassed, onClose }: Props) {
    const { t } = useTranslation('player');
    const state = useQuery(identityCheck(contentId, courseProvideId));
    useEffect(() => { document.querySelectorAll('video').forEach((each) => { each.pause(); }); }, []);
    const texts = (data: IdentityCheckState) => ({
        why: t('identity.why'), byMail: t('identity.byMail', { email: data.maskedEmail }), send: t('identity.send'), sent: t('identity.sent', { email: data.maskedEmail }), byApp: t('identity.byApp'),
        action: t('identity.action'), useApp: t('identity.useApp'), useMail: t('identity.useMail'),
    });
    return (
        <Dialog opened onClose={onClose} title={t('identity.title')}>
            <QueryView query={state} skeleton={<ListSkeleton rows={2} height={48} />}>
                {(data) => (
                    <IdentityAsk methods={data.methods} texts={texts(data)} onPassed={onPassed}
                        send={() => sendIdentityCode(contentId, courseProvideId)} prove={(method, code) => proveIdentity(contentId, { courseProvideId, method, code })} />
                )}
            </QueryView>
        </Dialog>
    );
}
