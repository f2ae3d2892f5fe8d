import type { CanonicalRequest } from '../canonical/request';

/** The parts of a request that a model reads. */
export type CountedRequest = Pick<CanonicalRequest, 'system' | 'messages' | 'tools' | 'output'>;

/** What of a request becomes tokens. */
export interface RequestVisitor {
  text(text: string): void;
  /** A JSON value that the model sees as text: arguments of a call, a schema. */
  value(value: unknown): void;
  image(): void;
  /** A PDF, or a file that only the provider has. */
  document(): void;
}

/**
 * Shows a visitor all that a request sends to a model, in no particular order. Data of images and PDFs is never text,
 * nor is what only a provider can read: signatures, encrypted reasoning, encrypted search results.
 */
export function walkRequest(request: CountedRequest, visitor: RequestVisitor): void {
  // A stack, since a hostile request may nest deeper than calls can.
  const pending: unknown[] = [];

  function addContent(content: unknown): void {
    if (typeof content === 'string') visitor.text(content);
    else if (Array.isArray(content)) for (const block of content) pending.push(block);
  }

  addContent(request.system);
  for (const { content } of request.messages) addContent(content);
  while (pending.length > 0) {
    const block = pending.pop();
    if (typeof block === 'object' && block !== null) visitBlock(block as Record<string, unknown>, visitor, addContent);
  }
  for (const { name, description, input_schema: schema } of request.tools) {
    visitor.text(name);
    if (description) visitor.text(description);
    if (schema) visitor.value(schema);
  }
  if (request.output?.kind === 'json-schema') visitor.value(request.output.schema);
}

/** Goes by fields rather than by types, so that blocks which come later are counted too. */
function visitBlock(block: Record<string, unknown>, visitor: RequestVisitor, addContent: (content: unknown) => void): void {
  if (block.type === 'image') return visitor.image();
  if (block.type === 'document') visitSource(block.source, visitor, addContent);
  for (const field of ['text', 'thinking', 'title'] as const) {
    const text = block[field];
    if (typeof text === 'string') visitor.text(text);
  }
  if (block.input !== undefined) {
    if (typeof block.name === 'string') visitor.text(block.name);
    visitor.value(block.input);
  }
  addContent(block.content);
}

function visitSource(source: unknown, visitor: RequestVisitor, addContent: (content: unknown) => void): void {
  const { type, data, content } = (source ?? {}) as Record<string, unknown>;
  if (type === 'text') addContent(data);
  else if (type === 'content') addContent(content);
  else visitor.document();
}
