import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, type Query } from '@/lib/api/client';
import type { AttendanceDataset, CompanyAttendanceGrid, CompanyDashboard, ContractGrid, CourseProvideGrid, CourseRateGrid, MonthlyDataset, OwnAnalysis, PeoplePage, PopularityDataset, QuarterlyDataset } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';
import type { Period } from './lib/period';

export const paths = {
    popularity: '/analysis/api/echart/basic-line/popularity-courses',
    monthly: '/analysis/api/echart/basic-bar/monthly-courses',
    quarterly: '/analysis/api/echart/echart/basic-pie/quarter-courses',
    attendance: '/analysis/api/echart/horizontal-bar/company-attendances',
    companies: '/analysis/api/aggrid/companies',
    offerings: '/analysis/api/aggrid/course-provides',
    companyAttendance: '/analysis/api/aggrid/company-attendance',
    courseRates: '/analysis/api/aggrid/course-rate-data',
    people: '/analysis/api/people',
    own: '/analysis/api/own',
    dashboard: '/v1/companies/dashboard/info',
};

/** Another period takes the place of the one before when it is there: nothing jumps. */
const useFigures = <T>(path: string, query: Query = {}) =>
    useQuery({ queryKey: keys.analysis(path, query), queryFn: () => api.get<T>(path, { query }), placeholderData: keepPreviousData });

/** A course, a company, or both, that everything is narrowed to. */
export interface Narrowed { courseId: number | undefined; companyId: number | undefined }

const most = 20_000;

/** A long table comes by thousands, up to what its workbook has, so that sorting and filtering are of all its rows. */
function useRows<T extends { items: object[]; total: number }>(path: string, query: Query) {
    const pages = useInfiniteQuery({
        queryKey: keys.analysis(path, { ...query, rows: 'all' }),
        queryFn: ({ pageParam }) => api.get<T>(path, { query: { ...query, page: pageParam } }),
        initialPageParam: 1,
        getNextPageParam: (last, all) => (all.length * 1000 < Math.min(last.total, most) ? all.length + 1 : undefined),
        placeholderData: keepPreviousData,
    });
    const { hasNextPage, isFetching, isError, fetchNextPage } = pages;
    useEffect(() => { if (hasNextPage && !isFetching && !isError) void fetchNextPage(); }, [hasNextPage, isFetching, isError, fetchNextPage]);
    return pages;
}

export const usePopularity = (of: Period, courseId: number | undefined) => useFigures<PopularityDataset>(paths.popularity, { ...of, courses: 8, courseId });
export const useMonthly = (of: Period) => useFigures<MonthlyDataset>(paths.monthly, { ...of });
export const useQuarterly = (of: Period) => useFigures<QuarterlyDataset>(paths.quarterly, { ...of });
export const useAttendance = (of: Period, to: Narrowed) => useFigures<AttendanceDataset>(paths.attendance, { ...of, ...to });
export const useContracts = (of: Period) => useRows<ContractGrid>(paths.companies, { ...of });
export const useOfferings = (of: Period, to: Narrowed) => useRows<CourseProvideGrid>(paths.offerings, { ...of, ...to });
export const useCompanyAttendance = (of: Period) => useRows<CompanyAttendanceGrid>(paths.companyAttendance, { ...of });
export const useCourseRates = (of: Period) => useRows<CourseRateGrid>(paths.courseRates, { ...of });
export const useOwnAnalysis = (of: Period) => useFigures<OwnAnalysis>(paths.own, { ...of });

export function usePeople(path: string, query: Query, enabled = true) {
    return useInfiniteQuery({
        queryKey: keys.analysis(path, query),
        queryFn: ({ pageParam }) => api.get<PeoplePage>(path, { query: { ...query, limit: 50, cursor: pageParam } }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.nextCursor ?? undefined,
        enabled,
    });
}

export function useDashboard() {
    return useInfiniteQuery({
        queryKey: keys.analysis(paths.dashboard, {}),
        queryFn: ({ pageParam }) => api.get<CompanyDashboard>(paths.dashboard, { query: { limit: 20, cursor: pageParam } }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.nextCursor ?? undefined,
    });
}

/** The address of a workbook for what is asked. */
export function workbook(path: string, query: Record<string, string | number | undefined> = {}): string {
    const said = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
    return said.size > 0 ? `${path}/xlsx?${said.toString()}` : `${path}/xlsx`;
}
