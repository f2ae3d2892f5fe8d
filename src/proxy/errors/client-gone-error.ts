/** The client hung up. An outcome ("aborted"), not a failure: nobody is left to answer. */
export class ClientGoneError extends Error {
  constructor() {
    super('The client closed the connection.');
    this.name = 'ClientGoneError';
  }
}
