import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { Backup, BackupList } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';

const path = '/v1/admin/backups';

/** Asked often while something is being done; a restore ends in an answer that does not come. */
export const useBackups = () => useQuery({
    queryKey: keys.backups(),
    queryFn: () => api.get<BackupList>(path),
    refetchInterval: (query) => query.state.data?.running || query.state.error ? 1000 : 15_000,
    retry: false,
});

function useChange<V, R>(send: (values: V) => Promise<R>) {
    const client = useQueryClient();
    return useMutation({ mutationFn: send, onSettled: () => client.invalidateQueries({ queryKey: keys.backups() }) });
}

export const useMakeBackup = () => useChange(() => api.post(path));
export const useUploadBackup = () => useChange((file: Blob) => api.upload<Backup>(`${path}/upload`, file));
export const useDeleteBackup = () => useChange((id: number) => api.delete(`${path}/${id}`));
export const useRestore = () => useChange(({ id, confirmation }: { id: number; confirmation: string }) => api.post(`${path}/${id}/restore`, { confirmation }));
