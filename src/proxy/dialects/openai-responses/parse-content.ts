import { UntranslatableError } from '../../errors/untranslatable-error';
import type { ContentBlock, DocumentBlock, ImageBlock } from '../../canonical/request';
import { isWire, stringOf, type Wire } from './read-value';
import { refuse } from './refuse';

/** The content of a message or of a tool's output: a text, or a list of parts. `where` is the field that a refusal names. */
export function parseContent(content: unknown, where: string): string | ContentBlock[] {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) throw refuse(`${where}: must be a text or a list of parts.`);
  return content.map((part, index) => parsePart(part, `${where}[${index}]`));
}

function parsePart(part: unknown, where: string): ContentBlock {
  if (!isWire(part)) throw refuse(`${where}: must be an object.`);
  switch (part.type) {
    case 'input_image':
      return parseImage(part, where);
    case 'input_file':
      return parseFile(part, where);
    case 'refusal':
      return { type: 'text', text: stringOf(part.refusal) };
    default:
      // input_text, output_text, summary_text and whatever else is a text.
      if (typeof part.text === 'string') return { type: 'text', text: part.text };
      throw new UntranslatableError(
        `${where}.type: "${stringOf(part.type)}" is no kind of content that can go to every provider. Send text, images or files.`,
      );
  }
}

function parseImage(part: Wire, where: string): ImageBlock {
  const url = stringOf(part.image_url);
  if (url === '') throw new UntranslatableError(`${where}: ${storedAtOpenAI('image', 'image_url')}`);
  const data = splitDataUrl(url);
  if (data === null) return { type: 'image', source: { type: 'url', url } };
  return { type: 'image', source: { type: 'base64', media_type: data.mediaType, data: data.base64 } };
}

function parseFile(part: Wire, where: string): DocumentBlock {
  const name = stringOf(part.filename);
  const title = name === '' ? {} : { title: name };
  const url = stringOf(part.file_url);
  if (url !== '') return { type: 'document', source: { type: 'url', url }, ...title };
  const given = stringOf(part.file_data);
  if (given === '') throw new UntranslatableError(`${where}: ${storedAtOpenAI('file', 'file_data or file_url')}`);
  const { mediaType, base64 } = splitDataUrl(given) ?? { mediaType: 'application/pdf', base64: given };
  if (!mediaType.startsWith('text/'))
    return { type: 'document', source: { type: 'base64', media_type: mediaType, data: base64 }, ...title };
  return { type: 'document', source: { type: 'text', media_type: 'text/plain', data: decodeText(base64, where) }, ...title };
}

function storedAtOpenAI(what: string, field: string): string {
  return `a file_id names ${what === 'image' ? 'an image' : 'a file'} that is stored at OpenAI, which no other provider can see. Send it in ${field}.`;
}

/** `data:image/png;base64,…` in its parts; null for any other address. No regular expression: the data runs to megabytes. */
function splitDataUrl(url: string): { mediaType: string; base64: string } | null {
  const comma = url.indexOf(',');
  if (!url.startsWith('data:') || comma === -1) return null;
  const [mediaType = '', ...parameters] = url.slice('data:'.length, comma).split(';');
  return parameters.includes('base64') ? { mediaType, base64: url.slice(comma + 1) } : null;
}

function decodeText(base64: string, where: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
  } catch {
    throw refuse(`${where}.file_data: is no base64.`);
  }
}
