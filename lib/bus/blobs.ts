import { BusError } from './bus-error.ts';
import type { Link } from './link.ts';
import type { BlobStore } from './types.ts';
export const createBlobStore = (_link: Link): BlobStore => {
  const later = (): never => {
    throw new BusError('REFUSED', 'not yet');
  };
  return { has: later, put: later, get: later };
};
