import { UntranslatableError } from '../../errors/untranslatable-error';
import type { ContentBlock } from '../../canonical/request';
import { invalidRequest } from './invalid-request';
import { toObject, toText, type WireObject } from './wire';

/**
 * The content of a client's message as blocks. `where` names its place for complaints. A part of a kind that we do not know
 * is kept as it is: an upstream may know it.
 */
export function parseContent(content: unknown, where: string): ContentBlock[] {
  if (content === undefined || content === null) return [];
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  if (!Array.isArray(content)) throw invalidRequest(`${where}: must be a string or a list of parts.`);
  return content.map((value, index) => {
    const part = toObject(value);
    if (part === null || typeof part.type !== 'string') throw invalidRequest(`${where}.${index}.type: every part needs a type.`);
    return parsePart(part, `${where}.${index}`);
  });
}

function parsePart(part: WireObject, where: string): ContentBlock {
  switch (part.type) {
    case 'text':
      if (typeof part.text !== 'string') throw invalidRequest(`${where}.text: must be a string.`);
      return { type: 'text', text: part.text, ...(part.cache_control !== undefined && { cache_control: part.cache_control }) };
    case 'refusal':
      return { type: 'text', text: toText(part.refusal) };
    case 'image_url':
      return { type: 'image', source: parseImageUrl(part.image_url, where) };
    case 'file':
      return parseFile(toObject(part.file) ?? {}, where);
    case 'input_audio':
      throw new UntranslatableError(`${where}: audio cannot go to every provider. Send it as text.`);
    default:
      return part as ContentBlock;
  }
}

function parseImageUrl(image: unknown, where: string) {
  const url = typeof image === 'string' ? image : toText(toObject(image)?.url);
  if (url === '') throw invalidRequest(`${where}.image_url.url: must be a string.`);
  return parseDataUrl(url) ?? { type: 'url' as const, url };
}

function parseFile({ file_data: data, filename }: WireObject, where: string): ContentBlock {
  if (typeof data !== 'string') {
    throw new UntranslatableError(
      `${where}.file: only file_data is taken; files that were uploaded before (file_id) are not known here.`,
    );
  }
  const source = parseDataUrl(data) ?? { type: 'base64' as const, media_type: 'application/pdf', data };
  return { type: 'document', source, title: toText(filename) || null };
}

function parseDataUrl(url: string) {
  const comma = url.indexOf(',');
  const head = /^data:([^;,]+)(?:;[^,]*)?;base64$/i.exec(url.slice(0, Math.max(comma, 0)));
  return head?.[1] === undefined ? null : { type: 'base64' as const, media_type: head[1], data: url.slice(comma + 1) };
}
