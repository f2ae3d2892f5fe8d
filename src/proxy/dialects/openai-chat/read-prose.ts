import type { Quirks } from '../../../shared/model/quirks';
import type { UpstreamEvent } from '../../canonical/response';
import { mergeReasoningDetails } from './merge-reasoning-details';
import { missingPart, newPart } from './new-part';
import { createThinkTagSplitter } from './split-think-tags';
import { toObjects, toText, type WireObject } from './wire';

/** Reads text and reasoning, wherever a server puts them. */
export interface ProseReader {
  /** A piece of the message. */
  readPiece(fields: WireObject): UpstreamEvent[];
  /** The whole message: what has not come in pieces yet. */
  readWhole(fields: WireObject): UpstreamEvent[];
  /** Lets out what is held back: before a tool call and at the end. */
  flush(): UpstreamEvent[];
  /** True once the model has declined in words. */
  refused(): boolean;
}

export function createProseReader(quirks: Pick<Quirks, 'thinkTags' | 'reasoningReplay'>): ProseReader {
  const tags = quirks.thinkTags ? createThinkTagSplitter() : null;
  const keepsDetails = quirks.reasoningReplay === 'reasoning_details';
  let content = '';
  let refusal = '';
  let reasoning = '';
  /** Some servers send the same reasoning twice, tagged in the text and in a field (vellum-ai/vellum-assistant#34556): the first counts. */
  let reasoningSource: 'field' | 'tags' | null = null;
  let details: WireObject[] = [];
  let detailsSeen = false;

  function readReasoning(fields: WireObject, isWhole: boolean): UpstreamEvent[] {
    const found = toObjects(fields.reasoning_details);
    if (keepsDetails && !(isWhole && detailsSeen)) details.push(...found);
    detailsSeen ||= found.length > 0;
    // Named twice or three times in one chunk, it is the same reasoning.
    const piece = toText(fields.reasoning_content) || toText(fields.reasoning) || found.map(textOfDetail).join('');
    return think(piece, isWhole);
  }

  function think(piece: string, isWhole: boolean): UpstreamEvent[] {
    if (piece === '' || reasoningSource === 'tags') return [];
    reasoningSource = 'field';
    const text = isWhole ? missingPart(reasoning, piece) : newPart(reasoning, piece);
    reasoning += text;
    return text === '' ? [] : [{ type: 'thinking', text }];
  }

  function readContent(value: unknown, isWhole: boolean): UpstreamEvent[] {
    if (typeof value === 'string') return addText(isWhole ? missingPart(content, value) : value);
    if (isWhole && content !== '') return [];
    return toObjects(value).flatMap((part) => {
      // Mistral's reasoning is a part of the content: {type: 'thinking', thinking: [{type: 'text', text}]}.
      if (part.type === 'thinking')
        return think(toText(part.thinking) || toObjects(part.thinking).map(textOfPart).join(''), false);
      return addText(textOfPart(part));
    });
  }

  function addText(text: string): UpstreamEvent[] {
    if (text === '') return [];
    content += text;
    const pieces = tags === null ? [{ kind: 'text' as const, text }] : tags.push(text, reasoningSource === 'field');
    return pieces.flatMap(letOut);
  }

  function letOut({ kind, text }: { kind: 'text' | 'thinking'; text: string }): UpstreamEvent[] {
    if (kind === 'text') return [...flushDetails(), { type: 'text', text }];
    if (reasoningSource === 'field') return [];
    reasoningSource = 'tags';
    return [{ type: 'thinking', text }];
  }

  function readRefusal(value: unknown, isWhole: boolean): UpstreamEvent[] {
    const piece = isWhole ? missingPart(refusal, toText(value)) : toText(value);
    if (piece === '') return [];
    refusal += piece;
    return [{ type: 'text', text: piece }];
  }

  /** While the reasoning is still open at the client, so that it lands in its signature. */
  function flushDetails(): UpstreamEvent[] {
    if (details.length === 0) return [];
    const state = { reasoning_details: mergeReasoningDetails(details) };
    details = [];
    return [{ type: 'reasoning-state', state }];
  }

  const read = (fields: WireObject, isWhole: boolean): UpstreamEvent[] => [
    ...readReasoning(fields, isWhole),
    ...readContent(fields.content, isWhole),
    ...readRefusal(fields.refusal, isWhole),
  ];

  return {
    readPiece: (fields) => read(fields, false),
    readWhole: (fields) => read(fields, true),
    flush: () => [...(tags?.finish() ?? []).flatMap(letOut), ...flushDetails()],
    refused: () => refusal !== '',
  };
}

function textOfDetail({ text, summary }: WireObject): string {
  return toText(text) || toText(summary);
}

function textOfPart({ text }: WireObject): string {
  return toText(text);
}
