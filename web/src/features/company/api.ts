import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { CatalogCourse, CatalogCourseDetail, Company, CourseProvideDetail, Employee, List, WaitingAffiliation } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';
import { useRequestStep, type Side } from '@/lib/requests';

export const companySide: Side = { list: '/v1/companies/courseProvides/list', detail: (id) => `/v1/companies/courseProvides/${id}` };

export function useCompany() {
    return useQuery({ queryKey: keys.company(), queryFn: () => api.get<Company>('/v1/students/companies/info') });
}

export function useCatalog(search: string) {
    return useQuery({
        queryKey: keys.catalog(search),
        queryFn: ({ signal }) => api.get<List<CatalogCourse>>('/v1/catalog/courses', { query: { search, limit: 100 }, signal }),
        placeholderData: (before) => before,
    });
}

export function useCatalogCourse(id: number) {
    return useQuery({ queryKey: keys.catalogCourse(id), queryFn: () => api.get<CatalogCourseDetail>(`/v1/catalog/courses/${id}`) });
}

export interface RequestBody { courseId: number; beginDate: string; endDate: string; attendeeCount: number; deposit: number; note?: string }

export function useCreateRequest() {
    const client = useQueryClient();
    return async (body: RequestBody) => {
        const detail = await api.post<CourseProvideDetail>('/v1/companies/courseProvides', body);
        client.setQueryData(keys.request(detail.id), detail);
        await client.invalidateQueries({ queryKey: ['requests', 'list'] });
        return detail;
    };
}

export function useCancelRequest(id: number) {
    return useRequestStep(id, () => api.post<CourseProvideDetail>(`/v1/companies/courseProvides/${id}/cancel`));
}

export function useSubmitEmployees(id: number) {
    return useRequestStep(id, ({ employees, seen }: { employees: number[]; seen: number }) =>
        api.post<CourseProvideDetail>('/v1/companies/courseProvides/employees', { courseProvideId: id, employees }, { ifMatch: `"${seen}"` }));
}

/** Everybody, page by page: whom to send is chosen from the whole company. */
export function useAllEmployees() {
    return useQuery({
        queryKey: [...keys.allEmployees(), 'everybody'],
        queryFn: async ({ signal }) => {
            const everybody: Employee[] = [];
            let cursor: string | null | undefined;
            do {
                const page: List<Employee> = await api.get<List<Employee>>('/v1/companies/employees', { query: { limit: 100, cursor }, signal });
                everybody.push(...page.items);
                cursor = page.nextCursor;
            } while (cursor);
            return everybody;
        },
    });
}

export function useWaiting() {
    return useQuery({ queryKey: keys.waitingAffiliations(), queryFn: () => api.get<List<WaitingAffiliation>>('/v1/companies/affiliations') });
}

export function useAnswerAffiliation() {
    const client = useQueryClient();
    return useMutation({
        mutationFn: ({ id, accepted }: { id: number; accepted: boolean }) => api.post(`/v1/companies/affiliations/${id}/response`, { accepted }),
        onSettled: () => Promise.all([
            client.invalidateQueries({ queryKey: keys.waitingAffiliations() }),
            client.invalidateQueries({ queryKey: keys.allEmployees() }),
        ]),
    });
}
