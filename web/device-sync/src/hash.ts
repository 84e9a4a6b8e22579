const BYTES = 16;

/** Hashes codes as the list of tickets does. */
export class TicketHasher {
  private constructor(private readonly key: CryptoKey) {}

  /** @param key of the list, in base64url; it cannot be read out of the hasher again */
  static async of(key: string): Promise<TicketHasher> {
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    return new TicketHasher(await crypto.subtle.importKey("raw", bytes(key), algorithm, false, ["sign"]));
  }

  /** The hash of a code, as lines of the list have it. */
  async hash(code: string): Promise<string> {
    const mac = await crypto.subtle.sign("HMAC", this.key, new TextEncoder().encode(code));
    return base64url(new Uint8Array(mac, 0, BYTES));
  }
}

/** The SHA-256 of a text, in hexadecimal digits. */
export async function sha256(text: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

function base64url(raw: Uint8Array): string {
  return btoa(String.fromCharCode(...raw)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
