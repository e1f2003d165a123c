import { ChatRoom, SendMessageRequest } from 'amazon-ivs-chat-messaging';
import WebSocket from 'ws';
import { until, within } from './until.mjs';

// The client is the vendor's, unmodified: it was made for browsers and takes the global WebSocket.
globalThis.WebSocket = WebSocket;

const silence = { debug() {}, info() {}, error() {} };

/** Somebody in a lecture's chat room. */
export class Chatter {
    constructor(client, channelId) {
        this.messages = [];
        this.events = [];
        this.disconnects = [];
        this.tokens = 0;
        this.fetchToken = async () => {
            const token = (await client.post(`/v1/live/${channelId}/chat-token`)).is(200).body;
            this.tokens += 1;
            this.token = token;
            this.endpoint ??= token.messagingEndpoint;
            return { token: token.token, sessionExpirationTime: new Date(token.sessionExpirationTime), tokenExpirationTime: new Date(token.tokenExpirationTime) };
        };
    }

    async connect(endpoint) {
        this.room = new ChatRoom({ regionOrUrl: endpoint, tokenProvider: this.fetchToken, maxReconnectAttempts: 1 });
        this.room.logger = silence;
        this.room.addListener('message', (message) => this.messages.push(message));
        this.room.addListener('event', (event) => this.events.push(event));
        this.room.addListener('disconnect', (reason) => this.disconnects.push(reason));
        const connected = new Promise((resolve) => { this.room.addListener('connect', resolve); });
        this.room.connect();
        await within(10, 'the chat connects', connected);
        return this;
    }

    send(text, attributes) { return within(10, 'the message is answered', this.room.sendMessage(new SendMessageRequest(text, attributes))); }
    hears(text) { return until(`hears "${text}"`, () => this.messages.find((each) => each.content === text)); }
    leave() { this.room?.disconnect(); }
}
