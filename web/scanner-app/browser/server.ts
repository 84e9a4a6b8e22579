import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What happens to calls of the API on their way. */
export type Network =
  | "up"
  /** The connection is refused. */
  | "down"
  /** Nothing ever comes back, and nothing arrives: a Wi-Fi that leads nowhere. */
  | "silent"
  /** The server gets what is sent, and its answer is lost. */
  | "answers lost";

/** The network between a phone and a running GateSync. The pages come through it, too. */
export class Net {
  network: Network = "up";
  /** Whether the files of the app arrive. */
  files = true;
  /** The name of a later build of the app, which the server has from now on. */
  build: string | undefined;
  /** How many calls of the API have reached the server. */
  passed = 0;
  private readonly server: Server;

  private constructor(private readonly target: URL) {
    this.server = createServer((incoming, outgoing) => this.handle(incoming, outgoing));
  }

  static async to(target: string): Promise<Net> {
    const net = new Net(new URL(target));
    await new Promise<void>((listening) => net.server.listen(0, "127.0.0.1", listening));
    return net;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  /** Cuts what is on its way, as when the network changes. */
  change(network: Network): void {
    this.network = network;
    this.server.closeAllConnections();
  }

  private handle(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const isApi = incoming.url?.startsWith("/api/") === true;
    if (isApi ? this.network === "down" : !this.files) {
      incoming.socket.destroy();
      return;
    }
    if (isApi && this.network === "silent") {
      return;
    }
    const lost = isApi && this.network === "answers lost";
    const headers = { ...incoming.headers, "accept-encoding": "identity" };
    delete headers["if-none-match"];
    const forward = request(
      this.target,
      { method: incoming.method, path: incoming.url, headers },
      (answer) => {
        if (isApi) {
          this.passed++;
        }
        if (lost) {
          answer.resume();
          incoming.socket.destroy();
        } else {
          void this.answer(incoming.url ?? "", answer, outgoing);
        }
      },
    );
    forward.on("error", () => incoming.socket.destroy());
    outgoing.on("close", () => forward.destroy());
    incoming.pipe(forward);
  }

  /** A later build differs in the page, and in what the service worker says of it. */
  private async answer(path: string, answer: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (this.build === undefined || !/^\/app\/($|index\.html|sw\.js)/.test(path)) {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of answer) {
      chunks.push(chunk as Buffer);
    }
    const text = Buffer.concat(chunks)
      .toString()
      .replace("</head>", `<meta name="build" content="${this.build}" /></head>`)
      .replace('url:"index.html",revision:"', `$&${this.build}`);
    outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, "content-length": Buffer.byteLength(text) });
    outgoing.end(text);
  }
}
