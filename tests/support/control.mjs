import { IvsClient } from '@aws-sdk/client-ivs';
import { IvschatClient } from '@aws-sdk/client-ivschat';
import { run } from './child.mjs';
import { binary } from './server.mjs';

/** A key for the control planes of an institution's live lectures, as an operator makes one while the server runs. */
export async function liveKey(server, institutionId, ...words) {
    const out = await run(binary, ['admin', 'access-key', 'create', 'a program', ...words, 'live', String(institutionId), '--data', server.data, ...(server.database ? ['--database', server.database] : [])]);
    return { accessKeyId: /access key {2}(\S+)/.exec(out)[1], secretAccessKey: /secret key {2}(\S+)/.exec(out)[1] };
}

/** The SDKs as anybody would set them up for a server of one's own. */
export function controlPlanes(server, credentials, more = {}) {
    const options = { region: 'ap-northeast-2', credentials, maxAttempts: 1, ...more };
    return {
        ivs: new IvsClient({ endpoint: `${server.url}/ivs`, ...options }),
        chat: new IvschatClient({ endpoint: `${server.url}/ivschat`, ...options }),
    };
}

/** The name of the exception that a call ends with, and its status. */
export async function refusal(call) {
    try {
        await call;
        return 'done';
    } catch (error) {
        return `${error.$metadata?.httpStatusCode} ${error.name}`;
    }
}
