import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, callTagged } from '@/lib/api/client';
import type { Board, BoardSettings, Comment, EarlierVersion, List, Post, PostSummary } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';
import type { RichNode } from '@/lib/rich-text';
import type { FilePlace } from './files';

export const pageSize = 20;
export type BoardType = PostSummary['type'];

export interface Wish { type: BoardType; search: string; answered: string; page: number }
/** A course's board (of one offering where there are several), or all of the institution's. */
export type Place = { courseId: number; courseProvideId?: number } | 'institution';

const asked = ({ search, answered, page }: Wish) => ({ search, answered, page, limit: pageSize });

export function useBoard(place: Place | undefined, wish: Wish) {
    return useQuery({
        queryKey: keys.board({ place, ...wish }),
        queryFn: () => place === 'institution' || !place
            ? api.get<Board>(`/board/v1/institutions/${wish.type}`, { query: asked(wish) })
            : api.get<Board>(`/board/v1/courses/${place.courseId}/${wish.type}`, { query: { ...asked(wish), courseProvideId: place.courseProvideId } }),
        enabled: place !== undefined,
        placeholderData: keepPreviousData,
    });
}

export function usePost(id: number) {
    return useQuery({ queryKey: keys.post(id), queryFn: () => api.get<Post>(`/board/v1/${id}`) });
}

export function useComments(post: number) {
    return useInfiniteQuery({
        queryKey: keys.comments(post),
        queryFn: ({ pageParam }) => api.get<List<Comment>>(`/board/v1/${post}/comments`, { query: { limit: 50, cursor: pageParam } }),
        initialPageParam: '',
        getNextPageParam: (last: List<Comment>) => last.nextCursor ?? undefined,
    });
}

export function useHistory(of: { post: number } | { comment: number }, enabled: boolean) {
    const path = 'post' in of ? `/board/v1/${of.post}/history` : `/board/v1/comments/${of.comment}/history`;
    return useQuery({ queryKey: keys.boardHistory(path), queryFn: () => api.get<{ items: EarlierVersion[] }>(path), enabled });
}

/** Where the files of a post and of its comments belong. */
export const placeOf = (post: Post): FilePlace => (post.courseProvideId ? { courseProvideId: post.courseProvideId } : { courseId: post.courseId });

/** Whatever changes one, the lists and the post itself are read again. */
function useChange<V, R = void>(send: (values: V) => Promise<R>) {
    const client = useQueryClient();
    return useMutation({
        mutationFn: send,
        onSuccess: () => client.invalidateQueries({ queryKey: keys.boards() }),
    });
}

export interface Written { title: string; content: RichNode; files: string[]; pinned?: boolean; anonymous?: boolean }

export const useWrite = () => useChange((values: Written & { type: BoardType; courseId?: number; courseProvideId?: number }) => api.post<Post>('/board/v1/courses', values));
export const useRewrite = (id: number, version: number) => useChange((values: Written) => callTagged<Post>('PUT', `/board/v1/${id}`, { body: values, ifMatch: `"${version}"` }));
export const useRemove = () => useChange((id: number) => api.delete(`/board/v1/${id}`));

export const useComment = (post: number) => useChange((values: { content: RichNode; files: string[]; anonymous?: boolean }) => api.post<{ id: number }>(`/board/v1/${post}/comments`, values));
export const useRecomment = (id: number, version: number) => useChange((values: { content: RichNode; files: string[] }) => api.put(`/board/v1/comments/${id}`, values, { ifMatch: `"${version}"` }));
export const useUncomment = () => useChange((id: number) => api.delete(`/board/v1/comments/${id}`));
export const useAccept = () => useChange(({ id, accepted }: { id: number; accepted: boolean }) => api.put(`/board/v1/comments/${id}/acceptance`, { accepted }));

export function useBoardSettings() {
    return useQuery({ queryKey: keys.boardSettings(), queryFn: () => api.get<BoardSettings>('/board/v1/settings') });
}
export const useChangeSettings = () => useChange((values: BoardSettings) => api.put<BoardSettings>('/board/v1/settings', values));
