/** The guest's first root file system: it finds the root and hands over to init.pl on it. */
import { cpioDirectory, cpioFile, cpioProgram, makeCpio } from './cpio.ts';
import type { OrderedModule } from './kernel-modules.ts';

/** QEMU's name for the folder that is the guest's root. */
export const ROOT_TAG = 'root';

/** A root that is not the host's has a directory of this name, where the guest finds the host's files. */
const HOST_TAG = 'bootswap-host';

/** QEMU's names for the folders of a guest. */
export const rootFolders = (rootDir: string): Record<string, string> =>
  rootDir === '/' ? { [ROOT_TAG]: '/' } : { [ROOT_TAG]: rootDir, [HOST_TAG]: '/' };

/** Where the guest finds a file of the host before any run has mounted its shares. */
export const seenFrom = (rootDir: string, path: string): string =>
  rootDir === '/' ? path : `/${HOST_TAG}${path}`;

/** Nobody writes on both sides at once, so what the guest has read stays true: it may keep it. */
export const SHARE_OPTIONS = 'trans=virtio,version=9p2000.L,access=any,cache=loose,msize=512000';

/** The script /init. The kernel hands it what stands behind `--` on its command line: what to run on the new root. */
export const INIT = `#!/bin/busybox sh
while read -r name; do
  /bin/busybox insmod "/modules/$name.ko" || echo "cannot load $name"
done </modules/order
/bin/busybox mount -t 9p -o ro,${SHARE_OPTIONS} ${ROOT_TAG} /root || echo "cannot mount the root"
if [ -d /root/${HOST_TAG} ]; then
  /bin/busybox mount -t 9p -o ro,${SHARE_OPTIONS} ${HOST_TAG} /root/${HOST_TAG} || echo "cannot mount the host's files"
fi
/bin/busybox mount -t devtmpfs devtmpfs /root/dev || echo "cannot mount /dev"
exec /bin/busybox switch_root -c /dev/console /root "$@"
`;

export type InitrdParts = { busybox: Uint8Array; modules: readonly OrderedModule[] };

/** A cpio archive of busybox, the modules that find the root, and the script above. */
export const makeInitrd = ({ busybox, modules }: InitrdParts): Buffer => {
  const order = modules.map(({ name }) => `${name}\n`).join('');
  return makeCpio([
    ...['bin', 'dev', 'modules', 'root'].map(cpioDirectory),
    cpioProgram('bin/busybox', busybox),
    cpioProgram('init', Buffer.from(INIT)),
    cpioFile('modules/order', Buffer.from(order)),
    ...modules.map(({ name, bytes }) => cpioFile(`modules/${name}.ko`, bytes)),
  ]);
};
