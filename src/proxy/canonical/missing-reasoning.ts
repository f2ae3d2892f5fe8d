/** Stands in where a server demands the reasoning of a step and there is none, e.g. as another model made the step (pitfall 25). */
export const MISSING_REASONING = '(The reasoning of this step is not available.)';
