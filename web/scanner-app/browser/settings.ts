/** What the environment says. */
export function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} says what to test, and is not set`);
  }
  return value;
}

/** Several texts, with commas between them. */
export function strings(name: string): string[] {
  return required(name).split(",");
}
