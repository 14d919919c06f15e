// How Node runs the .ts sources as they are, without a build. Node 22.18 and newer drop the types themselves; older ones
// do it through typescript-hook.mjs. Types are checked apart (`npm run check`).
const HOOK = new URL('typescript-hook.mjs', import.meta.url).href;

/** Node's flags for a program whose entry or imports are .ts; its worker threads inherit them, its processes do not. */
export const typescriptFlags = process.features.typescript
  ? ['--disable-warning=ExperimentalWarning']
  : ['--enable-source-maps', '--import', HOOK];
