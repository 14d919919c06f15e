// The rooms of the tree, in order, and what each may import. `scripts/check-walls.mjs` holds this table against the real
// import graph, types included; `tests/tooling/walls.test.ts` breaks each wall once.

/**
 * A room is the files right in a folder, or the files that are named; a folder below it is a room of its own. A row lists
 * the rooms that it may import, with those below them; all of them stand above it, so nothing imports upward. A file names
 * the room that it is in, and `a/{b,c}` is `a/b` and `a/c`.
 */
export const ROOMS = {
  'lib/errors.ts': '',
  'lib/format.ts': '',
  'lib/wire': 'lib/errors.ts',
  'lib/sys': 'lib/errors.ts',
  'lib/esp/fat-names.ts': '',
  'lib/esp': 'lib/{errors.ts,format.ts,sys,esp/fat-names.ts}',
  'lib/esp/fat': 'lib/{errors.ts,format.ts,esp}',
  'lib/trust': 'lib/{errors.ts,format.ts,wire,sys}',

  'lib/bus/{bus-error,names,types}.ts': 'lib/errors.ts',
  'lib/bus/link': 'lib/{errors.ts,format.ts,bus/types.ts}',
  'lib/bus/event': 'lib/{errors.ts,format.ts,bus/types.ts}',
  'lib/bus/stream': 'lib/errors.ts lib/bus/{types.ts,link,event}',
  'lib/bus/topology': 'lib/errors.ts lib/bus/{types.ts,link}',
  'lib/bus/blobs': 'lib/errors.ts lib/bus/{types.ts,link,stream,topology}',
  'lib/bus': 'lib/errors.ts lib/bus/{types.ts,link,event,stream,topology,blobs}',
  'lib/runtime': 'lib/{errors.ts,format.ts,wire,sys,bus}',
  'lib/local-bus': 'lib/{errors.ts,format.ts,sys,bus,runtime}',
  'lib/progress': 'lib/{wire,bus}',
  'lib/payload': 'lib/{errors.ts,format.ts,wire,sys,esp,trust,bus,runtime}',
  'lib/host': 'lib/{errors.ts,format.ts,wire,sys,esp,bus/names.ts}',

  'lib/uefi/bytes': 'lib/errors.ts',
  'lib/uefi/pe': 'lib/uefi/bytes',
  'lib/uefi/signature': 'lib/uefi/{bytes,pe}',
  'lib/uefi/firmware': 'lib/esp/fat-names.ts lib/uefi/{bytes,signature}',
  'lib/uefi/image': 'lib/uefi/{bytes,pe,signature}',
  'lib/uefi/loader': 'lib/esp/fat-names.ts lib/uefi/{bytes,firmware,image}',
  'lib/uefi/tpm': 'lib/uefi/bytes',
  'lib/uefi/verdict': 'lib/esp/fat-names.ts lib/uefi/{bytes,signature,firmware,image,loader,tpm}',
  'lib/uefi': 'lib/uefi/{bytes,pe,signature,firmware,image,loader,tpm,verdict}',

  'lib/boot/{boot-error,firmware-variables,host-boot}.ts': 'lib/{errors.ts,format.ts,wire,uefi}',
  'lib/boot/facts': 'lib/{errors.ts,format.ts,wire,uefi,boot/host-boot.ts}',
  'lib/boot/prove': 'lib/{errors.ts,format.ts,wire,uefi,esp/fat-names.ts,boot/host-boot.ts}',
  'lib/boot/read': 'lib/{errors.ts,format.ts,wire,sys,esp,uefi,boot/host-boot.ts}',
  'lib/boot': 'lib/boot/{host-boot.ts,facts,prove,read}',

  'services/planner/plan': 'lib/{errors.ts,format.ts,wire,esp,payload,host,boot}',
  'services/planner/prove': 'lib/{errors.ts,format.ts,wire,bus,host,uefi,boot} services/planner/plan',
  'services/planner/dependencies.ts': 'lib/{trust,bus,runtime} services/planner/plan',
  'services/planner/events':
    'lib/{errors.ts,format.ts,wire,trust,bus,runtime,payload,uefi,boot} services/planner/{plan,prove,dependencies.ts}',
  'services/planner':
    'lib/{errors.ts,format.ts,trust,bus,runtime} services/planner/{plan,prove,dependencies.ts,events}',

  'services/applier/{apply-error,fail-point}.ts': 'lib/{errors.ts,format.ts,sys}',
  'services/applier/esp': 'lib/{errors.ts,format.ts,wire,sys,esp,host} services/applier/apply-error.ts',
  'services/applier/fat': 'lib/{errors.ts,format.ts,sys,esp} services/applier/apply-error.ts',
  'services/applier/state':
    'lib/{errors.ts,format.ts,wire,sys,esp,runtime,host} services/applier/{apply-error.ts,esp}',
  'services/applier/{context,host-boot,report}.ts':
    'lib/{errors.ts,format.ts,wire,runtime,host,uefi,boot} services/applier/{apply-error.ts,esp,fat,state}',
  'services/applier/admit':
    'lib/{errors.ts,format.ts,wire,sys,esp,host,uefi} services/applier/{apply-error.ts,esp,state,context.ts}',
  'services/applier/outlook':
    'lib/{errors.ts,format.ts,wire,esp,host,uefi,boot} services/applier/{apply-error.ts,esp,context.ts}',
  'services/applier/swap':
    'lib/{errors.ts,format.ts,wire,sys,esp,host} services/applier/{apply-error.ts,esp,fat,state,context.ts}',
  'services/applier/recovery':
    'lib/{errors.ts,format.ts,wire,sys,esp,host,uefi} services/applier/{apply-error.ts,esp,fat,state,context.ts,outlook,swap}',
  'services/applier':
    'lib/{errors.ts,format.ts,wire,esp,trust,bus,runtime,host} services/applier/{apply-error.ts,esp,fat,state,context.ts,admit,swap,recovery}',

  'services/auditor': 'lib/{errors.ts,format.ts,wire,sys,esp,trust,bus,runtime,host,uefi,boot}',

  cli: 'lib/{errors.ts,format.ts,wire,sys,esp,trust,bus,runtime,local-bus,progress,payload,host,uefi,boot} services/{planner,applier,auditor}',
};

/** By which files a folder is entered from outside; tests may enter anywhere, as they test parts. */
export const DOORS = {
  'lib/wire': ['index.ts', 'types.ts', 'limits.ts', 'codec.ts', 'fields.ts', 'gen/bootswap.js'],
  'lib/sys': ['index.ts'],
  'lib/esp': ['index.ts', 'fat-names.ts', 'fat/index.ts'],
  'lib/trust': ['index.ts'],
  'lib/bus': ['index.ts', 'names.ts', 'types.ts'],
  'lib/runtime': ['index.ts', 'types.ts'],
  'lib/local-bus': ['index.ts'],
  'lib/progress': ['index.ts'],
  'lib/payload': ['index.ts'],
  'lib/host': ['index.ts'],
  'lib/uefi': ['index.ts'],
  'lib/boot': ['index.ts'],
  'services/planner': ['index.ts', 'main.ts'],
  'services/applier': ['index.ts', 'main.ts'],
  'services/applier/fat': ['index.ts'],
  'services/auditor': ['index.ts', 'main.ts'],
};

/** Who imports a package, or a module of Node's that reaches further than its name says. */
export const PACKAGES = {
  koffi: ['lib/sys'],
  long: ['lib/wire', 'tests'],
  nats: ['lib/bus', 'tests', 'bench', 'demo', 'docs'],
  protobufjs: ['lib/wire', 'tests', 'docs'],
  'node:child_process': ['lib/sys/process.ts', 'scripts'],
  // `createRequire` imports what no wall sees.
  'node:module': ['lib/sys/libc.ts', 'scripts'],
};

/** What changes a disk, by the name of the function in `lib/sys`, and the one room that may. */
export const CAPABILITIES = {
  exchangeNow: 'services/applier/swap',
  renameExchange: 'services/applier/admit',
  openRaw: 'services/applier/fat',
  mount: 'services/applier/fat',
  unmount: 'services/applier/fat',
};

/** What decides, and so reads and writes nothing, not by way of others either. Types do nothing and are not followed. */
export const PURE = [
  'lib/{errors.ts,format.ts,wire,uefi,esp/fat-names.ts}',
  'lib/boot/{boot-error.ts,firmware-variables.ts,host-boot.ts,facts,prove}',
  'services/planner/{plan,prove}',
  'services/applier/admit/{judge-plan,judge-swap,judge-proof,check-preconditions}.ts',
  'services/applier/swap/steps.ts',
  'services/applier/outlook/decide-outlook.ts',
  'services/applier/recovery/decide-recovery.ts',
];

/** All that pure code may reach outside the tree. */
export const PURE_PACKAGES = ['node:buffer', 'node:crypto', 'node:path', 'node:util', 'long', 'protobufjs'];
