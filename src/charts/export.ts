/** A chart as a file. The page's styles do not travel with an SVG, so what they made of each mark is written into it. */

const CARRIED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
  'paint-order',
] as const;

/** A standalone copy of the drawing as XML, on the page's own background. */
function svgText(svg: SVGSVGElement, title: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = svg.querySelectorAll('*');
  copy.querySelectorAll<SVGElement>('*').forEach((element, i) => {
    const style = getComputedStyle(originals[i]!);
    for (const name of CARRIED) element.style.setProperty(name, style.getPropertyValue(name));
  });
  const heading = document.createElementNS(svg.namespaceURI, 'title');
  heading.textContent = title;
  copy.prepend(heading, ...pictureBehind(svg));
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.style.background = getComputedStyle(document.body).backgroundColor;
  return new XMLSerializer().serializeToString(copy);
}

/** The canvas behind the drawing, where there is one, as an image of the file. */
function pictureBehind(svg: SVGSVGElement): SVGImageElement[] {
  const canvas = svg.parentElement?.querySelector('canvas');
  if (!canvas) return [];
  const image = document.createElementNS('http://www.w3.org/2000/svg', 'image');
  image.setAttribute('href', canvas.toDataURL());
  for (const [name, value] of [
    ['x', canvas.offsetLeft],
    ['y', canvas.offsetTop],
    ['width', canvas.offsetWidth],
    ['height', canvas.offsetHeight],
  ] as const)
    image.setAttribute(name, String(value));
  return [image];
}

export function saveSvg(svg: SVGSVGElement, title: string, name: string): void {
  save(new Blob([svgText(svg, title)], { type: 'image/svg+xml' }), `${name}.svg`);
}

/** Twice the size on the screen, so that it stays sharp in a document. */
export async function savePng(svg: SVGSVGElement, title: string, name: string): Promise<void> {
  const scale = 2;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(svg, title))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = svg.clientWidth * scale;
  canvas.height = svg.clientHeight * scale;
  const context = canvas.getContext('2d')!;
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob) save(blob, `${name}.png`);
}

function save(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
