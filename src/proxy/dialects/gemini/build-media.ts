import type { DocumentBlock, ImageBlock } from '../../canonical/request';
import type { WireMedia } from './wire';

/** Kinds of files by the end of their address; Google asks for the kind where it is known. */
const KINDS: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  heic: 'image/heic',
  pdf: 'application/pdf',
};

/** An image or a file, inline or by its address; null for a document that is plain text. */
export function buildMedia({ source }: ImageBlock | DocumentBlock): WireMedia | null {
  switch (source.type) {
    case 'base64':
      return { inlineData: { mimeType: source.media_type, data: source.data } };
    case 'url': {
      const kind = KINDS[/\.([a-z]+)$/i.exec(source.url.replace(/[?#].*$/s, ''))?.[1]?.toLowerCase() ?? ''];
      return { fileData: { fileUri: source.url, ...(kind !== undefined && { mimeType: kind }) } };
    }
    default:
      return null;
  }
}

/** A document that is plain text, with its title. */
export function documentText({ source, title }: DocumentBlock): string {
  const text = source.type === 'text' ? source.data : '';
  return title ? `${title}\n\n${text}` : text;
}
