import { Alert, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconHistory, IconPencil, IconPinFilled, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useConfirm } from '@/components/confirm';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { RichText } from '@/components/rich-text';
import { PageSkeleton } from '@/components/skeletons';
import { toast } from '@/components/toast';
import { isStatus } from '@/lib/api/problem';
import type { Post } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { isRichNode } from '@/lib/rich-text';
import { useAccount } from '@/lib/session';
import { placeOf, useHistory, usePost, useRemove, useRewrite } from './api';
import { AttachedFiles } from './attached-files';
import { Comments } from './comments';
import { Composer } from './composer';
import { Versions } from './versions';
import { Writer } from './writer';

/** A post with what was written under it; the same page for trainees and for the institution. */
export default function PostPage() {
    const post = usePost(Number(useParams()['boardId']));
    return (
        <Page width="text">
            <QueryView query={post} skeleton={<PageSkeleton />}>{(data) => <Thread post={data} />}</QueryView>
        </Page>
    );
}

function Thread({ post }: { post: Post }) {
    const { t } = useTranslation(['boards', 'common']);
    const format = useFormat();
    const account = useAccount();
    const navigate = useNavigate();
    const remove = useRemove();
    const [confirm, dialog] = useConfirm();
    const [writing, setWriting] = useState(false);
    const [older, setOlder] = useState(false);
    const back = account.role === 'MANAGER' ? `/manage/boards?type=${post.type}` : post.courseProvideId ? `/learn/${post.courseProvideId}/board?type=${post.type}` : '/learn';
    const history = useHistory({ post: post.id }, older);
    const ask = () => {
        confirm({
            title: t('removeTitle'), text: t(post.commentCount > 0 ? 'removeTextThread' : 'removeText'), action: t('remove'), danger: true,
            run: async () => { await remove.mutateAsync(post.id); toast(t('removed')); if (post.commentCount === 0) await navigate(back); },
        });
    };
    const mayLookBack = post.edited && (account.role === 'MANAGER' || post.author.mine);
    return (
        <>
            <PageHeader title={post.deleted ? t('deletedPost') : post.title} back={{ to: back, label: t('title') }}
                about={[t(`types.${post.type}`), post.courseTitle, account.role === 'MANAGER' && (post.companyName ?? t('allOfferings'))].filter(Boolean).join(' · ')}
                beside={post.type === 'QNA' && !post.deleted ? <Badge className="ah-badge" color={post.answered ? 'green' : 'orange'}>{t(post.answered ? 'answered' : 'waiting')}</Badge> : undefined} />
            <Stack gap="xl">
                <Paper p="lg" component="article" aria-label={post.title || t('deletedPost')}>
                    <Group justify="space-between" gap="sm" mb="md">
                        <Text size="sm" c="dimmed">
                            {post.pinned && <><IconPinFilled size={14} role="img" aria-label={t('pinned')} /> </>}
                            <Writer author={post.author} anonymous={post.anonymous} /> · {format.dateTime(post.createdAt)}{post.edited && ` · ${t('edited')}`} · {t('views', { count: post.views })}
                        </Text>
                        <Group gap={4}>
                            {mayLookBack && <Button size="xs" variant="subtle" leftSection={<IconHistory size={15} aria-hidden />} aria-expanded={older} onClick={() => { setOlder(!older); }}>{t('history')}</Button>}
                            {post.mayChange && !writing && <Button size="xs" variant="subtle" leftSection={<IconPencil size={15} aria-hidden />} onClick={() => { setWriting(true); }}>{t('change')}</Button>}
                            {post.mayDelete && <Button size="xs" variant="subtle" color="red" leftSection={<IconTrash size={15} aria-hidden />} onClick={ask}>{t('remove')}</Button>}
                        </Group>
                    </Group>
                    {writing ? <Rewrite post={post} onDone={() => { setWriting(false); }} />
                        : post.deleted ? <Text c="dimmed" fs="italic">{t('deletedText')}</Text> : <><RichText document={post.content} /><AttachedFiles files={post.files} /></>}
                    {older && <Versions query={history} />}
                </Paper>
                <section aria-labelledby="comments">
                    <Title order={2} id="comments" size="h3" mb="sm">{t(post.type === 'QNA' ? 'answers' : 'comments', { count: post.commentCount })}</Title>
                    <Comments post={post} />
                </section>
            </Stack>
            {dialog}
        </>
    );
}

function Rewrite({ post, onDone }: { post: Post; onDone: () => void }) {
    const { t } = useTranslation('boards');
    const change = useRewrite(post.id, post.version);
    return (
        <Stack>
            {isStatus(change.error, 412) && <Alert color="orange">{t('changedMeanwhile')}</Alert>}
            <Composer titled place={placeOf(post)} startFiles={post.files} label={t(post.type === 'QNA' ? 'question' : 'notice')} action={t('save')} mayPin={post.type === 'NOTICE'} onCancel={onDone}
                start={{ title: post.title, pinned: post.pinned, ...(isRichNode(post.content) && { content: post.content }) }}
                onSend={async ({ title, content, pinned, files }) => { await change.mutateAsync({ title, content, files, ...(post.type === 'NOTICE' && { pinned }) }); onDone(); toast(t('saved')); }} />
        </Stack>
    );
}
