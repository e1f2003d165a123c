import { Badge, Checkbox, Group, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { QuestionPicture, type PictureOfQuestion, type PictureReader } from './question-picture';
import { RichText } from './rich-text';
import classes from './question-view.module.css';

export type QuestionKind = 'CHOICE' | 'MULTIPLE_CHOICE' | 'SHORT_ANSWER' | 'NUMERIC' | 'ESSAY';

/** What a trainee is asked, without what is right. */
export interface AskedQuestion {
    kind: QuestionKind;
    /** Rich text. */
    content: unknown;
    /** In the order of the paper. `index`: the choice's number in the document, from 0, which is what a response names; none: as they stand here. */
    choices?: { index?: number; text: string }[];
    picture?: PictureOfQuestion | null;
}

export interface QuestionResponse {
    /** As the document has them. */
    choices: number[];
    text?: string | null;
    number?: number | null;
}

/** What is right, for who may see it. */
export interface QuestionSolution {
    choices?: { correct: boolean }[];
    accepted?: string[];
    number?: number | null;
    tolerance?: number | null;
    rubric?: { title: string; share: number }[];
    explanation?: string | null;
}

export const noResponse: QuestionResponse = { choices: [] };

interface Props {
    document: AskedQuestion;
    value?: QuestionResponse | undefined;
    onChange?: (to: QuestionResponse) => void;
    disabled?: boolean;
    /** What a screen reader calls the group of answers, such as "3번 문제". */
    label: string;
    /** Shows what is right beside what was answered. */
    solution?: QuestionSolution | undefined;
    pictures?: PictureReader;
}

/** A question as trainees see it, to be answered or (`disabled`) to be read. Its texts: page(…, 'question'). */
export function QuestionView({ document, value = noResponse, onChange, disabled = false, label, solution, pictures = 'bank' }: Props) {
    const change = (to: Partial<QuestionResponse>) => { onChange?.({ ...noResponse, ...to }); };
    const shared = { label, disabled, value, change, solution };
    return (
        <Stack gap="md">
            <RichText document={document.content} />
            {document.picture && <QuestionPicture picture={document.picture} reader={pictures} />}
            {(document.kind === 'CHOICE' || document.kind === 'MULTIPLE_CHOICE') && <Choices {...shared} many={document.kind === 'MULTIPLE_CHOICE'} choices={document.choices ?? []} />}
            {document.kind === 'SHORT_ANSWER' && <ShortAnswer {...shared} />}
            {document.kind === 'NUMERIC' && <NumberAnswer {...shared} />}
            {document.kind === 'ESSAY' && <Essay {...shared} />}
            {solution && <Right kind={document.kind} solution={solution} />}
        </Stack>
    );
}

interface AnswerProps {
    label: string;
    disabled: boolean;
    value: QuestionResponse;
    change: (to: Partial<QuestionResponse>) => void;
    solution: QuestionSolution | undefined;
}

function Choices({ label, disabled, value, change, solution, many, choices }: AnswerProps & { many: boolean; choices: { index?: number; text: string }[] }) {
    const { t } = useTranslation('question');
    const chosen = value.choices.map(String);
    const rows = choices.map(({ index, text }, at) => {
        const key = String(index ?? at);
        const right = solution?.choices?.[index ?? at]?.correct;
        const shown = right ? <Group component="span" gap={8}>{text}<Badge component="span" className="ah-badge" color="green">{t('right')}</Badge></Group> : text;
        const box = { value: key, label: shown, disabled, classNames: { body: classes['body'] ?? '', labelWrapper: classes['label'] ?? '' } };
        return (
            <div key={key} className={classes['choice']} {...(chosen.includes(key) && { 'data-chosen': true })} {...(right && { 'data-right': true })}>
                {many ? <Checkbox {...box} /> : <Radio {...box} />}
            </div>
        );
    });
    const frame = { label, classNames: { label: classes['hidden'] ?? '' } };
    return many ? (
        <Checkbox.Group {...frame} value={chosen} onChange={(next) => { change({ choices: next.map(Number).sort((a, b) => a - b) }); }}>
            <Text size="sm" c="dimmed" mb={8}>{t('chooseAll')}</Text>
            <Stack gap={8}>{rows}</Stack>
        </Checkbox.Group>
    ) : (
        <Radio.Group {...frame} value={chosen[0] ?? ''} onChange={(next) => { change({ choices: [Number(next)] }); }}><Stack gap={8}>{rows}</Stack></Radio.Group>
    );
}

function ShortAnswer({ label, disabled, value, change }: AnswerProps) {
    const { t } = useTranslation('question');
    return <TextInput aria-label={`${label}, ${t('answer')}`} placeholder={t('shortHint')} maxLength={1000} maw={560} autoComplete="off" readOnly={disabled} value={value.text ?? ''} onChange={(event) => { change({ text: event.currentTarget.value }); }} />;
}

/** A number as people write it: 1,234.5 or -0,5 is none, 1,000 is a thousand. */
export function numberIn(typed: string): number | undefined {
    const plain = typed.trim().replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xFEE0)).replace(/\u2212/g, '-');
    if (!/^[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?(e[+-]?\d{1,3})?$/i.test(plain) || !/\d/.test(plain)) return undefined;
    const number = Number(plain.replace(/,/g, ''));
    return Number.isFinite(number) ? number : undefined;
}

function NumberAnswer({ label, disabled, value, change }: AnswerProps) {
    const { t } = useTranslation('question');
    // What is typed may be half a number; it gives way when the answer becomes another one.
    const [typed, setTyped] = useState('');
    const shown = (numberIn(typed) ?? null) === (value.number ?? null) ? typed : value.number === null || value.number === undefined ? '' : String(value.number);
    const odd = shown.trim() !== '' && !/^[+-]$/.test(shown.trim()) && numberIn(shown) === undefined;
    return (
        <TextInput aria-label={`${label}, ${t('answer')}`} placeholder={t('numberHint')} inputMode="decimal" maxLength={40} maw={320} autoComplete="off" readOnly={disabled} value={shown} error={odd ? t('noNumber') : undefined}
            onChange={(event) => {
                setTyped(event.currentTarget.value);
                change({ number: numberIn(event.currentTarget.value) ?? null });
            }} />
    );
}

function Essay({ label, disabled, value, change }: AnswerProps) {
    const { t } = useTranslation('question');
    const text = value.text ?? '';
    return (
        <Stack gap={4}>
            <Textarea aria-label={`${label}, ${t('answer')}`} placeholder={t('essayHint')} autosize minRows={6} maxRows={24} maxLength={20_000} readOnly={disabled} value={text} onChange={(event) => { change({ text: event.currentTarget.value }); }} />
            <Text size="xs" c="dimmed" className="ah-number" ta="end">{t('characters', { count: Array.from(text).length })}</Text>
        </Stack>
    );
}

/** What choices do not show by themselves. */
function Right({ kind, solution }: { kind: QuestionKind; solution: QuestionSolution }) {
    const { t } = useTranslation('question');
    const lines: [string, ReactNode][] = [];
    if (kind === 'SHORT_ANSWER' && solution.accepted) lines.push([t('accepted'), solution.accepted.join(' · ')]);
    if (kind === 'NUMERIC' && typeof solution.number === 'number') lines.push([t('right'), solution.tolerance ? `${solution.number} (± ${solution.tolerance})` : String(solution.number)]);
    if (kind === 'ESSAY' && solution.rubric && solution.rubric.length > 0) lines.push([t('rubric'), solution.rubric.map(({ title, share }) => `${title} ${share}%`).join(' · ')]);
    if (solution.explanation) lines.push([t('explanation'), solution.explanation]);
    if (lines.length === 0) return null;
    return (
        <dl className={classes['solution']}>
            {lines.map(([name, says]) => <div key={name}><dt>{name}</dt><dd>{says}</dd></div>)}
        </dl>
    );
}
