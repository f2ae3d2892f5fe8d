/** The little of the `x11` package that we use: it carries no types of its own. */
declare module 'x11' {
  export interface XClient {
    InternAtom(onlyIfExists: boolean, name: string, reply: (error: Error | null, atom: number) => void): void;
    GetSelectionOwner(selection: number, reply: (error: Error | null, window: number) => void): void;
    on(name: 'error', listener: (error: Error) => void): void;
    terminate(): void;
  }
  const x11: {
    createClient(
      options: { display: string; shm: boolean },
      ready: (error: Error | null | undefined, display: { client: XClient }) => void,
    ): XClient;
  };
  export default x11;
}
