import { Alert, Anchor, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useProviders, wayTo } from '@/lib/providers';
import { useSession } from '@/lib/session';
import { Card } from './card';

const problems = ['denied', 'unreachable', 'busy', 'stale', 'refused', 'untrusted', 'locked', 'over', 'taken', 'linked', 'failed'] as const;
/** The operator's affairs: trying again helps nobody. */
const lasting: readonly string[] = ['locked', 'taken', 'linked'];

/** Where somebody arrives whom a provider did not let in, or we did not: what happened, and what to do now. */
export default function ExternalPage() {
    const { t } = useTranslation('identity');
    const [search] = useSearchParams();
    const providers = useProviders();
    const { data: account } = useSession();
    const provider = providers.find(({ name }) => name === search.get('provider'));
    const problem = problems.find((each) => each === search.get('problem')) ?? 'failed';
    const mode = search.get('for') === 'signup' ? 'signup' : 'signin';
    const linking = search.get('for') === 'link';
    const label = provider?.label ?? t('external.another');
    const again = !lasting.includes(problem) && !linking && !account;
    return (
        <Card title={t(linking ? 'external.notLinked' : 'external.notIn', { provider: label })}
            below={!account && <Anchor underline="always" component={Link} to="/signin">{t('toSignin')}</Anchor>}>
            <Stack>
                <Alert color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />} title={t(`external.problems.${problem}.title`, { provider: label })} role="alert">
                    <Text size="sm">{t(`external.problems.${problem}.hint`, { provider: label })}</Text>
                </Alert>
                {again && provider && <Button component="a" href={wayTo(provider.name, mode)} fullWidth>{t('external.again', { provider: label })}</Button>}
                {account && <Button component={Link} to={linking ? '/account' : '/'} fullWidth>{t(linking ? 'external.toAccount' : 'invitation.home')}</Button>}
            </Stack>
        </Card>
    );
}
