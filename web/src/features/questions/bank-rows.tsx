import { ActionIcon, Badge, Group, Menu, Pagination, Stack, Text } from '@mantine/core';
import { IconCopy, IconDots, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useConfirm } from '@/components/confirm';
import { toast } from '@/components/toast';
import type { BankedQuestion, BankPage } from '@/lib/api/types';
import { pageSize, useCopy, useRemove } from './api';
import classes from './questions.module.css';

export function BankRows({ found: { items, total }, page, onPage }: { found: BankPage; page: number; onPage: (page: number) => void }) {
    const { t } = useTranslation('questions');
    return (
        <Stack>
            <ul className={classes['list']} aria-label={t('title')}>{items.map((each) => <Row key={each.id} question={each} />)}</ul>
            <Group justify="space-between" gap="sm">
                <Text c="dimmed" size="sm" role="status" className="ah-number">{t('range', { from: Math.min(total, (page - 1) * pageSize + 1), to: Math.min(total, page * pageSize), total })}</Text>
                {total > pageSize && (
                    <Pagination role="navigation" aria-label={t('pages')} total={Math.ceil(total / pageSize)} value={page} onChange={onPage} siblings={1} size="sm"
                        getControlProps={(control) => ({ 'aria-label': t(control === 'next' ? 'nextPage' : 'previousPage') })} />
                )}
            </Group>
        </Stack>
    );
}

const colors = { EASY: 'green', MEDIUM: 'blue', HARD: 'orange' } as const;

function Row({ question }: { question: BankedQuestion }) {
    const { t } = useTranslation(['questions', 'common']);
    const navigate = useNavigate();
    const [confirm, dialog] = useConfirm();
    const copy = useCopy();
    const remove = useRemove();
    const { id, version, words } = question;
    const name = words.split('\n')[0] ?? '';
    return (
        <li className={classes['row']}>
            <div className={classes['words']}>
                <Link to={`/manage/questions/${id}`} className={classes['title'] ?? ''}>{words}</Link>
                <Group gap={8} mt={6}>
                    <Badge className="ah-badge" color="gray">{t(`kinds.${question.kind}`)}</Badge>
                    <Badge className="ah-badge" color={colors[question.difficulty]}>{t(`difficulties.${question.difficulty}`)}</Badge>
                    <Text size="sm" c="dimmed">{[t('points', { count: question.points }), ...question.tags.map((tag) => `#${tag}`)].join(' · ')}</Text>
                </Group>
            </div>
            <div className={classes['acts']}>
                <Menu position="bottom-end">
                    <Menu.Target><ActionIcon variant="subtle" color="gray" aria-label={t('acts', { name })}><IconDots size={18} aria-hidden /></ActionIcon></Menu.Target>
                    <Menu.Dropdown>
                        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => { copy.mutate(id, { onSuccess: (made) => { toast(t('copied')); void navigate(`/manage/questions/${made.id}`); } }); }}>{t('copy')}</Menu.Item>
                        <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => {
                            confirm({ title: t('removeTitle'), text: t('removeText', { name }), action: t('remove'), danger: true, run: async () => { await remove.mutateAsync({ id, version }); toast(t('removed')); } });
                        }}>{t('remove')}</Menu.Item>
                    </Menu.Dropdown>
                </Menu>
            </div>
            {dialog}
        </li>
    );
}
