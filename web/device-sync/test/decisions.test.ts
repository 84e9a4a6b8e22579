import { beforeAll, describe, expect, it, vi } from "vitest";
import { Api, type ScanResult } from "../src/api";
import { Gate } from "../src/gate";
import { TicketHasher } from "../src/hash";
import type { Scan, Sign, Verdict } from "../src/model";
import { Queue } from "../src/queue";
import { TicketList } from "../src/tickets";
import { LOGIN, scan, scanDatabase, ticketDatabase } from "./things";
import codes from "./vectors/codes.json";
import vectors from "./vectors/decisions.json";

interface Entry {
  d: string;
  at: number;
}

/** An own scan: how the device came to what it showed, and the server's word, as far as it has one. */
interface Own {
  at: number;
  way: "ASKED" | "ASKED_TWICE" | "SENT_LATER" | "NO_ANSWER" | "INTERRUPTED" | "NOT_SENT";
  shown?: "admit" | "refuse";
  said?: Verdict["status"];
  first?: Entry;
  forgotten?: boolean;
  /** It was taken back here; the server has done so, or does not know yet. */
  undo?: "undone" | "pending";
}

interface Vector {
  list: object | null;
  own: Own[];
  sign: Sign;
  entry?: Entry;
}

/** Of the server's own decision: `DecisionVectorsTest` in scan-processor writes the file, and says how. */
const cases = (vectors as unknown as Vector[]).map((vector, index) => ({ ...vector, code: `T-${index}`, title: title(vector) }));

function title({ list, own, sign }: Vector): string {
  const scans = own.map(({ way, shown, said, undo }) => [way, shown, said, undo].filter((part) => part !== undefined).join(" "));
  return `${sign}: list ${JSON.stringify(list)}, own scans: ${scans.join(", ") || "none"}`;
}

/** The network gives the list, and then is away. */
function networkWith(list: string): Api {
  return new Api("", (input) =>
    String(input).includes("/tickets?") ? Promise.resolve(new Response(list)) : Promise.reject(new Error("no network")),
  );
}

async function list(): Promise<string> {
  const hasher = await TicketHasher.of(codes.key);
  const lines: object[] = [{ parts: 1, key: codes.key }];
  for (const { code, list } of cases) {
    if (list !== null) {
      lines.push({ h: await hasher.hash(code), ...list });
    }
  }
  return [...lines, { cursor: "c1" }].map((line) => JSON.stringify(line) + "\n").join("");
}

/** Makes an own scan, on the way that it went. */
async function make(queue: Queue, code: string, own: Own): Promise<void> {
  const made: Scan = scan(code, { scannedAt: own.at });
  if (own.way !== "NOT_SENT" && own.way !== "SENT_LATER") {
    await queue.asked(made);
  }
  if (own.shown === undefined) {
    return;
  }
  const entry = own.first && { deviceId: own.first.d, at: own.first.at };
  const word: Verdict | undefined = own.said && { status: own.said, message: "", entry };
  await queue.shown(made, own.shown, own.way === "ASKED" ? word : undefined);
  if (own.way !== "ASKED" && own.said !== undefined) {
    const first = own.first && { scanned_by: own.first.d, scanned_at_ms: own.first.at };
    const result: ScanResult = { scan_id: made.scanId, sync_status: own.said, status: 0, message: "", ...first };
    await queue.settle([result]);
  }
  if (own.undo !== undefined) {
    vi.setSystemTime(own.at + 1);
    expect(await queue.undo(made.scanId, "wrong person")).toBe(true);
    if (own.undo === "undone") {
      expect(await queue.settleUndo({ scan_id: made.scanId, sync_status: "undone", status: 200, message: "" })).toBe(true);
    }
  }
}

describe("a device decides as the server would", () => {
  let gate: Gate;

  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const api = networkWith(await list());
    const queue = new Queue(scanDatabase());
    const tickets = new TicketList(ticketDatabase(), api);
    for (const beforeReset of [true, false]) {
      for (const { code, own } of cases) {
        for (const each of own.filter((made) => (made.forgotten ?? false) === beforeReset)) {
          await make(queue, code, each);
        }
      }
      if (beforeReset) {
        await queue.forgetEntries(LOGIN.eventId);
      }
    }
    vi.useRealTimers();
    await tickets.load(LOGIN, () => undefined);
    gate = new Gate(api, queue, tickets);
  }, 60_000);

  it.each(cases.map((each) => [each.title, each] as const))("%s", async (_, { code, sign, entry }) => {
    const { decision } = await gate.pass(LOGIN, code);

    expect(decision).toMatchObject({ sign, byServer: false });
    expect(decision.entry && { d: decision.entry.deviceId, at: decision.entry.at }).toEqual(entry);
  });
});
