/** The directory of a root for guests of an architecture (`arm64`), see foreign-root.mjs. Throws AptError, PrerequisiteError. */
export const foreignRoot: (arch: string) => Promise<string>;
