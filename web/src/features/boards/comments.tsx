import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConfirm } from '@/components/confirm';
import { PagedList } from '@/components/paged-list';
import { RichText } from '@/components/rich-text';
import { toast } from '@/components/toast';
import type { Comment, Post } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { isRichNode } from '@/lib/rich-text';
import { useAccount } from '@/lib/session';
import { placeOf, useAccept, useBoard, useComment, useComments, useHistory, useRecomment, useUncomment } from './api';
import { AttachedFiles } from './attached-files';
import classes from './boards.module.css';
import { Composer } from './composer';
import { Versions } from './versions';
import { Writer } from './writer';

export function Comments({ post }: { post: Post }) {
    const { t } = useTranslation('boards');
    const comments = useComments(post.id);
    const send = useComment(post.id);
    const account = useAccount();
    const trainee = account.role === 'EMPLOYEE';
    // Whether names may be hidden is known to the board.
    const board = useBoard(trainee && post.courseProvideId ? { courseId: post.courseId, courseProvideId: post.courseProvideId } : undefined, { type: 'QNA', search: '', answered: '', page: 1 });
    const mayAccept = post.type === 'QNA' && (post.author.mine || account.role === 'MANAGER');
    return (
        <Stack gap="lg">
            <PagedList query={comments} empty={<Text c="dimmed">{t(post.type === 'QNA' ? 'noAnswers' : 'noComments')}</Text>}>
                {(rows) => <ol className={classes['comments']}>{rows.map((each) => <Row key={each.id} comment={each} post={post} mayAccept={mayAccept} />)}</ol>}
            </PagedList>
            {post.mayComment && (
                <Composer titled={false} place={placeOf(post)} label={t(post.type === 'QNA' ? 'answer' : 'comment')} action={t(post.type === 'QNA' ? 'answerAction' : 'commentAction')} mayHideName={trainee && board.data?.anonymousAllowed === true}
                    onSend={({ content, anonymous, files }) => send.mutateAsync({ content, files, ...(trainee && { anonymous }) })} />
            )}
        </Stack>
    );
}

function Row({ comment, post, mayAccept }: { comment: Comment; post: Post; mayAccept: boolean }) {
    const { t } = useTranslation('boards');
    const format = useFormat();
    const account = useAccount();
    const [writing, setWriting] = useState(false);
    const [older, setOlder] = useState(false);
    const history = useHistory({ comment: comment.id }, older);
    const accept = useAccept();
    const remove = useUncomment();
    const change = useRecomment(comment.id, comment.version);
    const [confirm, dialog] = useConfirm();
    if (comment.deleted) return <li className={`${classes['comment'] ?? ''} ${classes['gone'] ?? ''}`}>{t('deletedComment')}</li>;
    const ask = () => {
        confirm({ title: t('removeComment'), text: t('removeText'), action: t('remove'), danger: true, run: async () => { await remove.mutateAsync(comment.id); toast(t('removed')); } });
    };
    const who = comment.author.name ?? t('anonymous');
    return (
        <li className={classes['comment']} data-institution={comment.author.institution || undefined} data-accepted={comment.accepted || undefined}>
            <Group justify="space-between" gap="xs" mb="xs">
                <Group gap="xs">
                    <Text size="sm" fw={600}><Writer author={comment.author} anonymous={comment.anonymous} /></Text>
                    {comment.accepted && <Badge className="ah-badge" color="green" leftSection={<IconCheck size={12} aria-hidden />}>{t('accepted')}</Badge>}
                    <Text size="sm" c="dimmed">{format.ago(comment.createdAt)}{comment.edited && ` · ${t('edited')}`}</Text>
                </Group>
                <Group gap={4}>
                    {mayAccept && <Button size="compact-xs" variant="subtle" {...(comment.accepted && { color: 'gray' })} loading={accept.isPending} aria-label={t(comment.accepted ? 'unacceptOf' : 'acceptOf', { who })} onClick={() => { accept.mutate({ id: comment.id, accepted: !comment.accepted }); }}>{t(comment.accepted ? 'unaccept' : 'accept')}</Button>}
                    {comment.edited && (account.role === 'MANAGER' || comment.author.mine) && <Button size="compact-xs" variant="subtle" aria-expanded={older} onClick={() => { setOlder(!older); }}>{t('history')}</Button>}
                    {comment.mayChange && <Button size="compact-xs" variant="subtle" aria-label={t('changeOf', { who })} onClick={() => { setWriting(!writing); }}>{t('change')}</Button>}
                    {comment.mayDelete && <Button size="compact-xs" variant="subtle" color="red" aria-label={t('removeOf', { who })} onClick={ask}>{t('remove')}</Button>}
                </Group>
            </Group>
            {writing
                ? <Composer titled={false} place={placeOf(post)} startFiles={comment.files} label={t('comment')} action={t('save')} start={isRichNode(comment.content) ? { content: comment.content } : {}} onCancel={() => { setWriting(false); }} onSend={async ({ content, files }) => { await change.mutateAsync({ content, files }); setWriting(false); }} />
                : <><RichText document={comment.content} /><AttachedFiles files={comment.files} /></>}
            {older && <Versions query={history} />}
            {dialog}
        </li>
    );
}
