/** What a decoder has read in a frame. */
export interface Read {
  readonly text: string;
  /** Whether it is a bar code in one dimension: these have no error correction, and one in many is misread. */
  readonly linear: boolean;
}

/** How long a code has to be out of view before it is a new scan. */
const AWAY_MS = 1_200;

/**
 * Tells which of the codes before the camera are new scans: a code that is held there is one scan, until it has left the view. Of two tickets
 * side by side each is one, however often the reader changes between them.
 */
export class Held {
  private readonly seenAt = new Map<string, number>();
  private unsure: string | undefined;

  /**
   * Takes in what one frame shows.
   *
   * @param read undefined: no code
   * @param now milliseconds of any clock that only goes forward
   * @param free whether a scan can be taken now; else the code stays new
   * @returns the text of a new scan
   */
  sees(read: Read | undefined, now: number, free: boolean): string | undefined {
    this.seenAt.forEach((at, text) => now - at > AWAY_MS && this.seenAt.delete(text));
    if (read === undefined) {
      return undefined;
    }
    if (this.seenAt.has(read.text)) {
      this.seenAt.set(read.text, now);
      return undefined;
    }
    if (read.linear && read.text !== this.unsure) {
      this.unsure = read.text;
      return undefined;
    }
    if (!free) {
      return undefined;
    }
    this.unsure = undefined;
    this.seenAt.set(read.text, now);
    return read.text;
  }
}
