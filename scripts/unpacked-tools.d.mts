/** `.cache` of this checkout. */
export const cacheDirectory: string;
/** `path` with the commands of the unpacked packages behind it. */
export const pathWithUnpacked: (path?: string, cacheDir?: string) => string;
/** Where a file that a package has at `path` is to be found: there, in an unpacked package, or nowhere (null). */
export const findPackagedFile: (path: string, cacheDir?: string) => string | null;
/** The tree of one package with all that it needs, unpacked if it is not there. `proof` is a program of it, or a path. */
export const unpackTool: (tool: { name: string; proof: string }, cacheDir?: string) => Promise<string>;
