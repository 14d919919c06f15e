/** Host facts as they come from the bus: from anyone who may publish for that host, so nothing is taken on trust. */
import { subjects } from '../../../lib/bus/index.ts';
import type { StoredMessage } from '../../../lib/bus/index.ts';
import { CodedError, messageOf } from '../../../lib/errors.ts';
import { decodeHostFacts } from '../../../lib/wire/index.ts';
import type { HostFacts } from '../../../lib/wire/types.ts';
import { refused } from '../plan/refusals.ts';
import type { Refused } from '../plan/refusals.ts';

type FactsMessage = Pick<StoredMessage, 'subject' | 'data'>;

/** The host that a facts message is published for: its subject says so, and only that host may publish there. */
export const hostOf = ({ subject }: FactsMessage): string => subject.slice(subject.lastIndexOf('.') + 1);

/** The facts, or FACTS_INVALID. */
export const readFacts = (message: FactsMessage): HostFacts | Refused => {
  try {
    const facts = decodeHostFacts(message.data);
    if (subjects.facts(facts.host) === message.subject) return facts;
    return refused(
      'FACTS_INVALID',
      `facts of host ${facts.host} were published on subject ${message.subject}`,
    );
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return refused('FACTS_INVALID', `${messageOf(error)}; update or repair the auditor of this host`);
  }
};
