import type { Wire } from './read-value';

/** An event of a Responses stream, still without its sequence_number. */
export type ItemEvent = Wire & { type: string };

/** Writes one output item, from its announcement to its end (docs/sources.md, Responses API). */
export interface ItemWriter {
  start(): ItemEvent[];
  piece(text: string): ItemEvent[];
  sign(signature: string): void;
  stop(): ItemEvent[];
  /** The item as it stands: part of the response object, whether or not it is finished. */
  item(): Wire;
}

/** Which item an event is about. */
export interface ItemPlace {
  item_id: string;
  output_index: number;
}
