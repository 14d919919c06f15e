/** `bootswap verdict`: would this machine boot with that payload on its ESP? Reads only. */
import { verdict } from '../lib/uefi/index.ts';
import type { Severity, Verdict } from '../lib/uefi/index.ts';
import type { Command, Invocation } from './command.ts';
import type { ExitCode } from './exit-codes.ts';
import { table } from './terminal.ts';
import type { Terminal } from './terminal.ts';
import { readVerdictInputs } from './verdict-inputs.ts';

/** The issue's own: 2 is also what wrong usage exits with, so look at stdout, which is empty then. */
const exitCodeOf: Readonly<Record<Verdict['verdict'], ExitCode>> = { boots: 0, refuses: 1, unknown: 2 };

const paintOf = ({ paint }: Terminal, severity: Severity): ((line: string) => string) => {
  if (severity === 'refusal') return paint.red;
  return severity === 'note' ? paint.dim : paint.yellow;
};

const pcrText = (name: string, forecast: Verdict['measurements']['pcr4']): string[][] => {
  if (forecast === undefined) return [];
  if (!forecast.isPredicted) return [[name, `not predicted: ${forecast.detail}`]];
  return [[name, forecast.isChanged ? `becomes ${forecast.value}` : 'stays as it is']];
};

const rollbackText = ({ possible, until, why }: Verdict['rollback']): string => {
  if (!possible) return `not possible: ${why ?? ''}`;
  return until === undefined ? 'possible' : `possible until the first boot, then: ${why ?? ''}`;
};

const show = (terminal: Terminal, result: Verdict): void => {
  const { paint } = terminal;
  const colour = { boots: paint.green, refuses: paint.red, unknown: paint.yellow }[result.verdict];
  terminal.print(colour(`${result.verdict} (${result.class})`));
  for (const { severity, code, path, detail } of result.reasons)
    terminal.print(paintOf(terminal, severity)(`  ${severity} ${code} ${path}: ${detail}`));
  const { pcr4, pcr7, breaks } = result.measurements;
  const rows = [
    ...result.entries.map((entry) => [
      entry.name,
      `${entry.path}: ${entry.class}${entry.isReached ? '' : ', if reached'}`,
    ]),
    ['rollback', rollbackText(result.rollback)],
    ...pcrText('PCR 4', pcr4),
    ...pcrText('PCR 7', pcr7),
    ...breaks.map(({ token, kind, detail }) => [`LUKS token ${token}`, `${kind}: ${detail}`]),
  ];
  for (const line of table(rows)) terminal.print(`  ${line}`);
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { files, firmware, options } = await readVerdictInputs(invocation);
  const result = verdict(files, firmware, options);
  show(invocation.terminal, result);
  invocation.terminal.document(result);
  return exitCodeOf[result.verdict];
};

export const command: Command = {
  name: 'verdict',
  summary: 'whether a machine would boot with a payload on its ESP, before a byte is written',
  synopsis: '--payload PATH [--payload PATH]... [--esp DIR] [--efivars DIR]',
  details: [
    'Follows every boot entry through firmware, shim, fallback and GRUB, by the rules of each. Without --esp this',
    "machine's own ESP, variables and event log are taken; with it only what else is named. Exits 0 if it boots, 1 if it",
    'does not, 2 if that cannot be told (and if the command line is wrong: then nothing is on stdout). docs/verdict.md',
    'explains every reason.',
  ].join('\n'),
  options: {
    payload: { value: 'PATH', help: 'what would be put on the ESP (as for publish)', multiple: true },
    esp: { value: 'DIR', help: 'the ESP as it is now (default: the one of this machine)' },
    alone: { help: 'judge the payload alone, as if the ESP were empty' },
    efivars: { value: 'DIR', help: 'variables as in /sys/firmware/efi/efivars, captured ones too' },
    partuuid: { value: 'UUID', help: 'of the partition of the ESP (default: that of the running boot)' },
    arch: { value: 'ARCH', help: 'of the machine: x64, aa64 or ia32' },
    kernel: { value: 'FILE', help: 'a kernel that is not on the ESP', multiple: true },
    'event-log': { value: 'FILE', help: 'TPM event log, to foretell PCR 4 and 7' },
    'luks-header': { value: 'FILE', help: 'output of cryptsetup luksDump --dump-json-metadata' },
  },
  positionals: { min: 0, max: 0 },
  examples: [
    'bootswap verdict --payload shim-signed.deb --payload grub-efi-amd64-signed.deb',
    'bootswap verdict --payload ./EFI-tree --esp ./host/efi --efivars ./host/efivars --json',
  ],
  run,
};
