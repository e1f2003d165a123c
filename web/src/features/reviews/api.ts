import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { CourseReviews } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';

export const useCourseReviews = (course: number) =>
    useInfiniteQuery({
        queryKey: keys.reviews(course),
        queryFn: ({ pageParam, signal }) => api.get<CourseReviews>(`/v1/reviews/courses/${String(course)}`, { query: { limit: 20, cursor: pageParam }, signal }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.nextCursor ?? undefined,
    });
