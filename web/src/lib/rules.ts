import i18next from 'i18next';

type Rule = (value: unknown) => string | null;

/** The first rule that complains wins. An empty value passes every rule but `required`. */
export function all(...rules: Rule[]): Rule {
    return (value) => {
        for (const rule of rules) {
            const message = rule(value);
            if (message) return message;
        }
        return null;
    };
}

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '');
const when = (wrong: (value: string) => boolean, message: () => string): Rule =>
    (value) => (text(value) !== '' && wrong(text(value)) ? message() : null);

export const required: Rule = (value) => (text(value) === '' ? i18next.t('rules.required') : null);
export const atMost = (max: number) => when((value) => Array.from(value).length > max, () => i18next.t('rules.atMost', { count: max }));
export const email = when((value) => !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value), () => i18next.t('rules.email'));
export const username = when((value) => !/^[a-z0-9._-]{3,20}$/.test(value), () => i18next.t('rules.username'));
export const phone = when((value) => !/^\+?[\d\s-]{8,20}$/.test(value), () => i18next.t('rules.phone'));

/** A password keeps its blanks: they are part of it. */
export const password: Rule = (value) => {
    const length = typeof value === 'string' ? value.length : 0;
    return length < 8 || length > 128 ? i18next.t('rules.password') : null;
};

/** The check digit of a Korean business registration number (NTS): weights 1 3 7 1 3 7 1 3 5, the ninth carried. */
export function isBusinessNumber(value: string): boolean {
    const digits = value.replace(/[\s-]/g, '');
    if (!/^\d{10}$/.test(digits)) return false;
    const weights = [1, 3, 7, 1, 3, 7, 1, 3, 5];
    const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0) + Math.floor(Number(digits[8]) * 5 / 10);
    return (10 - sum % 10) % 10 === Number(digits[9]);
}
export const businessNumber = when((value) => !isBusinessNumber(value), () => i18next.t('rules.businessNumber'));
