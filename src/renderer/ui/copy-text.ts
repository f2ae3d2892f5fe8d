/**
 * Puts text that the page itself shows on the clipboard. The window has no clipboard permission, so this is the old
 * way: a selection and the copy command, which need none. Rejects when the browser refuses.
 */
export function copyText(text: string): Promise<void> {
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  const focused = document.activeElement;
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied ? Promise.resolve() : Promise.reject(new Error('The text could not be copied'));
}
