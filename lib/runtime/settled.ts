/** Which message each level-triggered function has dealt with, by the message's key. */
export type SettledStore = {
  get: (functionName: string) => string | undefined;
  /** Resolves when it is remembered as well as this store can. */
  set: (functionName: string, messageKey: string) => Promise<void>;
};

/** Forgets at the end of the process: the last message is then handled once more. */
export const createSettledMemory = (): SettledStore => {
  const keys = new Map<string, string>();
  return {
    get: (functionName) => keys.get(functionName),
    set: async (functionName, messageKey) => void keys.set(functionName, messageKey),
  };
};
