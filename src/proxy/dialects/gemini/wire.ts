/**
 * The parts of the generateContent wire format that we read or write (https://ai.google.dev/api/generate-content). JSON
 * field names are in camel case; Google's error messages say the same names in snake case.
 */
export interface WireMedia {
  inlineData?: { mimeType: string; data: string };
  fileData?: { fileUri: string; mimeType?: string };
}

export interface WirePart extends WireMedia {
  text?: string;
  /** The text is a summary of the model's reasoning. */
  thought?: boolean;
  /** Sealed reasoning, bound to this part and to the model; base64. */
  thoughtSignature?: string;
  functionCall?: { id: string; name: string; args: Record<string, unknown> };
  functionResponse?: {
    id: string;
    name: string;
    /** `output` or `error`: Google takes nothing but an object. */
    response: { output: string } | { error: string };
    /** Images and documents of the result; Gemini 3 and later take them. */
    parts?: WireMedia[];
  };
}

export interface WireContent {
  role: 'user' | 'model';
  parts: WirePart[];
}

/** What a value of unknown origin holds, as an object; an empty one when it is none. */
export function toObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** The same as a list of objects. */
export function toObjects(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(toObject) : [];
}

/** The same as text. */
export function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
