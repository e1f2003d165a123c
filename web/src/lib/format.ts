import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

type When = string | number | Date;

/** A calendar day (YYYY-MM-DD) means that day wherever it is read, so it never passes through UTC. */
function moment(value: When): Date {
    if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) {
        const [year, month, day] = value.split('-').map(Number) as [number, number, number];
        return new Date(year, month - 1, day);
    }
    return new Date(value);
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [['day', 86_400], ['hour', 3_600], ['minute', 60]];

export function formatsFor(locale: string) {
    const date = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', day: 'numeric' });
    const dayOfWeek = new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', weekday: 'short' });
    const dateTime = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
    const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
    const number = new Intl.NumberFormat(locale);
    const won = new Intl.NumberFormat(locale, { style: 'currency', currency: 'KRW' });
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    const korean = locale.startsWith('ko');

    return {
        date: (value: When) => date.format(moment(value)),
        day: (value: When) => dayOfWeek.format(moment(value)),
        dateTime: (value: When) => dateTime.format(moment(value)),
        time: (value: When) => time.format(moment(value)),
        period: (begin: When, end: When) => date.formatRange(moment(begin), moment(end)),
        number: (value: number) => number.format(value),
        /** "3분 전"; older than a week becomes a date. */
        ago: (value: When, now = Date.now()) => {
            const seconds = Math.round((moment(value).getTime() - now) / 1000);
            if (Math.abs(seconds) > 7 * 86_400) return date.format(moment(value));
            const step = steps.find(([, size]) => Math.abs(seconds) >= size);
            return step ? relative.format(Math.trunc(seconds / step[1]), step[0]) : relative.format(0, 'second');
        },
        /** A length as one says it: "1시간 20분", "1 h 20 min", "45초". */
        duration: (seconds: number) => {
            const whole = Math.max(0, Math.round(seconds));
            const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
            const words = korean ? ['시간', '분', '초'] : [' h', ' min', ' s'];
            if (hours > 0) return `${String(hours)}${words[0] ?? ''}${minutes > 0 ? ` ${String(minutes)}${words[1] ?? ''}` : ''}`;
            if (minutes > 0) return `${String(minutes)}${words[1] ?? ''}`;
            return `${String(rest)}${words[2] ?? ''}`;
        },
        /** A length as a player shows it: 1:02:03. */
        clock: (seconds: number) => {
            const whole = Math.max(0, Math.floor(seconds));
            const pad = (part: number) => String(part).padStart(2, '0');
            const hours = Math.floor(whole / 3600);
            return hours > 0 ? `${String(hours)}:${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}` : `${String(Math.floor(whole / 60))}:${pad(whole % 60)}`;
        },
        won: (value: number) => korean ? `${number.format(value)}원` : won.format(value),
        bytes: (value: number) => {
            const units = ['B', 'KB', 'MB', 'GB', 'TB'];
            const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(value) / 10));
            const scaled = value / 1024 ** power;
            return `${number.format(power === 0 ? scaled : Math.round(scaled * 10) / 10)} ${units[power] ?? ''}`;
        },
    };
}

export type Formats = ReturnType<typeof formatsFor>;

export function useFormat(): Formats {
    const { i18n } = useTranslation();
    return useMemo(() => formatsFor(i18n.language === 'en' ? 'en-GB' : 'ko-KR'), [i18n.language]);
}

/** Business numbers are written 123-45-67890. */
export function businessNumber(digits: string): string {
    return /^\d{10}$/.test(digits) ? `${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}` : digits;
}

/** Today as YYYY-MM-DD in the browser's zone. */
export function today(offsetDays = 0): string {
    const now = new Date();
    const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + offsetDays);
    return `${String(day.getFullYear())}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
}
