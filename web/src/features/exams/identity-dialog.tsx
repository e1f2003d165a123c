import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/dialog';
import { IdentityAsk } from '@/components/identity-ask';
import { QueryView } from '@/components/query-view';
import { ListSkeleton } from '@/components/skeletons';
import { identityMethods, proveIdentity, sendIdentityCode } from './api';

interface Props { examId: number; courseProvideId: number; onPassed: () => void; onClose: () => void }

/** Comes before an attempt whose rules ask who takes it. */
export function IdentityDialog({ examId, courseProvideId, onPassed, onClose }: Props) {
    const { t } = useTranslation('exams');
    const state = useQuery(identityMethods(examId, courseProvideId));
    const texts = {
        why: t('identity.why'), byMail: t('identity.byMail'), send: t('identity.send'), sent: t('identity.sent'), byApp: t('identity.byApp'),
        action: t('identity.action'), useApp: t('identity.useApp'), useMail: t('identity.useMail'),
    };
    return (
        <Dialog opened onClose={onClose} title={t('identity.title')}>
            <QueryView query={state} skeleton={<ListSkeleton rows={2} height={48} />}>
                {(data) => (
                    <IdentityAsk methods={data.methods} texts={texts} onPassed={onPassed}
                        send={() => sendIdentityCode(examId, courseProvideId)} prove={(method, code) => proveIdentity(examId, { courseProvideId, method, code })} />
                )}
            </QueryView>
        </Dialog>
    );
}
