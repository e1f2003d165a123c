import { Badge, Button, Group, Pagination, SegmentedControl, Stack, Tabs, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconEyeFilled, IconMessageCircle, IconPaperclip, IconPinFilled, IconSearch } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { QueryView } from '@/components/query-view';
import type { Board, PostSummary } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { pageSize, type BoardType, type Wish } from './api';
import classes from './boards.module.css';
import { Writer } from './writer';

interface Props {
    board: UseQueryResult<Board>;
    wish: Wish;
    onChange: (to: Partial<Wish>) => void;
    /** Where a post opens. */
    at: string;
    /** The institution sees of which course and company each is. */
    places?: boolean;
}

/** Notices and questions, each in a tab of its own. */
export function PostList({ board, wish, onChange, at, places = false }: Props) {
    const { t } = useTranslation(['boards', 'common']);
    const [typed, setTyped] = useState(wish.search);
    const search = useDebouncedCallback((next: string) => { onChange({ search: next.trim() }); }, 250);
    const narrowed = wish.search !== '' || wish.answered !== '';
    const showAll = () => { setTyped(''); onChange({ search: '', answered: '' }); };
    return (
        <Tabs value={wish.type} onChange={(type) => { if (type) { setTyped(''); onChange({ type: type as BoardType, search: '', answered: '' }); } }}>
            <Tabs.List mb="md" aria-label={t('title')}>
                <Tabs.Tab value="NOTICE">{t('types.NOTICE')}</Tabs.Tab>
                <Tabs.Tab value="QNA">{t('types.QNA')}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value={wish.type}>
                <Stack>
                    <Group gap="sm">
                        <TextInput type="search" aria-label={t('search')} placeholder={t('search')} maxLength={100} leftSection={<IconSearch size={18} aria-hidden />} value={typed} style={{ flex: '1 1 220px', maxWidth: 420 }}
                            onChange={(event) => { setTyped(event.currentTarget.value); search(event.currentTarget.value); }} />
                        {wish.type === 'QNA' && (
                            <SegmentedControl aria-label={t('answeredFilter')} value={wish.answered} onChange={(answered) => { onChange({ answered }); }}
                                data={[{ value: '', label: t('all') }, { value: 'false', label: t('waiting') }, { value: 'true', label: t('answered') }]} />
                        )}
                    </Group>
                    <QueryView query={board} isEmpty={({ total }) => total === 0}
                        empty={narrowed ? <EmptyState title={t('noneOf')} hint={t('noneOfHint')} action={<Button variant="light" onClick={showAll}>{t('showAll')}</Button>} />
                            : <EmptyState icon={IconMessageCircle} title={t(`none.${wish.type}`)} hint={t(places ? `noneHint.institution.${wish.type}` : `noneHint.trainee.${wish.type}`)} />}>
                        {({ items, total }) => (
                            <Stack>
                                <ul className={classes['list']} aria-label={t(`types.${wish.type}`)}>{items.map((post) => <Row key={post.id} post={post} to={`${at}/${post.id}`} places={places} />)}</ul>
                                {total > pageSize && (
                                    <Group justify="space-between" gap="sm">
                                        <Text c="dimmed" size="sm" role="status" className="ah-number">{t('range', { from: Math.min(total, (wish.page - 1) * pageSize + 1), to: Math.min(total, wish.page * pageSize), total })}</Text>
                                        <Pagination role="navigation" aria-label={t('pages')} total={Math.ceil(total / pageSize)} value={wish.page} onChange={(page) => { onChange({ page }); window.scrollTo({ top: 0 }); }} siblings={1} size="sm"
                                            getControlProps={(control) => ({ 'aria-label': t(control === 'next' ? 'nextPage' : 'previousPage') })} />
                                    </Group>
                                )}
                            </Stack>
                        )}
                    </QueryView>
                </Stack>
            </Tabs.Panel>
        </Tabs>
    );
}

function Row({ post, to, places }: { post: PostSummary; to: string; places: boolean }) {
    const { t } = useTranslation('boards');
    const format = useFormat();
    return (
        <li className={classes['row']}>
            <div className={classes['words']}>
                <Group gap={8} wrap="nowrap">
                    {post.pinned && <IconPinFilled size={16} role="img" aria-label={t('pinned')} className={classes['pin'] ?? ''} />}
                    <Link to={to} className={classes['title'] ?? ''}>{post.deleted ? t('deletedPost') : post.title}</Link>
                </Group>
                <Text size="sm" c="dimmed">
                    <Writer author={post.author} anonymous={post.anonymous} /> · {format.ago(post.createdAt)}
                    {places && <> · {post.courseTitle}{post.companyName ? ` · ${post.companyName}` : ` · ${t('allOfferings')}`}</>}
                </Text>
            </div>
            <Group gap="sm" wrap="nowrap" className={classes['figures'] ?? ''}>
                {post.type === 'QNA' && !post.deleted && <Badge className="ah-badge" color={post.answered ? 'green' : 'orange'}>{t(post.answered ? 'answered' : 'waiting')}</Badge>}
                {post.fileCount > 0 && <Text size="sm" c="dimmed" className="ah-number" aria-label={t('fileCount', { count: post.fileCount })}><IconPaperclip size={15} aria-hidden /> {post.fileCount}</Text>}
                <Text size="sm" c="dimmed" className="ah-number" aria-label={t('commentCount', { count: post.commentCount })}><IconMessageCircle size={15} aria-hidden /> {post.commentCount}</Text>
                <Text size="sm" c="dimmed" className="ah-number" aria-label={t('views', { count: post.views })}><IconEyeFilled size={15} aria-hidden /> {post.views}</Text>
            </Group>
        </li>
    );
}
