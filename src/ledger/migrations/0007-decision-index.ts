/** Whether a decision is still anybody's is asked when exchanges are deleted, and by SQLite when a decision is. */
export const addDecisionIndex = `
CREATE INDEX exchanges_by_decision ON exchanges (decision_id);
`;
