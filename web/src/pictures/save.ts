/** Pictures are drawn as SVG; a PNG is the same picture, twice as fine. */

export interface Picture {
  text: string;
  width: number;
  height: number;
}

export interface Caption {
  sentence: string;
  filters: string[];
  made: string;
}

export function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export async function saveAsPng(picture: Picture, name: string): Promise<void> {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([picture.text], { type: 'image/svg+xml' }));
  await new Promise<void>((done, failed) => {
    image.onload = () => done();
    image.onerror = () => failed(new Error('the picture could not be drawn'));
    image.src = address;
  });
  const canvas = document.createElement('canvas');
  canvas.width = picture.width * 2;
  canvas.height = picture.height * 2;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  const file = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (file) save(file, name);
}

/** Text from reports goes into a picture only through here. */
export function escaped(text: string): string {
  const safe = text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them
  return safe.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
}

export const FONT = `font-family="'Libre Franklin','Helvetica Neue',Arial,sans-serif"`;

export function captionLines(caption: Caption): string[] {
  const filters = caption.filters.length ? `Filter: ${caption.filters.join(', ')}` : 'No filter';
  return [caption.sentence, `${filters} · ${caption.made}`];
}
