import { applyEdits, editFields } from './edit-body';
import { listFields, rootObject } from './scan-json';

/**
 * Puts another model into a JSON request body and leaves every other byte as it was. The body must be a valid JSON object; one
 * without a model gets it as its first field. Returns the body itself when the model is the same already.
 */
export function spliceModel(body: Uint8Array, model: string): Uint8Array {
  const root = rootObject(body);
  return applyEdits(body, editFields(body, root, listFields(body, root), { model: JSON.stringify(model) }));
}
