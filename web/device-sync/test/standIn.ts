import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Api } from "../src/api";

/** What a request is answered; null: the connection is cut after the request was read. */
export type Answer = { status: number; body?: unknown; text?: string; headers?: Record<string, string> } | null;

/** A server that fails on purpose, as real ones do only sometimes. The live tests ask a real one. */
export class StandIn {
  readonly requests: { method: string; path: string; body: Record<string, unknown>; token: string | undefined }[] = [];
  answer: (path: string, body: Record<string, unknown>) => Answer = () => ({ status: 404 });

  private constructor(private readonly server: Server) {}

  static async start(): Promise<StandIn> {
    const server = createServer();
    const standIn = new StandIn(server);
    server.on("request", (request, response) => {
      void read(request).then((text) => {
        const body = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
        const path = request.url ?? "";
        const token = request.headers.authorization;
        standIn.requests.push({ method: request.method ?? "", path, body, token });
        const answer = standIn.answer(path, body);
        if (answer === null) {
          request.socket.destroy();
          return;
        }
        response.writeHead(answer.status, { "Content-Type": "application/json", ...answer.headers });
        response.end(answer.text ?? (answer.body === undefined ? "" : JSON.stringify(answer.body)));
      });
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return standIn;
  }

  api(): Api {
    return new Api(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}
