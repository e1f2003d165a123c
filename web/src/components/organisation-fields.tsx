import { SimpleGrid, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import * as rules from '@/lib/rules';

export interface Organisation { name: string; ownerName: string; businessNumber: string; certifiedNumber?: string; email: string; phone: string }
export const emptyOrganisation: Organisation = { name: '', ownerName: '', businessNumber: '', certifiedNumber: '', email: '', phone: '' };
export const organisationRules = {
    name: rules.all(rules.required, rules.atMost(100)),
    ownerName: rules.all(rules.required, rules.atMost(50)),
    businessNumber: rules.all(rules.required, rules.businessNumber),
    certifiedNumber: rules.atMost(50),
    email: rules.all(rules.required, rules.email, rules.atMost(100)),
    phone: rules.all(rules.required, rules.phone),
};

/** What an institution and a company say about themselves. The business number goes out as bare digits. */
export function OrganisationFields<T extends object>({ form, at = '', certified = false }: { form: UseFormReturnType<T>; at?: string; certified?: boolean }) {
    const { t } = useTranslation();
    return (
        <>
            <TextInput label={t('fields.organisation')} autoComplete="organization" required key={form.key(`${at}name`)} {...form.getInputProps(`${at}name`)} />
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
                <TextInput label={t('fields.ownerName')} required key={form.key(`${at}ownerName`)} {...form.getInputProps(`${at}ownerName`)} />
                <TextInput label={t('fields.businessNumber')} placeholder="000-00-00000" inputMode="numeric" required
                    key={form.key(`${at}businessNumber`)} {...form.getInputProps(`${at}businessNumber`)} />
                <TextInput label={t('fields.organisationEmail')} type="email" required key={form.key(`${at}email`)} {...form.getInputProps(`${at}email`)} />
                <TextInput label={t('fields.organisationPhone')} type="tel" autoComplete="tel" required key={form.key(`${at}phone`)} {...form.getInputProps(`${at}phone`)} />
            </SimpleGrid>
            {certified && (
                <TextInput label={`${t('fields.certifiedNumber')} (${t('optional')})`} key={form.key(`${at}certifiedNumber`)} {...form.getInputProps(`${at}certifiedNumber`)} />
            )}
        </>
    );
}

/** As the server wants it. */
export function organisationBody(values: Organisation, certified: boolean): Organisation {
    const { certifiedNumber, ...rest } = values;
    return {
        ...rest,
        businessNumber: values.businessNumber.replace(/\D/g, ''),
        ...(certified && certifiedNumber?.trim() && { certifiedNumber: certifiedNumber.trim() }),
    };
}
