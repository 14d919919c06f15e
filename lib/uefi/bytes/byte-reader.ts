import { UefiError } from './uefi-error.ts';

/** The same bytes as a plain Uint8Array, without a copy: a Buffer would hand its class on to every slice. */
export const plainBytes = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * The bytes, if there are not more of them than `maxBytes`.
 * @throws {UefiError} TOO_LARGE
 */
export const boundBytes = (bytes: Uint8Array, maxBytes: number, what: string): Uint8Array => {
  if (bytes.length <= maxBytes) return plainBytes(bytes);
  throw new UefiError('TOO_LARGE', `${what}: ${bytes.length} bytes, more than ${maxBytes}`);
};

/** The text of UTF-16LE bytes, all of it; a last odd byte is left out. */
export const utf16Text = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf16le');

/**
 * Reads little-endian fields one after another and never outside of `bytes`. Slices share memory with the input.
 * Each method throws UefiError TRUNCATED, naming `what`, if too few bytes are left.
 */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #what: string;
  #offset = 0;

  constructor(bytes: Uint8Array, what: string) {
    this.#bytes = plainBytes(bytes);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#what = what;
  }

  get offset(): number {
    return this.#offset;
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#take(8), true);
  }

  bytes(length: number): Uint8Array {
    const start = this.#take(length);
    return this.#bytes.subarray(start, start + length);
  }

  rest(): Uint8Array {
    return this.bytes(this.remaining);
  }

  /** Text in UTF-16 up to its NUL, which is read too; lone surrogates stay as they are. */
  utf16z(): string {
    const start = this.#offset;
    while (this.u16() !== 0);
    return utf16Text(this.#bytes.subarray(start, this.#offset - 2));
  }

  #take(length: number): number {
    const start = this.#offset;
    if (length < 0 || length > this.remaining)
      throw new UefiError(
        'TRUNCATED',
        `${this.#what}: ${length} bytes needed at offset ${start}, ${this.remaining} are left`,
      );
    this.#offset = start + length;
    return start;
  }
}
