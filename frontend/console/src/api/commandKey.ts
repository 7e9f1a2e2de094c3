/** The idempotency key of one form: the same for every try whose outcome is unknown, a new one
 * after the server has answered. */
export class CommandKey {
  private key: string;
  private readonly make: () => string;

  constructor(make: () => string = newUuid) {
    this.make = make;
    this.key = make();
  }

  get current(): string {
    return this.key;
  }

  /** Call when the server has answered, be it done or refused. */
  settle(): void {
    this.key = this.make();
  }
}

/** `crypto.randomUUID` exists only on https and localhost; offices also open plain http. */
export function newUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes.forEach((byte, index) => {
    if (index === 6) bytes[index] = (byte & 0x0f) | 0x40;
    if (index === 8) bytes[index] = (byte & 0x3f) | 0x80;
  });
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...parts, hex.slice(20)].join("-");
}
