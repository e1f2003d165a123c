import { Alert, Anchor, Group } from '@mantine/core';
import { IconCertificate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PaperButtons } from '@/components/paper-buttons';
import { saveOwnPaper, useOwnCertificates } from '@/lib/certificates';
import { useFormat } from '@/lib/format';

/** The certificate that this course has brought, once there is one. */
export function CourseCertificate({ courseProvideId }: { courseProvideId: number }) {
    const { t } = useTranslation('player');
    const format = useFormat();
    const own = useOwnCertificates();
    const found = own.data?.pages.flatMap(({ items }) => items).find((each) => each.courseProvideId === courseProvideId);
    if (!found) return null;
    if (found.revokedAt) return <Alert color="red" variant="light" icon={<IconCertificate aria-hidden />} title={t('certificate.revoked', { date: format.date(found.revokedAt) })}>{found.revocationReason}</Alert>;
    return (
        <Alert color="green" variant="light" icon={<IconCertificate aria-hidden />} title={t('certificate.earned', { date: format.date(found.printed.issuedOn) })}>
            <Group gap="xs" mt={4}>
                <PaperButtons of={found.printed.courseTitle} save={(language) => saveOwnPaper(found, language)} />
                <Anchor component={Link} to={`/verify/${found.code}`} size="sm" underline="always">{t('certificate.confirm')}</Anchor>
            </Group>
        </Alert>
    );
}
