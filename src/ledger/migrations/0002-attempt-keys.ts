/** Which of a provider's keys an attempt was made with; null where there was no choice, and in rows from before. */
export const addAttemptKeys = `
ALTER TABLE attempts ADD COLUMN key_id TEXT;
`;
