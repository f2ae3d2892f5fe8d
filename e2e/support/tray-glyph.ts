import path from 'node:path';
import type { App } from './launch-app';

const ICONS = path.resolve(import.meta.dirname, '../../assets/tray');
const GLYPHS = ['on', 'paused', 'stopped', 'fault'] as const;

/** Which of the four shapes a photograph of the panel shows; null when it is none of them. */
export function recogniseGlyph(app: App, photograph: Buffer): Promise<string | null> {
  const files = GLYPHS.map((name) => ({ name, file: path.join(ICONS, `${name}-light-32.png`) }));
  return app.electron.evaluate(
    ({ nativeImage }, { png, candidates }) => {
      const size = 32;
      const read = (image: Electron.NativeImage, isInk: (pixels: Buffer, at: number) => boolean) => {
        const { width, height } = image.getSize();
        const [left, top] = [(size - width) / 2, (size - height) / 2];
        const pixels = image.toBitmap();
        return (x: number, y: number) =>
          x >= left && y >= top && x < left + width && y < top + height && isInk(pixels, ((y - top) * width + x - left) * 4);
      };
      const shown = read(nativeImage.createFromBuffer(Buffer.from(png, 'base64')), (pixels, at) => (pixels[at] ?? 255) < 128);
      const match = candidates.find(({ file }) => {
        const drawn = read(nativeImage.createFromPath(file), (pixels, at) => (pixels[at + 3] ?? 0) > 128);
        let wrong = 0;
        for (let y = 2; y < size - 2; y += 1) for (let x = 0; x < size; x += 1) if (shown(x, y) !== drawn(x, y)) wrong += 1;
        return wrong < 20;
      });
      return match?.name ?? null;
    },
    { png: photograph.toString('base64'), candidates: files },
  );
}
