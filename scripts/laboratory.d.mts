/** The choice as JSON; see laboratory.mjs. */
export declare const laboratoryChoice: () => string;
