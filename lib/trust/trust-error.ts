import { CodedError } from '../errors.ts';

/**
 * Why a signature or a key is not accepted.
 * @errors trust
 */
export type TrustErrorCode =
  /** The message is not signed. @remedy Sign it with a pinned key. */
  | 'NO_SIGNATURE'
  /** The signer's key is not pinned here. @remedy Pin the key if it is to be trusted ([keys.md](keys.md)). */
  | 'UNKNOWN_KEY'
  /** The signature does not match the content. @remedy Publish again. If it stays, somebody changed the message. */
  | 'BAD_SIGNATURE'
  /**
   * The signed content is of another type than expected.
   * @remedy Check that nobody publishes one kind of message in place of another.
   */
  | 'WRONG_TYPE'
  /**
   * No key is pinned, so nothing can be trusted.
   * @remedy Put the signer's public key into the named directory as a `.pub` file.
   */
  | 'NO_PINNED_KEYS'
  /** There is no signing key. @remedy Create one: `bootswap keys generate`. */
  | 'NO_KEY'
  /**
   * The file is not an Ed25519 key in PEM, or is unreadable.
   * @remedy Create one with `bootswap keys generate`, or restore it.
   */
  | 'BAD_KEY'
  /** There already is a key of that name. @remedy Remove it, or choose another name with `--name`. */
  | 'KEY_EXISTS'
  /**
   * Other users can read the private key, or anybody can write to the pinned keys.
   * @remedy Run the `chmod` that the message names.
   */
  | 'KEY_PERMISSIONS';

/** Something is not signed by whom it must be, or a key cannot be used. */
export class TrustError extends CodedError<TrustErrorCode> {}
