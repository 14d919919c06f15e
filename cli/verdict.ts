/** `bootswap verdict`: tells whether a machine would boot with a payload. Reads only. */
import { verdict } from '../lib/uefi/index.ts';
import type { Severity, Verdict } from '../lib/uefi/index.ts';
import type { Command, Invocation } from './command.ts';
import type { ExitCode } from './exit-codes.ts';
import { table } from './terminal.ts';
import type { Terminal } from './terminal.ts';
import { readVerdictInputs } from './verdict-inputs.ts';

/** Wrong usage also exits with 2, but then stdout is empty. */
const exitCodeOf: Readonly<Record<Verdict['verdict'], ExitCode>> = { boots: 0, refuses: 1, unknown: 2 };

const paintOf = ({ paint }: Terminal, severity: Severity): ((line: string) => string) => {
  if (severity === 'refusal') return paint.red;
  return severity === 'note' ? paint.dim : paint.yellow;
};

const pcrText = (name: string, forecast: Verdict['measurements']['pcr4']): string[][] => {
  if (forecast === undefined) return [];
  if (!forecast.isPredicted) return [[name, `not predicted: ${forecast.detail}`]];
  return [[name, forecast.isChanged ? `will be ${forecast.value}` : 'unchanged']];
};

const rollbackText = ({ possible, until, why }: Verdict['rollback']): string => {
  if (!possible) return `not possible: ${why ?? ''}`;
  return until === undefined ? 'possible' : `possible only until the first boot; after that: ${why ?? ''}`;
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
  summary: 'tell whether a machine would boot with a payload, before anything is written',
  synopsis: '--payload PATH [--payload PATH]... [--esp DIR] [--efivars DIR]',
  details: [
    'Follows every boot entry through firmware, shim, fallback and boot loader, by their rules. Without --esp, uses this',
    "machine's own ESP, firmware variables and event log; with --esp, only the data that you name. Exits with 0 if the machine",
    'boots, 1 if it does not, and 2 if that is not known (or the command line is wrong; then stdout is empty).',
    'docs/verdict.md explains every reason.',
  ].join('\n'),
  options: {
    payload: { value: 'PATH', help: 'boot loader files to judge (as for publish)', multiple: true },
    esp: { value: 'DIR', help: "the present ESP, or a copy of it (default: this machine's)" },
    alone: { help: 'judge the payload alone, as if the ESP were empty' },
    efivars: { value: 'DIR', help: 'firmware variables: /sys/firmware/efi/efivars or a copy of one' },
    partuuid: { value: 'UUID', help: 'partition UUID of the ESP (default: of the mounted partition)' },
    arch: { value: 'ARCH', help: 'architecture of the machine: x64, aa64 or ia32' },
    kernel: { value: 'FILE', help: 'a kernel outside the ESP that the loader starts', multiple: true },
    'event-log': { value: 'FILE', help: 'TPM event log, to predict PCR 4 and 7' },
    'luks-header': {
      value: 'FILE',
      help: 'output of cryptsetup luksDump --dump-json-metadata, to see which PCRs unlock the disk',
    },
  },
  positionals: { min: 0, max: 0 },
  examples: [
    'bootswap verdict --payload shim-signed.deb --payload grub-efi-amd64-signed.deb',
    'bootswap verdict --payload ./EFI-tree --esp ./host/efi --efivars ./host/efivars --json',
  ],
  run,
};
