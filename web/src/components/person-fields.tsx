import { PasswordInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import * as rules from '@/lib/rules';

export interface Person { username: string; name: string; email: string; password: string }
export const emptyPerson: Person = { username: '', name: '', email: '', password: '' };
export const personRules = {
    username: rules.all(rules.required, rules.username),
    name: rules.all(rules.required, rules.atMost(20)),
    email: rules.all(rules.required, rules.email, rules.atMost(100)),
    password: rules.password,
};

/** The fields that make an account. `at` is where they stand in the form, e.g. "manager.". */
export function PersonFields<T extends object>({ form, at = '' }: { form: UseFormReturnType<T>; at?: string }) {
    const { t } = useTranslation();
    return (
        <>
            <TextInput label={t('fields.name')} autoComplete="name" required key={form.key(`${at}name`)} {...form.getInputProps(`${at}name`)} />
            <TextInput label={t('fields.username')} description={t('fields.usernameHint')} autoComplete="username" autoCapitalize="none" spellCheck={false} required
                key={form.key(`${at}username`)} {...form.getInputProps(`${at}username`)} />
            <TextInput label={t('fields.email')} type="email" autoComplete="email" required key={form.key(`${at}email`)} {...form.getInputProps(`${at}email`)} />
            <PasswordInput label={t('fields.password')} description={t('fields.passwordHint')} autoComplete="new-password" required
                visibilityToggleButtonProps={{ 'aria-label': t('fields.showPassword'), tabIndex: 0 }}
                key={form.key(`${at}password`)} {...form.getInputProps(`${at}password`)} />
        </>
    );
}
