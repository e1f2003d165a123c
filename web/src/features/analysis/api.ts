import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
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

export const usePopularity = (of: Period) => useFigures<PopularityDataset>(paths.popularity, { ...of, courses: 8 });
export const useMonthly = (of: Period) => useFigures<MonthlyDataset>(paths.monthly, { ...of });
export const useQuarterly = (of: Period) => useFigures<QuarterlyDataset>(paths.quarterly, { ...of });
export const useAttendance = (of: Period) => useFigures<AttendanceDataset>(paths.attendance, { ...of });
export const useContracts = (of: Period) => useFigures<ContractGrid>(paths.companies, { ...of });
export const useOfferings = (of: Period) => useFigures<CourseProvideGrid>(paths.offerings, { ...of });
export const useCompanyAttendance = (of: Period) => useFigures<CompanyAttendanceGrid>(paths.companyAttendance, { ...of });
export const useCourseRates = (of: Period) => useFigures<CourseRateGrid>(paths.courseRates, { ...of });
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
