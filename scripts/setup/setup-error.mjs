/** A step that cannot go on: `message` says what failed, `hint` the one thing to do about it. */
export class SetupError extends Error {
  constructor(message, hint) {
    super(message);
    this.name = 'SetupError';
    this.hint = hint;
  }
}
