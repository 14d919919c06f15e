/** The options of the services, and the configuration that each service gets from them. */
import { openHostBoot } from '../lib/boot/index.ts';
import { describeStateDirectory } from '../lib/host/index.ts';
import { createLogger, systemClock } from '../lib/runtime/index.ts';
import type { Logger, LogLevel } from '../lib/runtime/index.ts';
import type { ApplierConfig } from '../services/applier/main.ts';
import type { AuditorConfig } from '../services/auditor/main.ts';
import type { PlannerConfig } from '../services/planner/main.ts';
import { retainOf, retainOptions, unprovenOptions } from './applier-options.ts';
import { auditOptions, checkOptionsOf } from './audit-options.ts';
import { bootOptions, bootPlacesOf } from './boot-options.ts';
import { UsageError } from './command.ts';
import type { Invocation, OptionSpecs } from './command.ts';
import {
  channelOf,
  espOptions,
  espRootOf,
  hostOf,
  hostOptions,
  stateDirectoryOf,
  stateOptions,
} from './places.ts';
import { scopeOf, scopeOptions } from './scope-option.ts';
import { plannerKeysPathOf, publisherKeysPathOf } from './trust-options.ts';

export const serviceOptions = {
  ...espOptions,
  ...hostOptions,
  ...retainOptions,
  ...unprovenOptions,
  ...auditOptions,
  ...bootOptions,
  ...scopeOptions,
  'audit-every': {
    value: 'SECONDS',
    help: 'audit the host this often even if nothing changed (default 3600)',
  },
  poll: {
    value: 'SECONDS',
    help: 'check for a new plan this often even without a notification (default 300)',
  },
  'log-level': { value: 'LEVEL', help: 'debug, info, warn or error (default info)' },
  ...stateOptions,
} satisfies OptionSpecs;

const secondsOf = ({ text }: Invocation, name: string, fallback: number): number => {
  const seconds = Number(text(name) ?? fallback);
  if (Number.isFinite(seconds) && seconds > 0 && seconds <= 30 * 86_400) return seconds;
  throw new UsageError(`--${name} takes a number of seconds, not ${JSON.stringify(text(name))}`);
};

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Plain lines on a terminal, JSON for the journal and for programs. */
export const logOf = ({ text, env, stderr }: Invocation): Logger => {
  const level = levels.find((each) => each === (text('log-level') ?? 'info'));
  if (level === undefined) throw new UsageError('--log-level takes debug, info, warn or error');
  const isTerminal = stderr.isTTY === true;
  return createLogger({
    stream: stderr,
    format: isTerminal ? 'text' : 'json',
    level,
    clock: systemClock(),
    isColoured: isTerminal && (env['NO_COLOR'] ?? '') === '',
  });
};

export const plannerConfigOf = (invocation: Invocation): PlannerConfig => {
  const state = describeStateDirectory(stateDirectoryOf(invocation));
  return {
    keysDirectory: state.keysDirectory,
    publisherKeysPath: publisherKeysPathOf(invocation, state),
    allowAnyFilesystem: invocation.has('allow-any-fs'),
    scope: scopeOf(invocation),
    unproven: invocation.has('unproven'),
  };
};

export const applierConfigOf = async (invocation: Invocation): Promise<ApplierConfig> => {
  const state = describeStateDirectory(stateDirectoryOf(invocation));
  return {
    host: await hostOf(invocation),
    espRoot: await espRootOf(invocation),
    stateRoot: state.root,
    plannerKeysPath: plannerKeysPathOf(invocation, state),
    allowAnyFilesystem: invocation.has('allow-any-fs'),
    retain: retainOf(invocation),
    hostBoot: await openHostBoot(await bootPlacesOf(invocation)),
    isUnproven: invocation.has('unproven'),
    pollMs: secondsOf(invocation, 'poll', 300) * 1000,
    failPoint: invocation.env['BOOTSWAP_FAILPOINT'],
  };
};

export const auditorConfigOf = async (invocation: Invocation): Promise<AuditorConfig> => {
  const state = describeStateDirectory(stateDirectoryOf(invocation));
  const espRoot = await espRootOf(invocation);
  return {
    identity: { host: await hostOf(invocation), channel: channelOf(invocation), espRoot },
    stateRoot: state.root,
    plannerKeysPath: plannerKeysPathOf(invocation, state),
    checkOptions: checkOptionsOf(invocation),
    bootPlaces: await bootPlacesOf(invocation),
    everyMs: secondsOf(invocation, 'audit-every', 3600) * 1000,
    pollMs: secondsOf(invocation, 'poll', 300) * 1000,
  };
};
